// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the workloads page: built when they are looked at, and nothing is forgotten of those that are not.
#include "workloadscene.h"

#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace {

QTabBar *tabs(const QWidget &page) {
    for (QTabBar *bar : page.findChildren<QTabBar *>()) {
        if (bar->count() == 3)
            return bar;
    }
    return nullptr;
}

QStringList built(const QWidget &page) {
    QStringList names;
    for (const ui::TableView *view : page.findChildren<ui::TableView *>())
        names << view->accessibleName();
    names.sort();
    return names;
}

ui::TableView *shown(const QWidget &page) {
    for (ui::TableView *view : page.findChildren<ui::TableView *>()) {
        if (view->isVisibleTo(&page))
            return view;
    }
    return nullptr;
}

} // namespace

class TestWorkloads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void aTabIsBuiltWhenItIsLookedAt() {
        WorkloadScene scene;
        QVERIFY(scene.begin());
        QCOMPARE(built(scene.page), QStringList());
        scene.page.show();
        QCOMPARE(built(scene.page), QStringList{u"pods"_s});
        QTRY_COMPARE_WITH_TIMEOUT(shown(scene.page)->model()->rowCount(), 4, WorkloadScene::patience);
        QTRY_COMPARE_WITH_TIMEOUT(tabs(scene.page)->tabText(1), u"Workloads  2"_s, WorkloadScene::patience); // counted all the same
        QTRY_COMPARE_WITH_TIMEOUT(tabs(scene.page)->tabText(2), u"Autoscalers  1"_s, WorkloadScene::patience);
        scene.page.setConnection(scene.session->connection()); // the window does that
        QTRY_VERIFY_WITH_TIMEOUT(scene.page.settled(), WorkloadScene::patience);
        tabs(scene.page)->setCurrentIndex(1);
        QCOMPARE(built(scene.page), (QStringList{u"pods"_s, u"workloads"_s}));
        QCOMPARE(shown(scene.page)->accessibleName(), u"workloads"_s);
        QCOMPARE(shown(scene.page)->model()->rowCount(), 2);
        QVERIFY(scene.page.focusFilter());
        QTest::keyClicks(scene.page.focusWidget(), u"api"_s);
        QCOMPARE(shown(scene.page)->model()->rowCount(), 1);
        tabs(scene.page)->setCurrentIndex(0);
        QCOMPARE(shown(scene.page)->model()->rowCount(), 4); // each has its own filter
        QCOMPARE(built(scene.page).size(), 2);
    }
    void theSelectionOfAnotherPageOpensItsTab() {
        WorkloadScene scene;
        QVERIFY(scene.begin());
        scene.page.show();
        QTRY_COMPARE_WITH_TIMEOUT(tabs(scene.page)->tabText(2), u"Autoscalers  1"_s, WorkloadScene::patience);
        scene.page.selectObject(WorkloadScene::ref(u"HorizontalPodAutoscaler"_s, u"api-hpa"_s));
        QCOMPARE(built(scene.page), (QStringList{u"autoscalers"_s, u"pods"_s}));
        QCOMPARE(shown(scene.page)->currentRef().name, u"api-hpa"_s);
        QCOMPARE(tabs(scene.page)->currentIndex(), 2);
    }
    void theFocusWaitsForTheTable() {
        WorkloadScene scene;
        QVERIFY(scene.begin());
        scene.page.setFocus();
        scene.page.show();
        QCOMPARE(scene.page.window()->focusWidget(), shown(scene.page));
    }
    void whatWasNeverLookedAtIsKept() {
        WorkloadScene scene;
        QVERIFY(scene.begin());
        tabs(scene.page)->setCurrentIndex(2);
        shown(scene.page)->setColumnHidden(4, true);
        tabs(scene.page)->setCurrentIndex(1);
        const QByteArray state = scene.page.saveState();
        ui::WorkloadsPage other;
        other.setContext(scene.context());
        other.restoreState(state);
        QCOMPARE(built(other), QStringList{u"workloads"_s}); // the one that was open; not the pods first
        ui::WorkloadsPage third;
        third.setContext(scene.context());
        third.restoreState(other.saveState());
        tabs(third)->setCurrentIndex(2);
        QVERIFY(shown(third)->isColumnHidden(4));
        other.setContext({});
        third.setContext({});
    }

private:
    std::unique_ptr<ui::ThemeController> m_theme;
};

QTEST_MAIN(TestWorkloads)
#include "tst_workloads.moc"
