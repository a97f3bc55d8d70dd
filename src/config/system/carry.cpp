// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/carry.h"

#include "config/system/interpolation.h"
#include "config/system/reading.h"
#include "config/system/sizes.h"
#include "config/system/words.h"
#include "config/text/scalar.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace config {

namespace {

using Change = base::Result<Carried>;
using Changes = base::Result<std::vector<Carried>>;

std::unexpected<base::Error> refuse(const QString &why, const Site &site = {}) {
    return base::fail(base::ErrorKind::Invalid, why, site.document ? site.document->path() : QString());
}

QString outside(std::string_view text) { return tr("It is given when the program is started (%1).").arg(shown(text)); }

/// The number or word that stood there decides what the new one is.
Kind kindFor(Node before, std::string_view text) {
    if (before.kind() != Kind::Integer && before.kind() != Kind::Number && before.kind() != Kind::Bool)
        return Kind::String;
    const Kind kind = plainKind(text);
    return kind == Kind::Integer || kind == Kind::Number || kind == Kind::Bool ? kind : Kind::String;
}

/// A text with the variables that it had: the last one ("${TAG:-1.0}") takes another default. Nothing where that does not do it.
std::optional<std::string> keepingVariables(std::string_view raw, std::string_view before, std::string_view after) {
    if (!raw.contains('$'))
        return std::string(after);
    const std::size_t begin = raw.rfind("${");
    const std::size_t sign = begin == raw.npos ? begin : raw.find('-', begin);
    const std::size_t end = raw.rfind('}');
    if (sign == raw.npos || end == raw.npos || sign > end || interpolated(raw).open)
        return {};
    const std::string head = interpolated(raw.substr(0, begin)).text;
    const std::string_view standard = raw.substr(sign + 1, end - sign - 1);
    const std::string_view tail = raw.substr(end + 1);
    if (standard.contains('}') || head + std::string(standard) + std::string(tail) != before)
        return {};
    if (!after.starts_with(head) || !after.ends_with(tail) || after.size() < head.size() + tail.size())
        return {};
    return std::string(raw.substr(0, sign + 1)) + std::string(after.substr(head.size(), after.size() - head.size() - tail.size())) + std::string(raw.substr(end));
}

base::Result<Place> exactPlace(const Site &site) {
    const Place place = placeOf(site);
    if (!place.document || !place.node)
        return refuse(tr("It is written in a patch within a kustomization, or not in a file of this folder."), site);
    return place;
}

/// The value at the place becomes `text`; before: what it is when its variables are looked through.
Change writtenAt(const Place &place, std::string_view before, std::string_view text) {
    if (!place.node.isScalar() || place.node.isNull())
        return refuse(tr("No single value stands there."), {place.document, place.node, nullptr, nullptr});
    const auto kept = keepingVariables(place.node.text(), before, text);
    if (!kept)
        return refuse(outside(place.node.text()), {place.document, place.node, nullptr, nullptr});
    const auto edit = replaceValue(*place.document, place.node, {kindFor(place.node, *kept), *kept});
    if (!edit)
        return std::unexpected(edit.error());
    return Carried{place.document, *edit};
}

Change writtenAt(const Site &site, std::string_view before, std::string_view text) {
    const auto place = exactPlace(site);
    if (!place)
        return std::unexpected(place.error());
    if (!place->exact)
        return refuse(tr("It is made out of something else: a generator, or a value that is changed on the way."), site);
    return writtenAt(*place, before, text);
}

Changes one(Change change) {
    if (!change)
        return std::unexpected(std::move(change.error()));
    return std::vector{std::move(*change)};
}

Changes notSaid() { return refuse(tr("Nothing is said of it there. Add it in the file, and it can be kept alike from then on.")); }

// --- one function for each field ---

Changes carryImage(const Service &from, const Service &to) {
    if (!from.image || !to.image)
        return notSaid();
    const std::string_view version = imageVersion(from.image->value);
    const std::string_view old = imageVersion(to.image->value);
    if (version.empty() || old.empty() || version.contains("sha256:") != old.contains("sha256:"))
        return refuse(tr("One names a tag and the other a digest, or nothing."), to.image->site);
    if (version == old)
        return std::vector<Carried>();
    const auto place = exactPlace(to.image->site);
    if (!place)
        return std::unexpected(place.error());
    const std::string_view raw = place->node.text();
    if (raw == old) // newTag or digest of a kustomization
        return one(writtenAt(*place, old, version));
    if (!place->exact)
        return refuse(tr("It is made out of something else: a generator, or a value that is changed on the way."), to.image->site);
    std::string text = to.image->value;
    text.replace(text.size() - old.size(), old.size(), version);
    return one(writtenAt(*place, to.image->value, text));
}

template <auto Member, auto Write> Changes carrySize(const Service &from, const Service &to, Platform platform) {
    const auto &wanted = from.resources.*Member;
    const auto &there = to.resources.*Member;
    if (!wanted || !there)
        return notSaid();
    if (wanted->value == there->value)
        return std::vector<Carried>();
    const auto text = Write(platform, wanted->value, there->site.node.text());
    if (!text)
        return refuse(tr("This platform's files cannot say that size."), there->site);
    return one(writtenAt(there->site, interpolated(there->site.node.text()).text, *text));
}

/// The number beside the minimum that says how many there are at most.
Node maximumBeside(Node minimum) {
    static constexpr std::array names = {"maxReplicas", "MaxCapacity", "max_num_instances", "max_instances", "autoscaling.knative.dev/maxScale"};
    for (const char *name : names)
        if (const Node most = minimum.parent()[name]; most && most != minimum)
            return most;
    return {};
}

Changes carryReplicas(const Service &from, const Service &to) {
    if (!from.replicas || !to.replicas || !to.replicas->site.node.isScalar())
        return notSaid();
    const Site &least = to.replicas->site;
    const Node most = maximumBeside(least.node);
    std::vector<Carried> changes;
    const auto put = [&](const Site &site, int before, int after) -> base::Status {
        if (before == after)
            return {};
        Change change = writtenAt(site, interpolated(site.node.text()).text, std::to_string(after));
        if (!change)
            return std::unexpected(std::move(change.error()));
        changes.push_back(std::move(*change));
        return {};
    };
    if (const auto put1 = put(least, to.replicas->minimum, from.replicas->minimum); !put1)
        return std::unexpected(put1.error());
    if (most)
        if (const auto put2 = put(least.at(most), to.replicas->maximum, from.replicas->maximum); !put2)
            return std::unexpected(put2.error());
    return changes;
}

/// In a command the path behind the address alone is exchanged.
Changes carryHealthPath(const Service &from, const Service &to) {
    if (from.probes.empty() || to.probes.empty())
        return notSaid();
    const std::string &wanted = from.probes.front().path;
    const Probe &probe = to.probes.front();
    if (wanted == probe.path)
        return std::vector<Carried>();
    if (probe.site.node.isScalar() && probe.site.node.text() == probe.path)
        return one(writtenAt(probe.site, probe.path, wanted));
    const Node command = probe.site.node;
    for (const Node word : command.isSequence() ? std::vector<Node>(command.begin(), command.end()) : std::vector{command}) {
        std::string text(word.text());
        const std::size_t scheme = text.find("://");
        const std::size_t slash = scheme == text.npos ? text.npos : text.find('/', scheme + 3);
        if (slash == text.npos || !text.substr(slash).starts_with(probe.path))
            continue;
        text.replace(slash, probe.path.size(), wanted);
        return one(writtenAt(probe.site.at(word), word.text(), text));
    }
    return refuse(tr("The command of the health check does not name the path as it is."), probe.site);
}

// --- environment ---

std::string inQuotes(std::string_view text) { // as JSON and double-quoted YAML write it
    const QByteArray list = QJsonDocument(QJsonArray{shown(text)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2).toStdString();
}

Changes changeVariable(const Variable &there, const std::string &text) {
    if (there.given != Given::Literal)
        return refuse(there.given == Given::Outside ? tr("It is given when the program is started.") : tr("It is no value of a file there, but given by the platform or a secret."), there.site);
    if (there.text == text)
        return std::vector<Carried>();
    const Node node = there.site.node;
    if (node.isScalar() && node.parent().isSequence() && node.text().starts_with(there.name + '=')) // NAME=value
        return one(writtenAt(there.site, there.name + '=' + there.text, there.name + '=' + text));
    return one(writtenAt(there.site, there.text, text));
}

/// A list of variables takes another one in the form that its others have.
Changes addVariable(const Service &to, const std::string &variable, const std::string &text) {
    const auto place = exactPlace(to.environmentSite);
    if (!place)
        return std::unexpected(place.error());
    const Document &document = *place->document;
    const Node list = place->node;
    const bool json = document.format() == Format::Json;
    base::Result<Edit> edit = refuse(tr("It has no list of variables in this file yet."), to.environmentSite);
    if (list.isMap() && list != to.site.node && list.parent()) {
        edit = insertMember(document, list, variable, {Kind::String, text});
    } else if (list.isSequence() && list[std::size_t(0)].isScalar()) {
        edit = insertItem(document, list, {Kind::String, variable + '=' + text});
    } else if (list.isSequence() && list.size() > 0) {
        const bool upper = bool(list[std::size_t(0)]["Name"]);
        const std::string name = upper ? "Name" : "name";
        const std::string given = upper ? "Value" : "value";
        edit = json ? insertItem(document, list, {Kind::Map, '{' + inQuotes(name) + ": " + inQuotes(variable) + ", " + inQuotes(given) + ": " + inQuotes(text) + '}'})
                    : insertItem(document, list, {Kind::Map, name + ": " + variable + '\n' + given + ": " + inQuotes(text)});
    }
    if (!edit)
        return std::unexpected(edit.error());
    return std::vector{Carried{&document, *edit}};
}

Changes carryVariable(const Service &from, const Service &to, std::string_view name) {
    const Variable *wanted = from.variable(name);
    if (!wanted)
        return notSaid();
    if (wanted->given != Given::Literal)
        return refuse(wanted->given == Given::Secret ? tr("It is a secret. Secrets are set for each platform in its own store.") : tr("No file says its value."), wanted->site);
    const Variable *there = to.variable(name);
    return there ? changeVariable(*there, wanted->text) : addVariable(to, wanted->name, wanted->text);
}

} // namespace

base::Result<std::vector<Carried>> carry(const System &from, const System &to, std::string_view service, Field field, std::string_view variable) {
    const Service *source = from.service(service);
    const Service *target = to.service(service);
    if (!source || !target)
        return refuse(tr("One of the two has no such service."));
    switch (field) {
    case Field::Image:
        return carryImage(*source, *target);
    case Field::Ports:
        return refuse(tr("A port stands in several places: the container, its probes, the Service. Change them together in the file."), target->site);
    case Field::Environment:
        return carryVariable(*source, *target, variable);
    case Field::CpuRequest:
        return carrySize<&Resources::cpuRequest, writtenCpu>(*source, *target, to.platform);
    case Field::CpuLimit:
        return carrySize<&Resources::cpuLimit, writtenCpu>(*source, *target, to.platform);
    case Field::MemoryRequest:
        return carrySize<&Resources::memoryRequest, writtenMemory>(*source, *target, to.platform);
    case Field::MemoryLimit:
        return carrySize<&Resources::memoryLimit, writtenMemory>(*source, *target, to.platform);
    case Field::Replicas:
        return carryReplicas(*source, *target);
    case Field::HealthPath:
        return carryHealthPath(*source, *target);
    }
    return std::vector<Carried>();
}

} // namespace config
