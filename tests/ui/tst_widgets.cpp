// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/madeup.h"

#include "models/podmodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using kube::HealthState;

class TestWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void contrastOfTheFormula() {
        QCOMPARE(ui::contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(ui::contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(std::abs(ui::contrast(QColor(0x777777), Qt::white) - 4.48) < 0.01); // the well-known grey that just fails
    }
    void textContrast_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textContrast() {
        QFETCH(bool, dark);
        const ui::Theme &theme = dark ? ui::darkTheme() : ui::lightTheme();
        const QList<QColor> grounds{theme.window, theme.surface, theme.raised, theme.selection, theme.okGround, theme.badGround, theme.warnGround, theme.infoGround};
        for (const QColor &ground : grounds) {
            for (const QColor &ink : {theme.text, theme.secondary})
                QVERIFY2(ui::contrast(ink, ground) >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(ink.name(), ground.name()).arg(ui::contrast(ink, ground))));
        }
        for (const QColor &ground : {theme.window, theme.surface}) {
            for (const QColor &ink : {theme.accent, theme.failed, theme.degraded, theme.healthy})
                QVERIFY2(ui::contrast(ink, ground) >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(ink.name(), ground.name()).arg(ui::contrast(ink, ground))));
        }
        QVERIFY(ui::contrast(theme.onAccent, theme.accent) >= 4.5);
    }
    void markContrast_data() { textContrast_data(); }
    void markContrast() {
        QFETCH(bool, dark);
        const ui::Theme &theme = dark ? ui::darkTheme() : ui::lightTheme();
        for (const QColor &ground : {theme.window, theme.surface, theme.selection, theme.infoGround}) {
            for (int state = 0; state <= static_cast<int>(HealthState::Unknown); ++state) {
                const QColor color = theme.state(static_cast<HealthState>(state));
                QVERIFY2(ui::contrast(color, ground) >= 3, qPrintable(u"%1 on %2: %3"_s.arg(color.name(), ground.name()).arg(ui::contrast(color, ground))));
            }
        }
        for (const QColor &ground : {theme.window, theme.surface})
            QVERIFY2(ui::contrast(theme.outline, ground) >= 3, qPrintable(u"outline on %1: %2"_s.arg(ground.name()).arg(ui::contrast(theme.outline, ground))));
    }
    void everyStateHasItsOwnShape() {
        QList<QImage> shapes;
        for (int state = 0; state <= static_cast<int>(HealthState::Unknown); ++state) {
            QImage image(24, 24, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            ui::paintStateMark(painter, QRectF(0, 0, 24, 24), static_cast<HealthState>(state), Qt::black);
            painter.end();
            QVERIFY2(!shapes.contains(image), "a shape that another state has too: colour would be all that tells them apart");
            shapes << image;
        }
        QVERIFY(!ui::stateWord(HealthState::Failed).isEmpty());
    }
    void everyIconIsThere() {
        for (const QString &file : QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files)) {
            const QImage image = ui::icon(QFileInfo(file).baseName(), QColor(Qt::black)).pixmap(16, 16).toImage();
            QVERIFY2(!image.isNull(), qPrintable(file));
            bool drawn = false;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    drawn = drawn || qAlpha(image.pixel(x, y)) > 128;
            }
            QVERIFY2(drawn, qPrintable(file));
        }
        QVERIFY(QDir(u":/icons"_s).entryList().size() > 10);
    }
    void theThemeChangesAtRunTime() {
        QWidget window;
        ui::SecondaryLabel label(u"x"_s, &window);
        window.show();
        QCOMPARE(label.palette().color(QPalette::WindowText), ui::lightTheme().secondary);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        QCOMPARE(ui::themeOf(&window).dark, true);
        QCOMPARE(label.palette().color(QPalette::WindowText), ui::darkTheme().secondary);
        m_theme->setChoice(ui::ThemeChoice::Light);
        QCOMPARE(ui::themeOf(&window).dark, false);
    }

    void emptyStateFollowsTheTheme() {
        m_theme->setChoice(ui::ThemeChoice::Light);
        ui::EmptyState state;
        state.setText(u"Nothing"_s, u"Because"_s);
        state.show();
        for (const ui::ThemeChoice choice : {ui::ThemeChoice::Dark, ui::ThemeChoice::Light, ui::ThemeChoice::Dark}) {
            m_theme->setChoice(choice);
            QCoreApplication::processEvents();
            for (const QLabel *label : state.findChildren<QLabel *>()) {
                const QColor ground = ui::themeOf(&state).window;
                QVERIFY2(ui::contrast(label->palette().color(QPalette::WindowText), ground) >= 4.5, qPrintable(label->text()));
            }
        }
        m_theme->setChoice(ui::ThemeChoice::Light);
    }
    void filterTurnsGreenAndRed() {
        models::PodModel model;
        model.apply({true, {madeup::pod(u"api-1"_s), madeup::pod(u"redis-0"_s, HealthState::Failed)}, {}});
        ui::FilteredTable table(u"pods"_s);
        table.setTable(&model);
        table.resize(800, 400);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QTest::keyClick(table.view(), Qt::Key_Slash);
        QTRY_VERIFY(table.field()->hasFocus());
        QTest::keyClicks(table.field(), u"api"_s);
        QCOMPARE(table.field()->verdict(), ui::SearchField::Verdict::Good);
        QCOMPARE(model.rowCount(), 1);
        QTest::keyClicks(table.field(), u"xyz"_s);
        QCOMPARE(table.field()->verdict(), ui::SearchField::Verdict::Bad);
        QVERIFY(table.field()->toolTip().contains(u"none of 2"_s));
        QTest::keyClick(table.field(), Qt::Key_Escape);
        QCOMPARE(table.field()->verdict(), ui::SearchField::Verdict::None);
        QCOMPARE(model.rowCount(), 2);
        QTest::keyClicks(table.field(), u"nosuch:1"_s);
        QCOMPARE(table.field()->verdict(), ui::SearchField::Verdict::Bad);
        QTest::keyClick(table.field(), Qt::Key_Escape);
        QTest::keyClick(table.field(), Qt::Key_Return);
        QTRY_VERIFY(table.view()->hasFocus());
        QCOMPARE(table.view()->currentRef().name, u"api-1"_s);
    }
    void tableByKeyboard() {
        models::PodModel model;
        model.apply({true, {madeup::pod(u"a"_s), madeup::pod(u"b"_s), madeup::pod(u"c"_s)}, {}});
        ui::TableView view(u"pods"_s);
        view.setTable(&model);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy chosen(&view, &ui::TableView::currentKeyChanged);
        QSignalSpy opened(&view, &ui::TableView::opened);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.currentRef().name, u"c"_s);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.currentRef().name, u"b"_s);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).toString(), u"Pod-b"_s);
        QVERIFY(chosen.size() >= 2);
        model.apply({false, {madeup::pod(u"aa"_s)}, {}});
        QCOMPARE(view.currentRef().name, u"b"_s); // what comes does not move the selection
    }
    void copiesWhatIsShown() {
        models::PodModel model;
        auto pod = madeup::pod(u"a"_s);
        pod.status = u"Init:0/1, \"waiting\""_s;
        model.apply({true, {pod}, {}});
        ui::TableView view(u"pods"_s);
        view.setTable(&model);
        for (int column = 0; column < model.columnCount(); ++column)
            view.setColumnHidden(column, column != models::PodModel::Name && column != models::PodModel::Status);
        QCOMPARE(view.csv(), u"Name,Status\na,\"Init:0/1, \"\"waiting\"\"\"\n"_s);
        QCOMPARE(view.text(), u"Name\tStatus\na\tInit:0/1, \"waiting\"\n"_s);
    }
    void bannerSaysItAll() {
        ui::Banner banner;
        QVERIFY(banner.isHidden());
        banner.showError(u"Stations could not be loaded"_s, base::Error{base::ErrorKind::Timeout, u"no answer within 10 s"_s, u"/stations"_s, u"verbatim"_s}, u"Try again now"_s);
        QVERIFY(!banner.isHidden());
        QCOMPARE(banner.text(), u"Stations could not be loaded: no answer within 10 s"_s);
        banner.clear();
        QVERIFY(banner.isHidden());
    }
    void freshness_data() {
        QTest::addColumn<ui::Freshness>("freshness");
        QTest::addColumn<QString>("start");
        QTest::newRow("live") << ui::Freshness::Live << u"live, "_s;
        QTest::newRow("delayed") << ui::Freshness::Delayed << u"delayed, "_s;
        QTest::newRow("stale") << ui::Freshness::Stale << u"stale, "_s;
        QTest::newRow("offline") << ui::Freshness::Offline << u"offline, "_s;
    }
    void freshness() {
        QFETCH(ui::Freshness, freshness);
        QFETCH(QString, start);
        ui::FreshnessLabel label;
        label.setFreshness(freshness, QDateTime::currentDateTimeUtc().addSecs(-300), u"somewhere"_s, u"why"_s);
        QVERIFY2(label.text().startsWith(start) && label.text().contains(u"5\u2009min"_s), qPrintable(label.text()));
        QVERIFY(label.toolTip().contains(u"somewhere"_s) && label.toolTip().contains(u"why"_s));
    }
    void tasks() {
        ui::TaskList tasks;
        QSignalSpy changed(&tasks, &ui::TaskList::changed);
        ui::Task *task = tasks.start(u"Deploying"_s);
        QSignalSpy cancelled(task, &ui::Task::cancelRequested);
        QCOMPARE(tasks.running().size(), 1);
        task->setProgress(1, 3, u"Waiting"_s);
        task->requestCancel();
        QCOMPARE(cancelled.size(), 1);
        task->finish(u"Cancelled after 1 of 3"_s);
        QVERIFY(tasks.running().isEmpty());
        QCOMPARE(tasks.lastAction(), u"Cancelled after 1 of 3"_s);
        QVERIFY(changed.size() >= 3);
    }

private:
    std::unique_ptr<ui::ThemeController> m_theme;
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
