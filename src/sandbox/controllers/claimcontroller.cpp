// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes for claims: binding to what is there, provisioning through the class, reclaiming afterwards.
// https://kubernetes.io/docs/concepts/storage/persistent-volumes/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr auto retryMissing = std::chrono::seconds(15);
constexpr auto volumes = "persistentvolumes";
constexpr auto classes = "storageclasses.storage.k8s.io";

double storageOf(const Json &sizes) {
    return sizes.is_object() && sizes.contains("storage") ? quantityOf(sizes["storage"]).value_or(0) : 0;
}

class ClaimController : public Controller {
public:
    explicit ClaimController(Manager &manager)
        : Controller(manager, "persistentvolumeclaims", "persistentvolume-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {volumes, classes}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == classes || (event.id.resource == volumes && event.type != StoreEvent::Type::Deleted))
            markPending();
        if (event.id.resource == primary() && event.type == StoreEvent::Type::Deleted)
            release(*event.object);
    }

    void reconcile(const Key &key) override {
        const ObjectPtr claim = m_store.get(id(key));
        if (!claim || isTerminating(*claim) || textAt(*claim, "status.phase") == "Bound")
            return;
        if (const ObjectPtr volume = fitting(key, *claim))
            return bind(key, *claim, nameOf(*volume));
        if (const std::string named = textAt(*claim, "spec.volumeName"); !named.empty())
            return pend(key);
        const std::string className = classOf(key, *claim);
        if (className.empty()) {
            event(id(key), *claim, EventType::Normal, "FailedBinding",
                "no persistent volumes available for this claim and no storage class is set");
            return pend(key);
        }
        const ObjectPtr storageClass = m_store.get({classes, {}, className});
        if (!storageClass) {
            event(id(key), *claim, EventType::Warning, "ProvisioningFailed",
                "storageclass.storage.k8s.io \"" + className + "\" not found");
            enqueueAfter(key, retryMissing);
            return pend(key);
        }
        provisionOrWait(key, *claim, *storageClass);
    }

private:
    void markPending() {
        for (const auto &claim : m_store.list(primary())) {
            if (textAt(*claim, "status.phase") != "Bound")
                enqueue({namespaceOf(*claim), nameOf(*claim)});
        }
    }

    void pend(const Key &key) {
        (void)m_store.mutate(id(key), [](Json &claim) {
            claim["status"]["phase"] = "Pending";
            return true;
        });
    }

    /// A claim that names no class gets the default one, as the API server's admission does.
    std::string classOf(const Key &key, const Json &claim) {
        const Json &named = field(claim, "spec.storageClassName");
        if (named.is_string())
            return named.get<std::string>();
        for (const auto &storageClass : m_store.list(classes)) {
            if (entryAt(*storageClass, "metadata.annotations", "storageclass.kubernetes.io/is-default-class") != "true")
                continue;
            const std::string name = nameOf(*storageClass);
            (void)m_store.mutate(id(key), [&name](Json &object) {
                object["spec"]["storageClassName"] = name;
                return true;
            });
            return name;
        }
        return {};
    }

    /// The smallest free volume that has the class, the size and the modes; or the one that is reserved for the claim.
    [[nodiscard]] ObjectPtr fitting(const Key &key, const Json &claim) const {
        ObjectPtr best;
        const std::string named = textAt(claim, "spec.volumeName");
        for (const auto &volume : m_store.list(volumes)) {
            const Json &reference = field(*volume, "spec.claimRef");
            const bool reserved = textAt(reference, "namespace") == key.first && textAt(reference, "name") == key.second;
            const std::string uid = textAt(reference, "uid");
            if (reserved && (uid.empty() || uid == uidOf(claim)))
                return volume;
            if (reference.is_object() || isTerminating(*volume) || (!named.empty() && nameOf(*volume) != named) || !suits(*volume, claim))
                continue;
            if (!best || storageOf(field(*volume, "spec.capacity")) < storageOf(field(*best, "spec.capacity")))
                best = volume;
        }
        return best;
    }

    static bool suits(const Json &volume, const Json &claim) {
        if (textAt(volume, "spec.storageClassName") != textAt(claim, "spec.storageClassName")
            || storageOf(field(volume, "spec.capacity")) < storageOf(field(claim, "spec.resources.requests")))
            return false;
        const Json &selector = field(claim, "spec.selector");
        if (selector.is_object() && !selectorMatches(selector, field(volume, "metadata.labels")))
            return false;
        const Json &modes = itemsAt(volume, "spec.accessModes");
        return std::ranges::all_of(itemsAt(claim, "spec.accessModes"),
            [&modes](const Json &mode) { return std::ranges::find(modes, mode) != modes.end(); });
    }

    void provisionOrWait(const Key &key, const Json &claim, const Json &storageClass) {
        const bool selected = !entryAt(claim, "metadata.annotations", "volume.kubernetes.io/selected-node").empty();
        if (textAt(storageClass, "volumeBindingMode") == "WaitForFirstConsumer" && !selected) {
            event(id(key), claim, EventType::Normal, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
            return pend(key);
        }
        const std::string provisioner = textAt(storageClass, "provisioner");
        const std::string name = "pvc-" + uidOf(claim);
        if (provisioner == "kubernetes.io/no-provisioner")
            return pend(key);
        m_manager.events().record(id(key), claim,
            {EventType::Normal, "Provisioning", "External provisioner is provisioning volume for claim \"" + key.first + "/" + key.second + "\"",
                provisioner});
        if (const auto made = m_manager.create({volumes, {}, name}, volumeFor(key, claim, storageClass)); !made) {
            event(id(key), claim, EventType::Warning, "ProvisioningFailed", made.error().message);
            return pend(key);
        }
        m_manager.events().record(
            id(key), claim, {EventType::Normal, "ProvisioningSucceeded", "Successfully provisioned volume " + name, provisioner});
        bind(key, claim, name);
    }

    static Json volumeFor(const Key &key, const Json &claim, const Json &storageClass) {
        const std::string provisioner = textAt(storageClass, "provisioner");
        return {{"apiVersion", "v1"}, {"kind", "PersistentVolume"},
            {"metadata", {{"annotations", {{"pv.kubernetes.io/provisioned-by", provisioner}}}}},
            {"spec",
                {{"capacity", field(claim, "spec.resources.requests")}, {"accessModes", itemsAt(claim, "spec.accessModes")},
                    {"persistentVolumeReclaimPolicy", textAt(storageClass, "reclaimPolicy", "Delete")},
                    {"storageClassName", nameOf(storageClass)}, {"volumeMode", textAt(claim, "spec.volumeMode", "Filesystem")},
                    {"csi", {{"driver", provisioner}, {"volumeHandle", "hollow-" + uidOf(claim)}}},
                    {"claimRef", {{"kind", "PersistentVolumeClaim"}, {"apiVersion", "v1"}, {"namespace", key.first}, {"name", key.second},
                                     {"uid", uidOf(claim)}}}}},
            {"status", {{"phase", "Pending"}}}};
    }

    void bind(const Key &key, const Json &claim, const std::string &volume) {
        Json capacity;
        (void)m_store.mutate({volumes, {}, volume}, [&](Json &object) {
            object["spec"]["claimRef"].update({{"kind", "PersistentVolumeClaim"}, {"apiVersion", "v1"}, {"namespace", key.first},
                {"name", key.second}, {"uid", uidOf(claim)}});
            object["status"]["phase"] = "Bound";
            capacity = field(object, "spec.capacity");
            return true;
        });
        (void)m_store.mutate(id(key), [&](Json &object) {
            object["spec"]["volumeName"] = volume;
            Json &annotations = object["metadata"]["annotations"];
            annotations["pv.kubernetes.io/bind-completed"] = "yes";
            annotations["pv.kubernetes.io/bound-by-controller"] = "yes";
            object["status"] = {{"phase", "Bound"}, {"capacity", capacity}, {"accessModes", itemsAt(object, "spec.accessModes")}};
            return true;
        });
    }

    /// The claim is gone: its volume goes too, or is kept as released.
    void release(const Json &claim) {
        const ObjectId volume{volumes, {}, textAt(claim, "spec.volumeName")};
        const ObjectPtr object = volume.name.empty() ? nullptr : m_store.get(volume);
        if (!object || textAt(*object, "spec.claimRef.uid") != uidOf(claim))
            return;
        if (textAt(*object, "spec.persistentVolumeReclaimPolicy") == "Delete") {
            (void)m_store.remove(volume);
            return;
        }
        (void)m_store.mutate(volume, [](Json &kept) {
            kept["status"]["phase"] = "Released";
            return true;
        });
    }
};

} // namespace

std::unique_ptr<Controller> makeClaimController(Manager &manager) {
    return std::make_unique<ClaimController>(manager);
}

} // namespace sandbox
