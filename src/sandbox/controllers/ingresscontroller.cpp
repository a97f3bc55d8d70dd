// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Publishes an address for ingresses of class nginx, as ingress-nginx does; it routes nothing.
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

constexpr auto address = "127.0.0.1";

class IngressController : public Controller {
public:
    explicit IngressController(Manager &manager)
        : Controller(manager, "ingresses.networking.k8s.io", "nginx-ingress-controller") {}

    void reconcile(const Key &key) override {
        const ObjectPtr ingress = m_store.get(id(key));
        if (!ingress || isTerminating(*ingress))
            return;
        const std::string annotated = entryAt(*ingress, "metadata.annotations", "kubernetes.io/ingress.class");
        if (textAt(*ingress, "spec.ingressClassName", annotated) != "nginx" || !itemsAt(*ingress, "status.loadBalancer.ingress").empty())
            return;
        event(id(key), *ingress, EventType::Normal, "Sync", "Scheduled for sync");
        (void)m_store.mutate(id(key), [](Json &object) {
            object["status"]["loadBalancer"]["ingress"] = Json::array({Json{{"ip", address}}});
            return true;
        });
    }
};

} // namespace

std::unique_ptr<Controller> makeIngressController(Manager &manager) {
    return std::make_unique<IngressController>(manager);
}

} // namespace sandbox
