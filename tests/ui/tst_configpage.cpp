// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Configuration page on a folder of its own: what typing finds, what a fix, a form, a save and another program do to the bytes.
#include "ui/config/configpage.h"
#include "ui/config/differenceview.h"
#include "ui/config/editor/codeeditor.h"
#include "ui/config/editor/searchbar.h"
#include "ui/config/filepanel.h"
#include "ui/config/filespanel.h"
#include "ui/config/findingdetails.h"
#include "ui/config/formview.h"
#include "ui/config/guideview.h"
#include "ui/config/openfile.h"
#include "ui/config/problemspanel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
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
