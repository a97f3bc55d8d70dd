// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults that are wrong objects: each is injected, seen, cleared, and leaves what was there before.
#include "scene.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestObjectFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        RAN(m_scene.begin());
        QTRY_VERIFY(m_scene.well());
    }
    void seenAndHealed_data() {
        QTest::addColumn<QString>("name");
        for (const char *name : {"image-missing", "image-denied", "registry-unreachable", "key-missing", "configmap-missing", "unschedulable-resources",
                 "unschedulable-taint", "unschedulable-affinity", "claim-no-class", "claim-access-mode", "quota-exceeded", "admission-denied", "scaled-to-zero", "database-down", "redis-down", "ingestion-stopped", "prometheus-down"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void seenAndHealed() {
        QFETCH(QString, name);
        const auto before = m_scene.written();
        const auto node = m_scene.written(u"node/sandbox-1"_s);
        m_scene.forgetEvents();
        RAN(m_scene.fault({name, u"web"_s}));
        QVERIFY(becomes(name, [this] { return m_scene.picture(); }));
        const auto cleared = m_scene.fault({u"clear"_s});
        RAN(cleared);
        QCOMPARE(cleared.out, u"cleared %1 of deployment/web in default\n"_s.arg(name));
        QCOMPARE(m_scene.written(), before);
        QCOMPARE(m_scene.written(u"node/sandbox-1"_s), node);
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 45000);
    }

private:
    Scene m_scene;
};

QTEST_GUILESS_MAIN(TestObjectFaults)
#include "tst_objects.moc"
