// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of nodes: lost, and short of memory.
#include "scene.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestNodeFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        RAN(m_scene.begin());
        QTRY_VERIFY(m_scene.well());
    }
    void init() {
        m_node = m_scene.kubectl({u"get"_s, u"pods"_s, u"-o"_s, u"jsonpath={.items[0].spec.nodeName}"_s}).out;
        QVERIFY(!m_node.isEmpty());
        m_scene.forgetEvents();
    }
    /// 350 s of sandbox time: the node's pods are given up and replaced, but hang until the node is there again.
    void lost() {
        const auto before = m_scene.written(u"node/"_s + m_node);
        RAN(m_scene.fault({u"node-lost"_s, m_node}));
        QVERIFY(becomes(u"node-lost"_s, [this] { return nodePicture(); }));
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.kubectl({u"get"_s, u"pods"_s}).out.contains(u"Terminating"_s), 60000);
        const auto logs = m_scene.kubectl({u"logs"_s, podOnNode()});
        QVERIFY2(logs.status == 1 && logs.err.contains(u"no route to host"_s), logs.report().constData());
        RAN(m_scene.kubectl({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--timeout=60s"_s})); // elsewhere
        QVERIFY(m_scene.kubectl({u"get"_s, u"pods"_s}).out.contains(u"Terminating"_s));
        RAN(m_scene.fault({u"clear"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 60000);
        QCOMPARE(withoutTimes(m_scene.written(u"node/"_s + m_node)), withoutTimes(before));
        QCOMPARE(ready(), u"True"_s);
    }
    void underPressure() {
        const auto before = m_scene.written(u"node/"_s + m_node);
        RAN(m_scene.fault({u"node-pressure"_s, m_node}));
        QVERIFY(becomes(u"node-pressure"_s, [this] { return nodePicture(); }));
        RAN(m_scene.fault({u"clear"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 60000);
        QCOMPARE(withoutTimes(m_scene.written(u"node/"_s + m_node)), withoutTimes(before));
    }

private:
    [[nodiscard]] QString podOnNode() const {
        return m_scene.kubectl({u"get"_s, u"pods"_s, u"--field-selector=spec.nodeName="_s + m_node, u"-o"_s, u"jsonpath={.items[0].metadata.name}"_s}).out;
    }
    [[nodiscard]] QString ready() const {
        return m_scene.kubectl({u"get"_s, u"node"_s, m_node, u"-o"_s, u"jsonpath={.status.conditions[?(@.type==\"Ready\")].status}"_s}).out;
    }
    /// What kubectl says of the node, its taints, its events, and warnings of the pods.
    [[nodiscard]] QString nodePicture() const {
        QStringList lines;
        const auto conditions = m_scene.kubectl({u"get"_s, u"node"_s, m_node, u"-o"_s,
            u"jsonpath={range .status.conditions[*]}condition {.type}={.status} {.reason}: {.message}{\"\\n\"}{end}"
            "{range .spec.taints[*]}taint {.key}:{.effect}{\"\\n\"}{end}"_s});
        lines += conditions.out.split(u'\n', Qt::SkipEmptyParts);
        const auto events = m_scene.kubectl({u"get"_s, u"events"_s, u"-A"_s, u"-o"_s,
            u"jsonpath={range .items[*]}event {.type} {.reason} {.involvedObject.kind}/{.involvedObject.name}: {.message}{\"\\n\"}{end}"_s});
        for (const auto &line : events.out.split(u'\n', Qt::SkipEmptyParts)) {
            if (line.contains(u"Node"_s) || line.contains(u"vict"_s))
                lines += line.trimmed();
        }
        const auto node = m_scene.kubectl({u"get"_s, u"node"_s, m_node, u"--no-headers"_s}).out.simplified().split(u' ');
        lines += u"kubectl get nodes: %1 %2"_s.arg(node.value(0), node.value(1));
        for (auto &line : lines)
            line = normalised(line.replace(m_node, u"NODE"_s));
        lines.removeDuplicates();
        lines.sort();
        return lines.join(u'\n') + u'\n';
    }
    static QJsonObject withoutTimes(QJsonObject node) {
        auto spec = node[u"spec"].toObject();
        if (spec[u"taints"].toArray().isEmpty())
            spec.remove(u"taints"_s);
        node[u"spec"] = spec;
        return node;
    }

    Scene m_scene;
    QString m_node;
};

QTEST_GUILESS_MAIN(TestNodeFaults)
#include "tst_nodes.moc"
