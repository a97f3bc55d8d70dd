// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/madeup.h"

#include "ui/overview/arrowpath.h"
#include "ui/overview/systemdiagram.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

models::SystemPicture picture() {
    QList<kube::WorkloadRow> rows;
    for (const QString &name : {u"api"_s, u"dashboard"_s, u"frontend"_s, u"celery-worker"_s, u"celery-beat"_s, u"prometheus"_s, u"grafana"_s})
        rows << madeup::workload(u"Deployment"_s, name);
    rows << madeup::workload(u"StatefulSet"_s, u"redis"_s) << madeup::workload(u"StatefulSet"_s, u"timescaledb"_s);
    rows << madeup::workload(u"CronJob"_s, u"database-backup"_s) << madeup::workload(u"Deployment"_s, QString(253, u'x'));
    return models::pictureOf(rows, models::IngressFact{madeup::ref(u"Ingress"_s, u"aqi-ingress"_s), {}, {u"a.example"_s}});
}

int indexOf(const models::SystemPicture &of, const QString &name) {
    for (int i = 0; i < of.boxes.size(); ++i) {
        if (of.boxes.at(i).name == name)
            return i;
    }
    return -1;
}

} // namespace

class TestDiagram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void boxesDoNotOverlap_data() {
        QTest::addColumn<int>("width");
        for (const int width : {400, 830, 1190, 1920, 3840})
            QTest::addRow("%d", width) << width;
    }
    void boxesDoNotOverlap() {
        QFETCH(int, width);
        ui::SystemDiagram diagram;
        diagram.setPicture(picture());
        diagram.resize(std::max(width, diagram.minimumWidth()), 900);
        diagram.grab(); // lays out and paints
        for (int i = 0; i < diagram.count(); ++i) {
            QVERIFY(diagram.rect().contains(diagram.boxRect(i)));
            for (int j = 0; j < i; ++j)
                QVERIFY2(!diagram.boxRect(i).intersects(diagram.boxRect(j)), qPrintable(u"%1 and %2"_s.arg(i).arg(j)));
        }
        QVERIFY(diagram.heightForWidth(width) >= diagram.boxRect(diagram.count() - 1).bottom());
    }
    void arrowsCrossNoBox() {
        ui::SystemDiagram diagram;
        diagram.setPicture(picture());
        diagram.resize(1190, 900);
        diagram.grab();
        for (const auto &[from, to] : diagram.picture().arrows) {
            const QPainterPath path = ui::arrowPath(diagram.boxRect(from), diagram.boxRect(to));
            for (int i = 0; i < diagram.count(); ++i) {
                for (int step = 3; step < 98 && i != from && i != to; ++step)
                    QVERIFY2(!diagram.boxRect(i).contains(path.pointAtPercent(step / 100.0).toPoint()), qPrintable(u"%1 to %2 crosses %3"_s.arg(from).arg(to).arg(i)));
            }
        }
    }
    void byKeyboard() {
        ui::SystemDiagram diagram;
        diagram.setPicture(picture());
        diagram.resize(1190, 900);
        diagram.show();
        QVERIFY(QTest::qWaitForWindowExposed(&diagram));
        QSignalSpy selected(&diagram, &ui::SystemDiagram::selected);
        QSignalSpy opened(&diagram, &ui::SystemDiagram::opened);
        diagram.select(madeup::ref(u"Deployment"_s, u"api"_s));
        QCOMPARE(selected.size(), 0); // said from outside
        QTest::keyClick(&diagram, Qt::Key_Right);
        QCOMPARE(selected.last().at(0).value<kube::ObjectRef>().name, u"redis"_s);
        QTest::keyClick(&diagram, Qt::Key_Right);
        QTest::keyClick(&diagram, Qt::Key_Down);
        QCOMPARE(selected.last().at(0).value<kube::ObjectRef>().name, u"timescaledb"_s);
        QVERIFY(diagram.accessibleDescription().contains(u"StatefulSet/timescaledb"_s));
        QTest::keyClick(&diagram, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }
    void byMouse() {
        ui::SystemDiagram diagram;
        diagram.setPicture(picture());
        diagram.resize(1190, 900);
        diagram.show();
        QSignalSpy selected(&diagram, &ui::SystemDiagram::selected);
        const QPoint at = diagram.boxRect(indexOf(diagram.picture(), u"celery-worker"_s)).center();
        QTest::mouseClick(&diagram, Qt::LeftButton, {}, at);
        QCOMPARE(selected.size(), 1);
        QTest::mouseClick(&diagram, Qt::LeftButton, {}, QPoint(2, 2)); // beside all boxes
        QCOMPARE(selected.size(), 1);
    }
    void theSelectionStaysWhenRowsChange() {
        ui::SystemDiagram diagram;
        diagram.setPicture(picture());
        diagram.resize(1190, 900);
        QSignalSpy selected(&diagram, &ui::SystemDiagram::selected);
        diagram.select(madeup::ref(u"Deployment"_s, u"grafana"_s));
        auto changed = picture();
        changed.boxes.removeFirst();
        for (auto &arrow : changed.arrows)
            arrow = {0, 1};
        diagram.setPicture(changed);
        QTest::keyClick(&diagram, Qt::Key_Up);
        QCOMPARE(selected.last().at(0).value<kube::ObjectRef>().name, u"prometheus"_s);
    }

private:
    std::unique_ptr<ui::ThemeController> m_theme;
};

QTEST_MAIN(TestDiagram)
#include "tst_diagram.moc"
