// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What of each resource quota is used. https://kubernetes.io/docs/concepts/policy/resource-quotas/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

#include <cmath>
#include <set>

namespace sandbox {

namespace {

const std::set<std::string> &plainCounts() {
    static const std::set<std::string> names{
        "services", "secrets", "configmaps", "persistentvolumeclaims", "replicationcontrollers", "resourcequotas"};
    return names;
}

double limitOf(const Json &pod, const std::string &resource) {
    double sum = 0;
    for (const auto &container : itemsAt(pod, "spec.containers"))
        sum += quantityOf(field(field(container, "resources.limits"), resource)).value_or(0);
    return sum;
}

std::string amountText(const std::string &name, double amount) {
    if (name.ends_with("cpu"))
        return cpuQuantity(amount);
    const long long whole = std::llround(amount);
    if (name.ends_with("memory") || name.ends_with("storage")) {
        for (const auto &[suffix, shift] : {std::pair("Gi", 30), std::pair("Mi", 20), std::pair("Ki", 10)}) {
            if (whole != 0 && whole % (1LL << shift) == 0)
                return std::to_string(whole >> shift) + suffix;
        }
    }
    return std::to_string(whole);
}

class QuotaController : public Controller {
public:
    explicit QuotaController(Manager &manager)
        : Controller(manager, "resourcequotas", "resource-quota-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"*"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "events" || event.id.ns.empty())
            return;
        if (event.type == StoreEvent::Type::Modified && (event.id.resource != "pods" || podFinished(*event.previous) == podFinished(*event.object)))
            return;
        for (const auto &quota : m_store.list(primary(), event.id.ns))
            enqueue({event.id.ns, nameOf(*quota)});
    }

    void reconcile(const Key &key) override {
        const ObjectPtr quota = m_store.get(id(key));
        if (!quota)
            return;
        const Json &hard = field(*quota, "spec.hard");
        if (!hard.is_object())
            return;
        Json used = Json::object();
        for (auto it = hard.begin(); it != hard.end(); ++it)
            used[it.key()] = amountText(it.key(), amountOf(key.first, it.key()));
        (void)m_store.mutate(id(key), [&](Json &object) {
            object["status"]["hard"] = object["spec"]["hard"];
            object["status"]["used"] = used;
            return true;
        });
    }

private:
    [[nodiscard]] double amountOf(const std::string &ns, const std::string &name) const {
        if (name.starts_with("count/"))
            return static_cast<double>(m_store.list(name.substr(6), ns).size());
        if (plainCounts().contains(name))
            return static_cast<double>(m_store.list(name, ns).size());
        double sum = 0;
        if (name == "requests.storage") {
            for (const auto &claim : m_store.list("persistentvolumeclaims", ns))
                sum += quantityOf(field(*claim, "spec.resources.requests.storage")).value_or(0);
            return sum;
        }
        for (const auto &pod : m_store.list("pods", ns)) {
            if (!podFinished(*pod))
                sum += ofPod(*pod, name);
        }
        return sum;
    }

    static double ofPod(const Json &pod, const std::string &name) {
        if (name == "pods")
            return 1;
        if (name.starts_with("limits."))
            return limitOf(pod, name.substr(7));
        return podRequest(pod, name.starts_with("requests.") ? std::string_view(name).substr(9) : std::string_view(name));
    }
};

} // namespace

std::unique_ptr<Controller> makeQuotaController(Manager &manager) {
    return std::make_unique<QuotaController>(manager);
}

} // namespace sandbox
