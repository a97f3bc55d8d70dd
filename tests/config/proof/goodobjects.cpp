// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "good.h"

using namespace Qt::StringLiterals;

namespace proof {

namespace {

struct Object {
    const char *name;
    const char *type; // "apps/v1 Deployment"
    const char *body; // below metadata
};

constexpr Object objects[] = {
    {"one port", "v1 Service", "spec: {type: ClusterIP, ports: [{port: 80, targetPort: 8080}]}\n"},
    {"two ports", "v1 Service", "spec: {ports: [{name: http, port: 80, targetPort: http, appProtocol: http}, {name: dns, port: 53, protocol: UDP}]}\n"},
    {"a node port", "v1 Service", "spec: {type: NodePort, externalTrafficPolicy: Local, ports: [{port: 80, nodePort: 30080}]}\n"},
    {"a load balancer", "v1 Service", "spec: {type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8], allocateLoadBalancerNodePorts: false, loadBalancerClass: example.com/lb, ports: [{port: 443}]}\n"},
    {"no address", "v1 Service", "spec: {clusterIP: None, publishNotReadyAddresses: true, ports: [{port: 5432}]}\n"},
    {"an external name", "v1 Service", "spec: {type: ExternalName, externalName: db.example.org}\n"},
    {"two families", "v1 Service", "spec: {ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4, IPv6], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 600}}, ports: [{port: 80}]}\n"},
    {"a path", "networking.k8s.io/v1 Ingress", "spec: {ingressClassName: nginx, rules: [{host: a.example.org, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n"},
    {"exact paths", "networking.k8s.io/v1 Ingress", "spec: {ingressClassName: nginx, rules: [{http: {paths: [{path: /a, pathType: Exact, backend: {service: {name: web, port: {name: http}}}}, {path: /b, pathType: ImplementationSpecific, backend: {service: {name: web, port: {name: http}}}}]}}]}\n"},
    {"a default", "networking.k8s.io/v1 Ingress", "spec: {ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}\n"},
    {"TLS", "networking.k8s.io/v1 Ingress", "spec: {ingressClassName: nginx, tls: [{hosts: [a.example.org, '*.b.example.org'], secretName: tls}], rules: [{host: '*.b.example.org', http: {paths: [{pathType: Prefix, path: /, backend: {service: {name: web, port: {number: 80}}}}]}}, {host: a.example.org}]}\n"},
    {"a resource", "networking.k8s.io/v1 Ingress", "spec: {ingressClassName: nginx, defaultBackend: {resource: {apiGroup: k8s.example.com, kind: Bucket, name: static}}}\n"},
    {"a controller", "networking.k8s.io/v1 IngressClass", "spec: {controller: k8s.io/ingress-nginx, parameters: {apiGroup: k8s.example.com, kind: Parameters, name: p, scope: Cluster}}\n"},
    {"CPU", "autoscaling/v2 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 10, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]}\n"},
    {"memory by value", "autoscaling/v2 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, maxReplicas: 4, metrics: [{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 500Mi}}}]}\n"},
    {"a container", "autoscaling/v2 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4, metrics: [{type: ContainerResource, containerResource: {name: cpu, container: main, target: {type: Utilization, averageUtilization: 60}}}]}\n"},
    {"pods", "autoscaling/v2 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4, metrics: [{type: Pods, pods: {metric: {name: requests}, target: {type: AverageValue, averageValue: 100}}}]}\n"},
    {"an object", "autoscaling/v2 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4, metrics: [{type: Object, object: {metric: {name: requests}, describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: web}, target: {type: Value, value: 2k}}}]}\n"},
    {"a queue", "autoscaling/v2 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4, metrics: [{type: External, external: {metric: {name: queue, selector: {matchLabels: {queue: a}}}, target: {type: AverageValue, averageValue: '30'}}}]}\n"},
    {"behaviour", "autoscaling/v2 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4, behavior: {scaleDown: {stabilizationWindowSeconds: 300, selectPolicy: Min, policies: [{type: Percent, value: 50, periodSeconds: 60}]}, scaleUp: {policies: [{type: Pods, value: 2, periodSeconds: 30}]}}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]}\n"},
    {"the old form", "autoscaling/v1 HorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4, targetCPUUtilizationPercentage: 70}\n"},
    {"a number", "policy/v1 PodDisruptionBudget", "spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n"},
    {"a share", "policy/v1 PodDisruptionBudget", "spec: {minAvailable: 50%, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}\n"},
    {"nothing in", "networking.k8s.io/v1 NetworkPolicy", "spec: {podSelector: {}, policyTypes: [Ingress]}\n"},
    {"nothing out", "networking.k8s.io/v1 NetworkPolicy", "spec: {podSelector: {}, policyTypes: [Ingress, Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]}]}\n"},
    {"blocks of addresses", "networking.k8s.io/v1 NetworkPolicy", "spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 8000, endPort: 8010, protocol: TCP}]}]}\n"},
    {"peers", "networking.k8s.io/v1 NetworkPolicy", "spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}, namespaceSelector: {}}, {podSelector: {}}], ports: [{port: http}]}]}\n"},
    {"rules", "rbac.authorization.k8s.io/v1 Role", "rules: [{apiGroups: [''], resources: [pods, pods/log], verbs: [get, list, watch]}, {apiGroups: [apps], resources: [deployments], resourceNames: [web], verbs: [patch]}]\n"},
    {"addresses", "rbac.authorization.k8s.io/v1 ClusterRole", "rules: [{nonResourceURLs: [/metrics], verbs: [get]}, {apiGroups: [metrics.k8s.io], resources: [pods], verbs: [get]}]\n"},
    {"other roles", "rbac.authorization.k8s.io/v1 ClusterRole", "aggregationRule: {clusterRoleSelectors: [{matchLabels: {aggregate: 'true'}}]}\nrules: []\n"},
    {"an account", "rbac.authorization.k8s.io/v1 RoleBinding", "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: reader, namespace: default}, {kind: Group, apiGroup: rbac.authorization.k8s.io, name: operators}]\n"},
    {"a user", "rbac.authorization.k8s.io/v1 ClusterRoleBinding", "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: anna}]\n"},
    {"secrets", "v1 ServiceAccount", "automountServiceAccountToken: false\nimagePullSecrets: [{name: registry}]\n"},
    {"a class", "v1 PersistentVolumeClaim", "spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 10Gi}}}\n"},
    {"a block device", "v1 PersistentVolumeClaim", "spec: {accessModes: [ReadWriteOncePod], volumeMode: Block, resources: {requests: {storage: 1Ti}}}\n"},
    {"a snapshot", "v1 PersistentVolumeClaim", "spec: {accessModes: [ReadOnlyMany], dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: s}, resources: {requests: {storage: 10Gi}}}\n"},
    {"no class", "v1 PersistentVolumeClaim", "spec: {accessModes: [ReadWriteMany], storageClassName: '', volumeName: shared, resources: {requests: {storage: 10G}}}\n"},
    {"NFS", "v1 PersistentVolume", "spec: {capacity: {storage: 5Gi}, accessModes: [ReadWriteMany], persistentVolumeReclaimPolicy: Retain, mountOptions: [hard, nfsvers=4.1], nfs: {server: 10.0.0.1, path: /x}}\n"},
    {"a local disk", "v1 PersistentVolume", "spec: {capacity: {storage: 5Gi}, accessModes: [ReadWriteOnce], storageClassName: local, local: {path: /mnt/d}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1]}]}]}}}\n"},
    {"CSI", "v1 PersistentVolume", "spec: {capacity: {storage: 5Gi}, accessModes: [ReadWriteOnce], csi: {driver: ebs.csi.aws.com, volumeHandle: vol-1, fsType: ext4}, claimRef: {namespace: default, name: c}}\n"},
    {"a provisioner", "storage.k8s.io/v1 StorageClass", "provisioner: ebs.csi.aws.com\nparameters: {type: gp3}\nreclaimPolicy: Delete\nallowVolumeExpansion: true\nvolumeBindingMode: WaitForFirstConsumer\n"},
    {"text", "v1 ConfigMap", "data: {a: b, number: '1', file.conf: \"x=1\\ny=2\\n\", .hidden: c, with_under-score.x: d}\nimmutable: true\n"},
    {"bytes", "v1 ConfigMap", "binaryData: {logo.png: iVBORw0KGgo=}\n"},
    {"nothing", "v1 ConfigMap", ""},
    {"base64", "v1 Secret", "type: Opaque\ndata: {token: c2VjcmV0LXZhbHVlLW9mLXRlc3Q=}\n"},
    {"a certificate", "v1 Secret", "type: kubernetes.io/tls\ndata: {tls.crt: LS0tLS1CRUdJTg==, tls.key: LS0tLS1CRUdJTg==}\n"},
    {"a registry", "v1 Secret", "type: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: eyJhdXRocyI6e319}\n"},
    {"a login", "v1 Secret", "type: kubernetes.io/basic-auth\nstringData: {username: admin, password: Vq7-wTz9-Lm3x}\n"},
    {"sums", "v1 ResourceQuota", "spec: {hard: {requests.cpu: '10', limits.memory: 20Gi, pods: '50', count/jobs.batch: '5', requests.storage: 1Ti, fast.storageclass.storage.k8s.io/requests.storage: 100Gi}}\n"},
    {"a scope", "v1 ResourceQuota", "spec: {hard: {pods: '10'}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}}\n"},
    {"bounds", "v1 LimitRange", "spec: {limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}, min: {cpu: 10m}, max: {cpu: '2'}, maxLimitRequestRatio: {cpu: '10'}}, {type: Pod, max: {memory: 8Gi}}, {type: PersistentVolumeClaim, max: {storage: 100Gi}}]}\n"},
    {"a value", "scheduling.k8s.io/v1 PriorityClass", "value: 1000\nglobalDefault: false\npreemptionPolicy: Never\ndescription: For the web\n"},
    {"addresses", "discovery.k8s.io/v1 EndpointSlice", "addressType: IPv4\nendpoints: [{addresses: [10.1.2.3], conditions: {ready: true}, nodeName: n1, zone: a}]\nports: [{name: http, port: 80, protocol: TCP}]\n"},
    {"a holder", "coordination.k8s.io/v1 Lease", "spec: {holderIdentity: a, leaseDurationSeconds: 15, acquireTime: '2026-01-01T00:00:00.000000Z'}\n"},
    {"a webhook", "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration", "webhooks: [{name: check.example.com, admissionReviewVersions: [v1], sideEffects: None, failurePolicy: Ignore, timeoutSeconds: 5, clientConfig: {service: {name: hook, namespace: default, path: /check, port: 443}}, rules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments], scope: Namespaced}]}]\n"},
    {"a changing webhook", "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration", "webhooks: [{name: change.example.com, admissionReviewVersions: [v1, v1beta1], sideEffects: NoneOnDryRun, reinvocationPolicy: IfNeeded, matchPolicy: Equivalent, clientConfig: {url: 'https://hooks.example.com/x'}, namespaceSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}}]\n"},
    {"a service", "apiregistration.k8s.io/v1 APIService", "spec: {group: metrics.example.com, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100, service: {name: metrics, namespace: kube-system}}\n"},
    {"a handler", "node.k8s.io/v1 RuntimeClass", "handler: runsc\noverhead: {podFixed: {memory: 120Mi, cpu: 250m}}\n"},
    {"a driver", "storage.k8s.io/v1 CSIDriver", "spec: {attachRequired: true, podInfoOnMount: false, volumeLifecycleModes: [Persistent]}\n"},
    {"labels", "v1 Namespace", "spec: {finalizers: [kubernetes]}\n"},
};

constexpr const char *definition = R"(apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: stations.aqi.example.com}
spec:
  group: aqi.example.com
  scope: Namespaced
  names: {plural: stations, singular: station, kind: Station, shortNames: [st]}
  versions:
    - name: v1
      served: true
      storage: true
      subresources: {status: {}}
      additionalPrinterColumns: [{name: City, type: string, jsonPath: .spec.city}]
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [city]
              properties:
                city: {type: string, minLength: 1}
                level: {type: integer, minimum: 0, maximum: 500}
                extra: {x-kubernetes-preserve-unknown-fields: true, type: object}
)";

} // namespace

std::vector<Good> goodObjects() {
    std::vector<Good> all;
    for (const Object &object : objects) {
        const std::string type(object.type);
        const std::size_t space = type.find(' ');
        all.push_back({QString::fromStdString(type.substr(space + 1)) + u" with "_s + QString::fromUtf8(object.name), u"good.yaml"_s,
            "apiVersion: " + type.substr(0, space) + "\nkind: " + type.substr(space + 1) + "\nmetadata: {name: web, labels: {app.kubernetes.io/name: web}}\n" + object.body});
    }
    all.push_back({u"CustomResourceDefinition"_s, u"good.yaml"_s, definition});
    all.push_back({u"CustomResourceDefinition with an object of it"_s, u"good.yaml"_s,
        std::string(definition) + "---\napiVersion: aqi.example.com/v1\nkind: Station\nmetadata: {name: a}\nspec: {city: Delhi, level: 120, extra: {any: [1, 2]}}\n"});
    return all;
}

} // namespace proof
