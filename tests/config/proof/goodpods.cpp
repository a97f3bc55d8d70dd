// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "good.h"

using namespace Qt::StringLiterals;

namespace proof {

namespace {

struct Part {
    const char *name;
    const char *text; // of a container, or of a pod
};

constexpr Part containerParts[] = {
    {"a port", "ports: [{name: http, containerPort: 8080}]\n"},
    {"a port of UDP", "ports: [{name: dns, containerPort: 5353, protocol: UDP}, {name: dns-tcp, containerPort: 5353, protocol: TCP}]\n"},
    {"a port of the host", "ports: [{containerPort: 8080, hostPort: 8080, hostIP: 127.0.0.1}]\n"},
    {"an http probe", "ports: [{name: http, containerPort: 8080}]\nreadinessProbe: {httpGet: {path: /ready, port: http, scheme: HTTPS, httpHeaders: [{name: X-A, value: b}]}}\n"},
    {"a tcp probe", "ports: [{containerPort: 5432}]\nlivenessProbe: {tcpSocket: {port: 5432}, periodSeconds: 20, failureThreshold: 5}\n"},
    {"a grpc probe", "ports: [{containerPort: 9000}]\nlivenessProbe: {grpc: {port: 9000, service: health}}\n"},
    {"an exec probe", "startupProbe: {exec: {command: [sh, -c, test -f /tmp/up]}, failureThreshold: 30, periodSeconds: 2}\n"},
    {"three probes", "ports: [{containerPort: 80}]\nstartupProbe: {httpGet: {port: 80}}\nlivenessProbe: {httpGet: {port: 80, path: /live}, terminationGracePeriodSeconds: 10}\nreadinessProbe: {httpGet: {port: 80, path: /ready}, successThreshold: 2}\n"},
    {"hooks", "lifecycle: {postStart: {exec: {command: ['true']}}, preStop: {sleep: {seconds: 5}}}\n"},
    {"an http hook", "lifecycle: {preStop: {httpGet: {path: /stop, port: 8080}}}\n"},
    {"resources", "resources: {requests: {cpu: 250m, memory: 64Mi, ephemeral-storage: 1Gi}, limits: {cpu: '0.5', memory: 128Mi, ephemeral-storage: 2Gi}}\n"},
    {"whole cores", "resources: {requests: {cpu: 1, memory: 1G}, limits: {cpu: 2, memory: 2000M}}\n"},
    {"a fraction of a core", "resources: {requests: {cpu: 0.1, memory: '134217728'}, limits: {memory: 1e9}}\n"},
    {"huge pages", "resources: {requests: {cpu: 1, memory: 1Gi, hugepages-2Mi: 64Mi}, limits: {memory: 1Gi, hugepages-2Mi: 64Mi}}\n"},
    {"a graphics card", "resources: {limits: {nvidia.com/gpu: 1, memory: 1Gi}}\n"},
    {"variables", "env: [{name: A, value: '1'}, {name: B, value: $(A)-b}, {name: EMPTY}]\n"},
    {"a variable of a field", "env: [{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}, {name: IP, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: status.podIP}}}]\n"},
    {"a variable of a label", "env: [{name: L, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}]\n"},
    {"a variable of a resource", "env: [{name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}]\nresources: {limits: {cpu: 1, memory: 64Mi}}\n"},
    {"an optional key", "env: [{name: K, valueFrom: {configMapKeyRef: {name: settings, key: k, optional: true}}}]\n"},
    {"all keys", "envFrom: [{configMapRef: {name: settings, optional: true}}, {prefix: S_, secretRef: {name: keys, optional: true}}]\n"},
    {"a hardened context", "securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1000, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}, seccompProfile: {type: RuntimeDefault}}\n"},
    {"a local seccomp profile", "securityContext: {seccompProfile: {type: Localhost, localhostProfile: profiles/web.json}, appArmorProfile: {type: RuntimeDefault}}\n"},
    {"a terminal", "stdin: true\ntty: true\nstdinOnce: true\n"},
    {"messages from the log", "terminationMessagePolicy: FallbackToLogsOnError\nterminationMessagePath: /dev/termination-log\n"},
    {"a working folder", "workingDir: /srv\ncommand: [/bin/server]\nargs: [--port=8080, '--name=$(POD)']\nenv: [{name: POD, value: p}]\n"},
    {"a pull policy", "imagePullPolicy: Always\n"},
    {"a resize policy", "resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]\nresources: {requests: {cpu: 100m}, limits: {memory: 64Mi}}\n"},
};

constexpr Part podParts[] = {
    {"an empty folder", "volumes: [{name: v, emptyDir: {medium: Memory, sizeLimit: 64Mi}}]\n"},
    {"a folder on disk", "volumes: [{name: v, emptyDir: {}}]\n"},
    {"an optional ConfigMap", "volumes: [{name: v, configMap: {name: settings, optional: true, defaultMode: 0440, items: [{key: a, path: sub/a.conf, mode: 0400}]}}]\n"},
    {"an optional Secret", "volumes: [{name: v, secret: {secretName: keys, optional: true, defaultMode: 256}}]\n"},
    {"a projected volume", "volumes: [{name: v, projected: {defaultMode: 420, sources: [{serviceAccountToken: {path: token, expirationSeconds: 3600, audience: vault}}, {configMap: {name: c, optional: true}}, {secret: {name: s, optional: true}}, {downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}]}}]\n"},
    {"the downward API", "volumes: [{name: v, downwardAPI: {items: [{path: cpu, resourceFieldRef: {containerName: main, resource: limits.cpu, divisor: 1m}}]}}]\n"},
    {"a path of the host", "volumes: [{name: v, hostPath: {path: /var/lib/app, type: DirectoryOrCreate}}]\n"},
    {"an ephemeral claim", "volumes: [{name: v, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}]\n"},
    {"a share of NFS", "volumes: [{name: v, nfs: {server: 10.0.0.5, path: /exports, readOnly: true}}]\n"},
    {"a volume of CSI", "volumes: [{name: v, csi: {driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: {secretProviderClass: vault}}}]\n"},
    {"an init container", "initContainers: [{name: prepare, image: 'busybox:1.37.0', command: [sh, -c, 'echo a']}]\n"},
    {"a sidecar", "initContainers: [{name: log, image: 'fluent/fluent-bit:3.2.4', restartPolicy: Always, startupProbe: {tcpSocket: {port: 2020}}}]\n"},
    {"spread by zone", "topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, minDomains: 2, labelSelector: {matchLabels: {app: web}}, nodeTaintsPolicy: Honor}]\n"},
    {"spread by host", "topologySpreadConstraints: [{maxSkew: 2, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}, matchLabelKeys: [pod-template-hash]}]\n"},
    {"affinity of nodes", "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: In, values: [ssd]}, {key: old, operator: DoesNotExist}, {key: cores, operator: Gt, values: ['4']}]}]}, preferredDuringSchedulingIgnoredDuringExecution: [{weight: 10, preference: {matchFields: [{key: metadata.name, operator: NotIn, values: [n1]}]}}]}}\n"},
    {"anti-affinity", "affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}}]}}\n"},
    {"required anti-affinity", "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, namespaces: [default], labelSelector: {matchLabels: {app: web}}}]}}\n"},
    {"tolerations", "tolerations: [{key: spot, operator: Exists, effect: NoSchedule}, {key: a, value: b, effect: NoExecute, tolerationSeconds: 60}, {operator: Exists}]\n"},
    {"a node selector", "nodeSelector: {kubernetes.io/os: linux, disk: ssd}\n"},
    {"a context", "securityContext: {runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, fsGroupChangePolicy: OnRootMismatch, supplementalGroups: [2000], seccompProfile: {type: RuntimeDefault}}\n"},
    {"a kernel setting", "securityContext: {sysctls: [{name: net.ipv4.ip_local_port_range, value: 1024 65000}]}\n"},
    {"names of hosts", "hostAliases: [{ip: 10.0.0.1, hostnames: [db.local, db]}]\n"},
    {"DNS settings", "dnsPolicy: None\ndnsConfig: {nameservers: [1.1.1.1], searches: [svc.cluster.local], options: [{name: ndots, value: '2'}, {name: edns0}]}\n"},
    {"a pull secret", "imagePullSecrets: [{name: registry}]\n"},
    {"a class of priority", "priorityClassName: system-cluster-critical\n"},
    {"no token", "automountServiceAccountToken: false\nenableServiceLinks: false\n"},
    {"a host name", "hostname: web\nsubdomain: web\nsetHostnameAsFQDN: false\n"},
    {"a runtime class", "runtimeClassName: gvisor\nschedulerName: default-scheduler\n"},
    {"a grace period", "terminationGracePeriodSeconds: 120\n"},
    {"the host's network", "hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet\n"},
    {"one process space", "shareProcessNamespace: true\n"},
    {"Windows", "os: {name: windows}\nnodeSelector: {kubernetes.io/os: windows}\n"},
    {"readiness gates", "readinessGates: [{conditionType: example.com/ready}]\n"},
};

std::string indented(const std::string &text, int by) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = text.find('\n', at);
        out += std::string(std::size_t(by), ' ') + text.substr(at, end - at) + '\n';
        at = end == std::string::npos ? text.size() : end + 1;
    }
    return out;
}

std::string podSpec(const char *pod, const char *container, const char *restart) {
    const std::string mount = std::string(pod).find("volumes:") == std::string::npos ? "" : "volumeMounts: [{name: v, mountPath: /v}]\n";
    return std::string(restart) + "containers:\n  - name: main\n    image: registry.example.org/team/web:1.2.3\n" + indented(container, 4) + indented(mount, 4) + pod;
}

std::string workload(const std::string &kind, const char *pod, const char *container) {
    const bool job = kind == "Job" || kind == "CronJob";
    const std::string spec = podSpec(pod, container, job ? "restartPolicy: OnFailure\n" : "");
    if (kind == "Pod")
        return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n" + indented(spec, 2);
    const std::string pods = "template:\n  metadata:\n    labels: {app: web}\n  spec:\n" + indented(spec, 4);
    if (kind == "CronJob")
        return "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web}\nspec:\n  schedule: '*/15 2-4 * * 1-5'\n  concurrencyPolicy: Replace\n  jobTemplate:\n    spec:\n      backoffLimit: 1\n" + indented(pods, 6);
    if (kind == "Job")
        return "apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec:\n  completions: 4\n  parallelism: 2\n  completionMode: Indexed\n  backoffLimit: 2\n" + indented(pods, 2);
    const std::string head = "apiVersion: apps/v1\nkind: " + kind + "\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n";
    const std::string service = kind == "StatefulSet" ? "  serviceName: web\n  podManagementPolicy: Parallel\n" : kind == "DaemonSet" ? "  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 10%}}\n" : "  replicas: 2\n";
    const std::string governing = kind == "StatefulSet" ? "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: None\n  selector: {app: web}\n" : "";
    return head + service + indented(pods, 2) + governing;
}

} // namespace

std::vector<Good> goodPods() {
    static const char *const kinds[] = {"Deployment", "StatefulSet", "DaemonSet", "Pod", "Job", "CronJob"};
    std::vector<Good> all;
    static const char *const limited = "resources: {limits: {cpu: 1, memory: 64Mi}}\n";
    std::size_t turn = 0;
    const auto add = [&](const std::string &kind, const char *name, const char *pod, const char *container) {
        all.push_back({QString::fromStdString(kind) + u" with "_s + QString::fromUtf8(name), u"good.yaml"_s, workload(kind, pod, container)});
    };
    for (const Part &part : containerParts)
        add(kinds[turn++ % 6], part.name, "", part.text);
    for (const Part &part : podParts) {
        add(kinds[turn % 4], part.name, part.text, limited);
        add(kinds[4 + turn++ % 2], part.name, part.text, limited);
    }
    for (const char *const kind : kinds)
        add(kind, "nothing else", "", "");
    return all;
}

} // namespace proof
