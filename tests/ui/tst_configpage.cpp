// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Configuration page on a folder of its own: what typing finds, what a fix, a form, a save and another program do to the bytes.
#include "ui/config/configpage.h"
#include "ui/config/differenceview.h"
#include "ui/config/editor/codeeditor.h"
#include "ui/config/editor/completionpopup.h"
#include "ui/config/editor/searchbar.h"
#include "ui/config/filepanel.h"
#include "ui/config/filespanel.h"
#include "ui/config/findingdetails.h"
#include "ui/config/formview.h"
#include "ui/config/guideview.h"
#include "ui/config/openfile.h"
#include "ui/config/outlinebox.h"
#include "ui/config/parityview.h"
#include "ui/config/problemspanel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTreeView>

using namespace Qt::StringLiterals;
using State = models::Checker::State;

namespace {

const QByteArray service(R"(# how the others reach it
apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: aqi
spec:
  selector: {app: api}
  ports:
    - name: http
      port: 8000     # the contract's
      targetPort: 8000
)");

QByteArray bytesOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

struct Stage {
    QTemporaryDir home;
    QString root = home.path() + u"/manifests"_s;
    QString path = root + u"/kubernetes/service.yaml"_s;
    QWidget window;
    ui::ConfigPage *page = new ui::ConfigPage(&window);

    Stage() {
        write(path, service);
        write(root + u"/kubernetes/README.md"_s, "# Running it on Kubernetes\n\nRead this **first**, then [the service](service.yaml).\n");
        write(root + u"/heroku/Procfile"_s, "web: uvicorn api.main:app\n");
        auto *row = new QHBoxLayout(&window);
        row->addWidget(page, 1);
        row->addWidget(page->detailsWidget());
        page->detailsWidget()->show();
        window.resize(1280, 800);
        window.show();
        page->setFolder(root);
    }
    [[nodiscard]] bool open() { return QTest::qWaitFor([this] { return idle(); }, 30'000) && page->openFile(path) && QTest::qWaitFor([this] { return idle(); }, 30'000); }
    [[nodiscard]] bool idle() { return page->workspace().checker().state() == State::Idle && current(); }
    [[nodiscard]] bool current() {
        const ui::OpenFile *file = page->panel()->file();
        return !file || page->workspace().isCurrent(*file);
    }
    [[nodiscard]] ui::CodeEditor *editor() const { return page->panel()->editor(); }
    [[nodiscard]] QByteArray text() const { return QByteArray::fromStdString(page->panel()->file()->text()); }
    [[nodiscard]] int count(std::string_view rule) {
        return static_cast<int>(std::ranges::count(page->problems()->model().all(), rule, &config::Finding::rule));
    }
    void put(const QString &before, const QString &by) { // as a person would: select, type
        QTextCursor found = editor()->document()->find(before);
        QVERIFY(!found.isNull());
        editor()->setTextCursor(found);
        QTest::keyClicks(editor(), by);
    }
    void startLine(const QString &after, const QString &typed) { // a line of its own below the one that holds `after`
        QTextCursor found = editor()->document()->find(after);
        QVERIFY(!found.isNull());
        found.movePosition(QTextCursor::EndOfBlock);
        found.insertText(u'\n' + typed);
        editor()->setTextCursor(found);
        editor()->setFocus();
    }
    [[nodiscard]] QString line() const { return editor()->textCursor().block().text(); }
    [[nodiscard]] ui::CompletionPopup *popup() const { return editor()->popup(); }
    [[nodiscard]] const config::Finding *findingOf(std::string_view rule) {
        const auto &all = page->problems()->model().all();
        const auto found = std::ranges::find(all, rule, &config::Finding::rule);
        return found == all.end() ? nullptr : &*found;
    }
};

} // namespace

class TestConfigPage : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

    void picture(Stage &stage, const QString &name) {
        const QString folder = qEnvironmentVariable("AQI_PICTURES");
        for (const auto &[choice, suffix] : {std::pair(ui::ThemeChoice::Light, u"light"_s), std::pair(ui::ThemeChoice::Dark, u"dark"_s)}) {
            m_theme->setChoice(choice);
            QTest::qWait(100);
            QVERIFY(stage.window.grab().save(u"%1/config-%2-%3.png"_s.arg(folder, name, suffix)));
        }
        m_theme->setChoice(ui::ThemeChoice::Light);
    }

    void pictures(Stage &stage) {
        if (qEnvironmentVariableIsEmpty("AQI_PICTURES"))
            return;
        ui::FilePanel *panel = stage.page->panel();
        stage.page->detailsWidget()->hide();
        picture(stage, u"text"_s);
        panel->showTab(ui::FilePanel::Form);
        picture(stage, u"form"_s);
        panel->showTab(ui::FilePanel::Guide);
        picture(stage, u"guide"_s);
        panel->showTab(ui::FilePanel::Text);
        stage.put(u"containerPort: 8000"_s, u"containerPrt: 8000"_s);
        stage.put(u"replicas: "_s, u"replicas: x"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.count("schema-unknown-key") > 0 && stage.idle(), 60'000);
        Q_EMIT stage.page->problems()->picked(config::Finding(*stage.findingOf("schema-unknown-key")));
        stage.page->detailsWidget()->setFixedWidth(320);
        stage.page->detailsWidget()->show();
        picture(stage, u"problems"_s);
        stage.page->detailsWidget()->hide();
        panel->showTab(ui::FilePanel::Difference);
        picture(stage, u"difference"_s);
        panel->showTab(ui::FilePanel::Text);
        stage.startLine(u"    spec:"_s, u"      se"_s);
        stage.editor()->complete();
        QVERIFY(stage.popup()->isVisible());
        picture(stage, u"completion"_s);
        stage.page->showView(1);
        QTRY_VERIFY_WITH_TIMEOUT(stage.page->parity()->model().rowCount() > 0, 60'000);
        picture(stage, u"parity"_s);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void aFolderIsShownByPlatform() {
        Stage stage;
        QVERIFY(stage.open());
        const QAbstractItemModel &tree = stage.page->files()->model();
        QCOMPARE(tree.rowCount(), 2);
        QCOMPARE(tree.index(0, 0).data().toString(), u"Kubernetes"_s);
        QCOMPARE(tree.index(1, 0).data().toString(), u"Heroku"_s);
        QVERIFY2(stage.page->summary().contains(u"1 object:"_s), qPrintable(stage.page->summary()));
        QVERIFY(stage.page->settled());
    }

    void typingAnErrorIsFoundAndMended() {
        Stage stage;
        QVERIFY(stage.open());
        QCOMPARE(stage.count("schema-unknown-key"), 0);
        stage.put(u"selector"_s, u"selecter"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.count("schema-unknown-key"), 1, 10'000);
        QTRY_VERIFY(stage.idle());
        const int line = stage.editor()->document()->find(u"selecter"_s).blockNumber();
        QCOMPARE(stage.editor()->markOf(line).severity, config::Severity::Error);
        QVERIFY(stage.editor()->markOf(line).fix);
        QCOMPARE(bytesOf(stage.path), service); // nothing is written by typing

        const config::Finding found = *stage.findingOf("schema-unknown-key");
        Q_EMIT stage.page->problems()->picked(found);
        QCOMPARE(stage.editor()->textCursor().selectedText(), u"selecter"_s);
        auto *details = qobject_cast<ui::FindingDetails *>(stage.page->detailsWidget());
        QVERIFY2(details->text().contains(found.message), qPrintable(details->text()));
        details->findChild<QPushButton *>()->click();
        QCOMPARE(stage.text(), service);
        QTRY_COMPARE_WITH_TIMEOUT(stage.count("schema-unknown-key"), 0, 10'000);

        stage.editor()->undo(); // the fix
        QVERIFY(stage.text().contains("selecter"));
        QTRY_COMPARE_WITH_TIMEOUT(stage.count("schema-unknown-key"), 1, 10'000);
        while (stage.editor()->document()->isUndoAvailable())
            stage.editor()->undo();
        QCOMPARE(stage.text(), service);
        QVERIFY(!stage.page->panel()->file()->isModified());
    }

    void brokenTextIsFoundAtItsLine() {
        Stage stage;
        QVERIFY(stage.open());
        stage.put(u"{app: api}"_s, u"{app: api"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.idle() && stage.page->problems()->model().counts(stage.path).errors > 0, 10'000);
        QCOMPARE(stage.page->files()->model().indexOf(stage.path).data(models::FileTreeModel::ErrorsRole).toInt(), stage.page->problems()->model().counts(stage.path).errors);
        QVERIFY(stage.page->files()->model().indexOf(stage.path).data(models::FileTreeModel::ModifiedRole).toBool());
    }

    void aFormChangesOneValuesBytes() {
        Stage stage;
        QVERIFY(stage.open());
        stage.page->panel()->showTab(ui::FilePanel::Form);
        QLineEdit *port = stage.page->panel()->form()->fieldNamed(u"Service/api http Port"_s);
        QVERIFY(port);
        QCOMPARE(port->text(), u"8000"_s);
        port->setFocus();
        port->selectAll();
        QTest::keyClicks(port, u"many"_s);
        QTest::keyClick(port, Qt::Key_Return);
        QCOMPARE(stage.text(), service); // what cannot be a port is not written
        port->selectAll();
        QTest::keyClicks(port, u"9000"_s);
        QTest::keyClick(port, Qt::Key_Return);
        QByteArray expected = service;
        expected.replace("port: 8000     #", "port: 9000     #");
        QCOMPARE(stage.text(), expected);

        stage.page->panel()->showTab(ui::FilePanel::Difference);
        QVERIFY(stage.page->panel()->difference()->text().contains(u"port: 9000"_s));
        QVERIFY(stage.page->saveAll());
        QCOMPARE(bytesOf(stage.path), expected);
        QVERIFY(!stage.page->panel()->file()->isModified());
        QCOMPARE(stage.page->panel()->difference()->text(), QString());

        stage.page->panel()->showTab(ui::FilePanel::Form);
        stage.page->panel()->file()->document()->undo();
        QCOMPARE(stage.text(), service);
        QTRY_COMPARE(stage.page->panel()->form()->fieldNamed(u"Service/api http Port"_s)->text(), u"8000"_s);
        QCOMPARE(bytesOf(stage.path), expected); // until it is saved
    }

    void whatCouldBeWrittenIsOffered() {
        Stage stage;
        QVERIFY(stage.open());
        stage.startLine(u"selector: {app: api}"_s, u"  "_s);
        QTest::keyClick(stage.editor(), Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(stage.popup()->isVisible());
        QVERIFY(stage.popup()->labels().contains(u"sessionAffinity"_s));
        QVERIFY(!stage.popup()->labels().contains(u"ports"_s)); // it is there
        const QString first = stage.popup()->description();
        QVERIFY(!first.isEmpty());
        QTest::keyClick(stage.editor(), Qt::Key_Down);
        QVERIFY(stage.popup()->description() != first);
        const QByteArray before = stage.text();
        QTest::keyClick(stage.editor(), Qt::Key_Escape);
        QVERIFY(!stage.popup()->isVisible());
        QCOMPARE(stage.text(), before);

        QTest::keyClicks(stage.editor(), u"sessionAffi"_s);
        QVERIFY(!stage.popup()->isVisible()); // after a pause
        QTRY_VERIFY(stage.popup()->isVisible());
        QCOMPARE(stage.popup()->labels().first(), u"sessionAffinity"_s);
        QTest::keyClick(stage.editor(), Qt::Key_Return);
        QCOMPARE(stage.line(), u"  sessionAffinity: "_s);
        QTest::keyClick(stage.editor(), Qt::Key_Space, Qt::ControlModifier);
        QVERIFY2(stage.popup()->labels().contains(u"ClientIP"_s), qPrintable(stage.popup()->labels().join(u' ')));
        QTest::keyClicks(stage.editor(), u"Clie"_s);
        QTest::keyClick(stage.editor(), Qt::Key_Tab); // at once: what is taken fits what was typed
        QCOMPARE(stage.line(), u"  sessionAffinity: ClientIP"_s);
        QVERIFY(!stage.popup()->isVisible());
    }

    void aMapOrListBeginsBelowItsKey() {
        Stage stage;
        QVERIFY(stage.open());
        stage.startLine(u"selector: {app: api}"_s, u"  sessionAffinityCon"_s);
        QTest::keyClick(stage.editor(), Qt::Key_Space, Qt::ControlModifier);
        QTest::keyClick(stage.editor(), Qt::Key_Tab);
        QVERIFY2(stage.text().contains("\n  sessionAffinityConfig:\n    \n"), stage.text().constData());
        QTRY_VERIFY(stage.popup()->isVisible()); // and its own keys are offered
        QVERIFY(stage.popup()->labels().contains(u"clientIP"_s));
        QTest::keyClick(stage.editor(), Qt::Key_Escape);
        stage.editor()->undo();
        stage.startLine(u"namespace: aqi"_s, u"  finali"_s);
        QTest::keyClick(stage.editor(), Qt::Key_Space, Qt::ControlModifier);
        QTest::keyClick(stage.editor(), Qt::Key_Tab);
        QVERIFY2(stage.text().contains("\n  finalizers:\n    - \n"), stage.text().constData());
        stage.put(u"{app: api}"_s, u"{app: api, ver"_s); // within braces nothing is broken into lines, and no key is known of labels
        QTest::keyClick(stage.editor(), Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(!stage.popup()->isVisible());
    }

    void whatStandsUnderThePointerIsExplained() {
        Stage stage;
        QVERIFY(stage.open());
        const auto at = [&](const QString &text) { return stage.editor()->toolTipAt(stage.editor()->document()->find(text).selectionStart() + 1); };
        const QString port = at(u"targetPort"_s);
        QVERIFY2(port.contains(u"targetPort</b>"_s) && port.contains(u"whole number"_s), qPrintable(port));
        QVERIFY(at(u"how the others"_s).isEmpty());
        stage.put(u"port: 8000 "_s, u"port: 99999 "_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.idle() && stage.page->problems()->model().counts(stage.path).errors > 0, 10'000);
        const QString wrong = at(u"99999"_s);
        QVERIFY2(wrong.contains(u"■"_s) && wrong.contains(u"port</b>"_s), qPrintable(wrong));
    }

    void theOutlineLeads() {
        Stage stage;
        QVERIFY(stage.open());
        ui::OutlineBox *outline = stage.page->panel()->outline();
        QVERIFY(outline->isVisible());
        QCOMPARE(outline->itemText(0), u"Service/api"_s);
        const int ports = outline->findText(u"ports"_s);
        QVERIFY(ports > 0);
        Q_EMIT outline->activated(ports);
        QVERIFY2(stage.line().contains(u"ports:"_s), qPrintable(stage.line()));
        QCOMPARE(outline->currentIndex(), ports);
        stage.editor()->jumpTo(0);
        QCOMPARE(outline->currentIndex(), 0);
    }

    void theFolderHasViewsOfItsOwn() {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(stage.page->findChild<QTabBar *>(u"folderViews"_s)->isVisible());
        const int mine = stage.page->addView(u"Mine"_s, new QLabel(u"mine"_s));
        stage.page->showView(mine);
        QCOMPARE(stage.page->view(), mine);
        QVERIFY(!stage.editor()->isVisible());
        Q_EMIT stage.page->parity()->fileRequested(stage.path, {0, 5});
        QCOMPARE(stage.page->view(), 0); // a place is shown in its file
        QCOMPARE(stage.editor()->textCursor().selectedText(), u"# how"_s);
        stage.page->showView(99);
        QCOMPARE(stage.page->view(), mine);
        const QByteArray state = stage.page->saveState();
        stage.page->showView(0);
        stage.page->restoreState(state);
        QCOMPARE(stage.page->view(), mine);
    }

    void anotherProgramsChangeComesIn() {
        Stage stage;
        QVERIFY(stage.open());
        QByteArray theirs = service;
        theirs.replace("name: http", "name: web");
        write(stage.path, theirs);
        QTRY_COMPARE_WITH_TIMEOUT(stage.text(), theirs, 10'000);
        QVERIFY(!stage.page->panel()->file()->isModified());
        stage.editor()->undo();
        QCOMPARE(stage.text(), service); // not even that is lost
    }

    void anEditIsNeverLostToAnotherProgram() {
        Stage stage;
        QVERIFY(stage.open());
        stage.put(u"how the others"_s, u"where the others"_s);
        const QByteArray mine = stage.text();
        QByteArray theirs = service;
        theirs.replace("name: http", "name: web");
        write(stage.path, theirs);
        QTRY_VERIFY_WITH_TIMEOUT(stage.page->panel()->file()->hasConflict(), 10'000);
        QCOMPARE(stage.text(), mine);
        QVERIFY(!stage.page->saveAll()); // a choice is owed first
        QCOMPARE(bytesOf(stage.path), theirs);
        stage.page->panel()->file()->takeFromDisk();
        QCOMPARE(stage.text(), theirs);
        stage.editor()->undo();
        QCOMPARE(stage.text(), mine);
        QVERIFY(stage.page->saveAll());
        QCOMPARE(bytesOf(stage.path), mine);
    }

    void searchAndReplace() {
        Stage stage;
        QVERIFY(stage.open());
        stage.page->panel()->openSearch();
        auto *bar = stage.page->findChild<ui::SearchBar *>();
        const QList<QLineEdit *> fields = bar->findChildren<QLineEdit *>();
        fields.at(0)->setText(u"8000"_s);
        fields.at(1)->setText(u"8080"_s);
        for (QPushButton *button : bar->findChildren<QPushButton *>()) {
            if (button->text() == "Replace all"_L1)
                button->click();
        }
        QCOMPARE(stage.text().count("8080"), 2);
        QCOMPARE(stage.text().count("8000"), 0);
        stage.editor()->undo();
        QCOMPARE(stage.text(), service); // one step
    }

    void theGuideOfThePlatformIsShown() {
        Stage stage;
        QVERIFY(stage.open());
        stage.page->panel()->showTab(ui::FilePanel::Guide);
        QVERIFY(stage.page->panel()->guide()->text().contains(u"Read this first"_s));
        QVERIFY(stage.page->openFile(stage.root + u"/heroku/Procfile"_s));
        QVERIFY(stage.page->panel()->guide()->shownGuide().isEmpty());
    }

    /// Our own set: every platform is there, nothing in it is wrong. With AQI_PICTURES, how it looks.
    void ourOwnSetIsShown() {
        Stage stage;
        QVERIFY(stage.open());
        stage.page->setFolder(QStringLiteral(AQI_SOURCE_DIR "/manifests"));
        QTRY_VERIFY_WITH_TIMEOUT(stage.idle() && stage.page->panel()->file(), 120'000);
        QVERIFY(stage.page->files()->model().rowCount() > 5);
        QCOMPARE(stage.page->problems()->model().counts().errors, 0);
        const QString api = stage.page->workspace().folder() + u"/kubernetes/base/api-deployment.yaml"_s;
        QVERIFY(QFile::exists(api) && stage.page->openFile(api));
        QVERIFY(stage.page->panel()->outline()->count() > 5);
        QVERIFY(!stage.editor()->isReadOnly());
        pictures(stage);
    }

    void whatCannotBeReadIsSaid() {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(!stage.page->openFile(stage.root + u"/gone.yaml"_s));
        stage.page->setFolder(stage.home.path() + u"/nowhere"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.page->workspace().checker().state(), State::Failed, 10'000);
        QCOMPARE(stage.page->summary(), u"Not checked"_s);
        QVERIFY(stage.page->settled());
    }
};

QTEST_MAIN(TestConfigPage)
#include "tst_configpage.moc"
