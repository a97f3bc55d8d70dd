// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The service account "default" of every namespace.
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

class ServiceAccountController : public Controller {
public:
    explicit ServiceAccountController(Manager &manager)
        : Controller(manager, "namespaces", "service-account-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"serviceaccounts"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "serviceaccounts" && event.type == StoreEvent::Type::Deleted)
            enqueue({{}, event.id.ns});
    }

    void reconcile(const Key &key) override {
        const ObjectId account{"serviceaccounts", key.second, "default"};
        if (m_store.get(id(key)) && !m_store.get(account))
            (void)m_manager.create(account, {{"apiVersion", "v1"}, {"kind", "ServiceAccount"}, {"metadata", Json::object()}});
    }
};

} // namespace

std::unique_ptr<Controller> makeServiceAccountController(Manager &manager) {
    return std::make_unique<ServiceAccountController>(manager);
}

} // namespace sandbox
