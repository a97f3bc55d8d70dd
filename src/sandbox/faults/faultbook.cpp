// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/faultbook.h"

#include "sandbox/faults/takeback.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <ranges>

namespace sandbox {

namespace {

constexpr auto recordResource = "faults.sandbox"; // no kind of the API has it
const WriteOptions byHand{"kubectl-edit", {}, FieldValidation::Strict, Persist::Yes, false};

ObjectId recordId(const Fault &fault, const FaultTarget &target) {
    return {recordResource, {}, std::string(fault.name) + ' ' + target.ns + ' ' + target.text};
}

Json idJson(const ObjectId &id) {
    return {{"resource", id.resource}, {"namespace", id.ns}, {"name", id.name}};
}
ObjectId idFrom(const Json &json) {
    return {textAt(json, "resource"), textAt(json, "namespace"), textAt(json, "name")};
}

ActiveFault activeFrom(const Json &record) {
    return {findFault(textAt(record, "fault")),
        {textAt(record, "target"), textAt(record, "namespace"), idFrom(field(record, "object")), numberAt(record, "number")},
        textAt(record, "metadata.creationTimestamp")};
}

/// What a person does whose stateful set hangs: its controller waits for a pod that cannot become ready.
void removeHangingPods(ObjectStore &store, const Json &set) {
    if (textAt(set, "kind") != "StatefulSet")
        return;
    for (const auto &pod : store.list("pods", namespaceOf(set))) {
        if (controllerUidOf(*pod) == uidOf(set) && !podReady(*pod))
            deletePod(store, {"pods", namespaceOf(*pod), nameOf(*pod)});
    }
}

} // namespace

FaultBook::FaultBook(ObjectStore &store, const OpenApi &openApi, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_writer(store, openApi) {}

Outcome<ActiveFault> FaultBook::inject(const std::string &name, const std::string &ns, const std::string &typed) {
    const Fault *fault = findFault(name);
    if (!fault)
        return std::unexpected(StatusError{400, "BadRequest", "there is no fault \"" + name + "\"; `aqi-sandbox fault list` names them", Json::object()});
    auto target = targetOf(m_store, *fault, ns, typed);
    if (!target)
        return std::unexpected(target.error());
    const ObjectId id = recordId(*fault, *target);
    if (m_store.get(id))
        return std::unexpected(StatusError{409, "AlreadyExists", name + (target->text.empty() ? "" : " of " + target->text) + " is on already", Json::object()});
    ActiveFault active{fault, *std::move(target), m_store.now()};
    if (const auto checked = m_check ? m_check(active) : Outcome<void>(); !checked)
        return std::unexpected(checked.error());
    if (fault->place == Fault::Place::Moment) {
        Q_EMIT happened(fault->name);
        return active;
    }
    Json made = Json::array();
    if (fault->place == Fault::Place::Objects) {
        const auto changes = objectChanges(m_store, *fault, active.target);
        auto done = changes ? make(*changes) : std::unexpected(changes.error());
        if (!done)
            return std::unexpected(done.error());
        made = *std::move(done);
    }
    (void)m_store.create(id, {{"fault", fault->name}, {"target", active.target.text}, {"namespace", active.target.ns}, {"object", idJson(active.target.id)},
                                 {"number", active.target.number}, {"made", std::move(made)}});
    Q_EMIT changed();
    return active;
}

/// All of them or none.
Outcome<Json> FaultBook::make(const std::vector<ObjectChange> &changes) {
    Json made = Json::array();
    for (const auto &change : changes) {
        auto done = make(change);
        if (!done) {
            undo({{"made", made}});
            return std::unexpected(done.error());
        }
        made.push_back(*std::move(done));
    }
    return made;
}

Outcome<Json> FaultBook::make(const ObjectChange &change) {
    const Kind *kind = findResource(change.id.resource);
    if (!kind)
        return notFound(change.id.resource, change.id.name);
    const ObjectPtr before = m_store.get(change.id);
    const auto written = change.kind == ObjectChange::Kind::Plant ? m_writer.create(*kind, change.id.ns, change.body, byHand)
                                                                  : m_writer.patch(*kind, change.id, PatchType::Strategic, change.body, byHand);
    if (!written)
        return std::unexpected(written.error());
    Json made = idJson(change.id);
    made["uid"] = uidOf(*written->object);
    if (change.kind == ObjectChange::Kind::Patch) {
        made["before"] = writtenPart(*before);
        made["after"] = writtenPart(*written->object);
    }
    return made;
}

void FaultBook::undo(const Json &record) {
    const Json &made = itemsAt(record, "made");
    for (std::size_t i = made.size(); i > 0; --i) // the last one first
        takeBack(made[i - 1]);
}

void FaultBook::takeBack(const Json &made) {
    const ObjectId id = idFrom(made);
    const ObjectPtr live = m_store.get(id);
    if (!live || uidOf(*live) != textAt(made, "uid"))
        return; // somebody has removed it, or made it anew
    if (!made.contains("before")) {
        (void)m_store.remove(id);
        return;
    }
    (void)m_store.mutate(id, [&](Json &object) {
        object = takenBack(object, made["before"], made["after"]);
        if (field(object, "spec") != field(*live, "spec") && field(object, "metadata.generation").is_number())
            object["metadata"]["generation"] = numberAt(object, "metadata.generation") + 1;
        return true;
    });
    removeHangingPods(m_store, *live);
}

std::vector<ActiveFault> FaultBook::clear(const std::string &name, const std::string &target) {
    std::vector<ActiveFault> cleared;
    for (const auto &active : std::views::reverse(this->active())) {
        const std::string_view text = active.target.text;
        const bool named = name.empty() || active.fault->name == name;
        if (!named || (!target.empty() && text != target && text.substr(text.find('/') + 1) != target))
            continue;
        const ObjectId id = recordId(*active.fault, active.target);
        undo(*m_store.get(id));
        (void)m_store.remove(id);
        cleared.push_back(active);
    }
    if (!cleared.empty())
        Q_EMIT changed();
    return cleared;
}

std::vector<ActiveFault> FaultBook::active() const {
    std::vector<ObjectPtr> records = m_store.list(recordResource);
    std::erase_if(records, [](const ObjectPtr &record) { return !findFault(textAt(*record, "fault")); }); // of another version
    const auto order = [](const ObjectPtr &record) { return std::stoull(textAt(*record, "metadata.resourceVersion", "0")); };
    std::ranges::sort(records, {}, order);
    std::vector<ActiveFault> result;
    for (const auto &record : records)
        result.push_back(activeFrom(*record));
    return result;
}

} // namespace sandbox
