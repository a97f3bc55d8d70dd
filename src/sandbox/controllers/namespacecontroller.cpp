// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Empties a namespace that is being deleted, then lets it go.
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

constexpr auto lookAgain = std::chrono::milliseconds(500);

class NamespaceController : public Controller {
public:
    explicit NamespaceController(Manager &manager)
        : Controller(manager, "namespaces", "namespace-controller") {}

    void reconcile(const Key &key) override {
        const ObjectPtr object = m_store.get(id(key));
        if (object && !isTerminating(*object))
            return activate(key, *object);
        if (object && textAt(*object, "status.phase") != "Terminating") {
            (void)m_store.mutate(id(key), [](Json &ns) {
                ns["status"]["phase"] = "Terminating";
                return true;
            });
        }
        if (empty(key.second) > 0) { // pods take their grace period, others wait for finalizers
            enqueueAfter(key, lookAgain);
        } else if (object) {
            (void)m_store.mutate(id(key), [](Json &ns) {
                if (ns["spec"].is_object())
                    ns["spec"].erase("finalizers");
                return true;
            });
            (void)m_store.remove(id(key));
        }
    }

private:
    void activate(const Key &key, const Json &object) {
        if (textAt(object, "status.phase") == "Active")
            return;
        (void)m_store.mutate(id(key), [](Json &ns) {
            ns["status"]["phase"] = "Active";
            return true;
        });
    }

    /// How many objects are left.
    std::size_t empty(const std::string &ns) {
        std::size_t left = 0;
        for (const auto &resource : m_store.resources()) {
            for (const auto &object : m_store.list(resource, ns)) {
                const ObjectId target{resource, ns, nameOf(*object)};
                if (namespaceOf(*object) != ns)
                    continue;
                if (resource == "pods")
                    deletePod(m_store, target);
                else if (!isTerminating(*object))
                    (void)m_store.remove(target);
                left += m_store.get(target) != nullptr;
            }
        }
        return left;
    }
};

} // namespace

std::unique_ptr<Controller> makeNamespaceController(Manager &manager) {
    return std::make_unique<NamespaceController>(manager);
}

} // namespace sandbox
