// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What has lost its last owner goes; foreground and orphan deletion. https://kubernetes.io/docs/concepts/architecture/garbage-collection/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr std::string_view foreground = "foregroundDeletion";
constexpr std::string_view orphan = "orphan";

bool hasFinalizer(const Json &object, std::string_view name) {
    const Json &finalizers = itemsAt(object, "metadata.finalizers");
    return std::ranges::find(finalizers, Json(name)) != finalizers.end();
}

/// Keys are uids, in the place of the name: one collector looks after every resource.
class GarbageCollector : public Controller {
public:
    explicit GarbageCollector(Manager &manager)
        : Controller(manager, "", "garbage-collector-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"*"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "events")
            return;
        if (event.type == StoreEvent::Type::Deleted) {
            for (const auto &dependent : m_index.dependents(uidOf(*event.object)))
                mark(dependent);
            for (const auto &owner : itemsAt(*event.object, "metadata.ownerReferences"))
                enqueue({{}, textAt(owner, "uid")}); // it may wait for its dependents
        } else if (isTerminating(*event.object) || (!event.previous && !itemsAt(*event.object, "metadata.ownerReferences").empty())) {
            enqueue({{}, uidOf(*event.object)});
        }
    }

    void resync() override {
        for (const auto &resource : m_store.resources()) {
            for (const auto &object : m_store.list(resource)) {
                if (resource != "events" && (isTerminating(*object) || !itemsAt(*object, "metadata.ownerReferences").empty()))
                    enqueue({{}, uidOf(*object)});
            }
        }
    }

    void reconcile(const Key &key) override {
        const ObjectId *found = m_index.find(key.second);
        const ObjectPtr object = found ? m_store.get(*found) : nullptr;
        if (!object)
            return;
        const ObjectId target = *found;
        if (!isTerminating(*object))
            return collect(target, *object);
        if (hasFinalizer(*object, orphan))
            release(target, *object);
        else if (hasFinalizer(*object, foreground))
            emptyFirst(target, *object);
        else if (target.resource == "pods" && textAt(*object, "spec.nodeName").empty())
            (void)m_store.remove(target); // no node will end it
    }

private:
    void mark(const ObjectId &target) {
        if (const ObjectPtr object = m_store.get(target))
            enqueue({{}, uidOf(*object)});
    }

    void collect(const ObjectId &target, const Json &object) {
        const Json &owners = itemsAt(object, "metadata.ownerReferences");
        const auto lives = [this](const Json &owner) { return m_index.exists(textAt(owner, "uid")); };
        if (owners.empty() || std::ranges::any_of(owners, lives))
            return;
        end(target);
    }

    void end(const ObjectId &target) {
        if (target.resource == "pods")
            deletePod(m_store, target);
        else
            (void)m_store.remove(target);
    }

    void dropFinalizer(const ObjectId &target, std::string_view name) {
        (void)m_store.mutate(target, [name](Json &object) {
            std::erase(object["metadata"]["finalizers"].get_ref<Json::array_t &>(), Json(name));
            return true;
        });
    }

    void release(const ObjectId &target, const Json &object) {
        const std::string uid = uidOf(object);
        for (const auto &dependent : m_index.dependents(uid)) {
            (void)m_store.mutate(dependent, [&uid](Json &orphaned) {
                auto &owners = orphaned["metadata"]["ownerReferences"];
                std::erase_if(owners.get_ref<Json::array_t &>(), [&uid](const Json &owner) { return field(owner, "uid") == uid; });
                if (owners.empty())
                    orphaned["metadata"].erase("ownerReferences");
                return true;
            });
        }
        dropFinalizer(target, orphan);
    }

    /// Dependents that block their owner go first, their own dependents before them.
    void emptyFirst(const ObjectId &target, const Json &object) {
        const auto dependents = m_index.dependents(uidOf(object));
        bool blocked = false;
        for (const auto &dependent : dependents) {
            const ObjectPtr child = m_store.get(dependent);
            if (!child)
                continue;
            blocked |= std::ranges::any_of(itemsAt(*child, "metadata.ownerReferences"), [&object](const Json &owner) {
                return textAt(owner, "uid") == uidOf(object) && flagAt(owner, "blockOwnerDeletion");
            });
            if (isTerminating(*child))
                continue;
            if (dependent.resource != "pods") {
                (void)m_store.mutate(dependent, [](Json &inner) {
                    Json &finalizers = inner["metadata"]["finalizers"];
                    if (!finalizers.is_array())
                        finalizers = Json::array();
                    finalizers.push_back(foreground);
                    return true;
                });
            }
            end(dependent);
        }
        if (!blocked)
            dropFinalizer(target, foreground);
    }
};

} // namespace

std::unique_ptr<Controller> makeGarbageCollector(Manager &manager) {
    return std::make_unique<GarbageCollector>(manager);
}

} // namespace sandbox
