// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The platforms side by side, and the secrets with where their values are kept: what is shown, what a key does, what never gets out.
#include "ui/config/openfile.h"
#include "ui/config/parityview.h"
#include "ui/config/secretclipboard.h"
#include "ui/config/secretdialog.h"
#include "ui/config/secretdialogimport.h"
#include "ui/config/secretfield.h"
#include "ui/config/secretpanel.h"
#include "ui/config/secretsview.h"
#include "ui/config/workspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QProcess>
#include <QPromise>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using State = models::Checker::State;

namespace {

const QByteArray deployment(R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: example/api:1.0.0
          ports: [{containerPort: 8000}]
          resources: {limits: {cpu: 500m, memory: 1Gi}}
          readinessProbe: {httpGet: {path: /health, port: 8000}}
          env:
            - {name: LOG_LEVEL, value: info}
            - {name: WORKERS, value: "4"}
            - {name: SECRET_KEY, valueFrom: {secretKeyRef: {name: aqi-secrets, key: SECRET_KEY}}}
            - {name: DATABASE_URL, valueFrom: {secretKeyRef: {name: aqi-secrets, key: DATABASE_URL}}}
            - {name: SENTRY_DSN, valueFrom: {secretKeyRef: {name: aqi-secrets, key: SENTRY_DSN, optional: true}}}
)");

const QByteArray compose(R"(services:
  api:
    image: example/api:1.0.1
    expose: [8000]
    environment:
      LOG_LEVEL: debug
      # aqi: differs from kubernetes because one machine has two cores.
      WORKERS: 2
      SECRET_KEY: ${SECRET_KEY:?}
    deploy: {replicas: 1, resources: {limits: {cpus: "0.5", memory: 1G}}}
)");

void write(const QString &path, const QByteArray &bytes) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

/// A folder that is checked, and a window for a view of it.
struct Stage {
    QTemporaryDir home;
    QString root = home.path() + u"/manifests"_s;
    ui::Workspace workspace;
    QWidget window;

    explicit Stage(bool several = true) {
        write(root + u"/kubernetes/api.yaml"_s, deployment);
        if (several)
            write(root + u"/compose/compose.yaml"_s, compose);
    }
    void show(QWidget *view, QSize size = {1280, 720}) {
        auto *row = new QHBoxLayout(&window);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(view);
        window.resize(size);
        window.show();
        workspace.setFolder(root);
    }
    [[nodiscard]] bool isChecked() { return QTest::qWaitFor([this] { return workspace.checker().state() == State::Idle; }, 60'000); }
};

const config::SecretName signingKey{u"production"_s, u"aqi-secrets"_s, u"SECRET_KEY"_s};
const config::SecretName databaseUrl{u"production"_s, u"aqi-secrets"_s, u"DATABASE_URL"_s};

/// A stage with the secrets of its files, on this run's memory unless another store is given.
struct SecretStage : Stage {
    models::SecretKeeper keeper;
    ui::SecretsView *view = new ui::SecretsView(workspace, keeper);

    explicit SecretStage(std::unique_ptr<config::SecretStore> store = std::make_unique<config::MemoryStore>()) {
        write(root + u"/kubernetes/secret.yaml"_s, "apiVersion: v1\nkind: Secret\nmetadata: {name: aqi-secrets}\nstringData:\n  SECRET_KEY: CHANGE_ME\n");
        if (store)
            keeper.adopt(std::move(store), u"Values are kept for this run only, since this is a test."_s);
        show(view);
    }
    [[nodiscard]] bool ready() { return QTest::qWaitFor([this] { return view->model().rowCount() > 0 && view->completeness().contains(u"set"_s) && !view->completeness().contains(u"not known"_s); }, 60'000); }
    void choose(const config::SecretName &name) { view->view()->setCurrentIndex(view->model().indexOf(name)); }
    [[nodiscard]] QString cell(const config::SecretName &name, int column) { return view->model().indexOf(name).siblingAtColumn(column).data().toString(); }
    void put(const config::SecretName &name, std::string_view value) {
        bool done = false;
        keeper.write(name, config::SecretValue(value), [&](const base::Status &) { done = true; });
        QTRY_VERIFY(done);
    }
    void confirm(const QString &text) const {
        for (QAbstractButton *button : view->findChild<QMessageBox *>()->buttons())
            if (button->text() == text)
                return button->click();
        QFAIL("there is no such button");
    }
    void press(ui::SecretPanel::Action action) { view->panel()->button(action)->click(); }
    [[nodiscard]] std::string kept(const config::SecretName &name) {
        std::optional<std::string> text;
        keeper.read(name, [&](const base::Result<config::SecretValue> &value) { text = value ? std::string(value->bytes()) : std::string("none"); });
        [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return text.has_value(); });
        return text.value_or("no answer");
    }
};

constexpr std::string_view goodUrl = "postgresql+asyncpg://aqi:T7wq9Kp2Lx5mZr8v@timescaledb:5432/aqi";

/// A keychain whose password nobody types.
class SilentStore : public config::MemoryStore {
public:
    QFuture<base::Result<QList<config::SecretName>>> list(const QString &) override {
        m_promise.start();
        return m_promise.future();
    }

private:
    QPromise<base::Result<QList<config::SecretName>>> m_promise;
};

/// Runs one function of this program again, on a session bus and with a home of its own.
void below(const QString &before, const QString &function) {
    const QString bus = QStandardPaths::findExecutable(u"dbus-run-session"_s);
    QVERIFY2(!bus.isEmpty(), "dbus-run-session is not installed");
    const QTemporaryDir home;
    QVERIFY(QDir(home.path()).mkpath(u"run"_s));
    QFile::setPermissions(home.filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, home.filePath(u"run"_s));
    environment.insert(u"AQI_INSIDE"_s, function);
    for (const QString &name : {u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
        environment.remove(name);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(bus, {u"--"_s, u"sh"_s, u"-c"_s, before + u"exec \"$0\" \"$1\""_s, QCoreApplication::applicationFilePath(), function});
    QVERIFY2(process.waitForFinished(90'000), "did not end");
    const QByteArray said = process.readAll();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, said.constData());
    QVERIFY2(said.contains("PASS   : TestConfigViews::" + function.toLatin1()), said.constData());
}

bool isInside(const QString &function) { return qEnvironmentVariable("AQI_INSIDE") == function; }

} // namespace

class TestConfigViews : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

    void picture(QWidget &window, const QString &name) {
        const QString folder = qEnvironmentVariable("AQI_PICTURES");
        if (folder.isEmpty())
            return;
        for (const auto &[choice, suffix] : {std::pair(ui::ThemeChoice::Light, u"light"_s), std::pair(ui::ThemeChoice::Dark, u"dark"_s)}) {
            m_theme->setChoice(choice);
            QTest::qWait(50);
            QVERIFY(window.grab().save(u"%1/config-%2-%3.png"_s.arg(folder, name, suffix)));
        }
        m_theme->setChoice(ui::ThemeChoice::Light);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void parityMarksWhatDiffers() {
        Stage stage;
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->model().rowCount() > 0, 60'000);
        QCOMPARE(view->model().columnCount(), 2);
        QVERIFY2(view->summary().contains(u"differ from Kubernetes and nothing says why"_s), qPrintable(view->summary()));
        const int all = view->model().rowCount();
        view->findChild<QCheckBox *>()->setChecked(true);
        QCOMPARE(view->model().rowCount(), view->model().differing());
        QVERIFY(view->model().rowCount() < all);
        view->findChild<QCheckBox *>()->setChecked(false);
        view->view()->setCurrentIndex(view->model().indexOf(u"api/WORKERS"_s, u"compose/compose.yaml"_s));
        QVERIFY(view->findChild<QLabel *>(u"parityDetails"_s)->text().contains(u"one machine has two cores"_s));
        view->view()->setCurrentIndex(view->model().indexOf(u"api/LOG_LEVEL"_s, u"compose/compose.yaml"_s));
        const QHeaderView *heads = view->view()->horizontalHeader();
        for (int column = 0; column < view->model().columnCount(); ++column) { // names fit, or end in dots and are told by the tool tip
            const QString platform = view->model().system(column)->platform;
            const int wanted = QFontMetrics(ui::uiFont(ui::TextSize::Base, QFont::DemiBold)).horizontalAdvance(platform);
            QVERIFY2(heads->sectionSize(column) >= std::min(wanted, 280), qPrintable(platform));
            QVERIFY(view->model().headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().contains(view->model().system(column)->title()));
        }
        picture(stage.window, u"parity-small"_s);
    }

    void parityLeadsToThePlace() {
        Stage stage;
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->model().rowCount() > 0, 60'000);
        QSignalSpy asked(view, &ui::ParityView::fileRequested);
        view->view()->setCurrentIndex(view->model().indexOf(u"api/LOG_LEVEL"_s, u"compose/compose.yaml"_s));
        QTest::keyClick(view->view(), Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().at(0).toString(), stage.root + u"/compose/compose.yaml"_s);
        const auto range = asked.first().at(1).value<config::Range>();
        QCOMPARE(compose.sliced(range.begin, range.size()), "debug");
        const QRect cell = view->view()->visualRect(view->view()->currentIndex());
        QTest::mouseClick(view->view()->viewport(), Qt::LeftButton, {}, cell.center());
        QTest::mouseDClick(view->view()->viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(asked.size(), 2);
    }

    void aValueIsMadeAlike() {
        Stage stage;
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->model().rowCount() > 0, 60'000);
        QPushButton *button = nullptr;
        for (QPushButton *each : view->findChildren<QPushButton *>())
            button = each->text() == "Make it alike"_L1 ? each : button;
        QVERIFY(button);
        const auto choose = [&](const QString &row, const QString &system) { view->view()->setCurrentIndex(view->model().indexOf(row, system)); };
        const QString file = u"compose/compose.yaml"_s;
        choose(u"api/LOG_LEVEL"_s, u"kubernetes"_s);
        QVERIFY(!button->isVisible()); // the others are held against it
        choose(u"api/LOG_LEVEL"_s, file);
        QVERIFY(button->isVisible());
        button->click();
        const ui::OpenFile *open = stage.workspace.find(stage.root + u'/' + file);
        QVERIFY(open && open->isModified());
        QByteArray expected = compose;
        expected.replace("LOG_LEVEL: debug", "LOG_LEVEL: info");
        QCOMPARE(QByteArray::fromStdString(open->text()), expected);
        QTRY_VERIFY_WITH_TIMEOUT(!button->isVisible(), 60'000); // it is the same now
        open->document()->undo();
        QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), 60'000);
        choose(u"api/ports"_s, file);
        QVERIFY(!button->isVisible()); // alike as it is
        choose(u"api/SECRET_KEY"_s, file);
        QVERIFY(!button->isVisible());
    }

    void parityIsCopied() {
        Stage stage;
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->model().rowCount() > 0, 60'000);
        QTest::keyClick(view->view(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QGuiApplication::clipboard()->text();
        QCOMPARE(text, view->model().tabSeparated());
        QVERIFY(text.contains(u"api\tLOG_LEVEL\tinfo\tdebug (differs)\n"_s));
    }

    void parityFollowsWhatIsTyped() {
        Stage stage;
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->model().rowCount() > 0, 60'000);
        QVERIFY(stage.isChecked());
        const QPersistentModelIndex before = view->model().indexOf(u"api/LOG_LEVEL"_s, u"compose/compose.yaml"_s);
        view->view()->setCurrentIndex(before);
        QByteArray changed = compose;
        stage.workspace.checker().setText(stage.root + u"/compose/compose.yaml"_s, changed.replace("debug", "info").toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(view->view()->currentIndex().data().toString(), u"info"_s, 30'000); // the same cell is current
    }

    void parityColumnsAreChosenAndKept() {
        Stage stage;
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->model().rowCount() > 0, 60'000);
        view->findChild<QMenu *>()->actions().at(1)->setChecked(false);
        QCOMPARE(view->model().columnCount(), 1);
        const QByteArray state = view->saveState();
        ui::ParityView other(stage.workspace);
        other.restoreState(state);
        other.show();
        QTRY_COMPARE_WITH_TIMEOUT(other.model().columnCount(), 1, 30'000);
    }

    void parityOfOnePlatformSaysSo() {
        Stage stage(false);
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view);
        QVERIFY(stage.isChecked());
        QTRY_VERIFY(view->model().table() != nullptr);
        QTRY_VERIFY(!view->view()->isVisible());
        picture(stage.window, u"parity-one"_s);
    }

    void secretsAreListedWithTheirPlaces() {
        SecretStage stage;
        QVERIFY(stage.ready());
        QCOMPARE(stage.view->completeness(), u"0 of 2 secrets of production are set; 1 optional one is not set."_s);
        QCOMPARE(stage.view->banner()->text(), u"Values are kept for this run only, since this is a test."_s);
        QVERIFY(stage.view->banner()->isVisible());
        QCOMPARE(stage.cell(signingKey, models::SecretModel::Value), u"not set"_s);
        QCOMPARE(stage.cell(signingKey, models::SecretModel::Files), u"a placeholder"_s);
        stage.choose(signingKey);
        QListWidget *places = stage.view->panel()->places();
        QCOMPARE(places->count(), 2);
        QVERIFY2(places->item(0)->text().startsWith(u"api.yaml:19"_s), qPrintable(places->item(0)->text()));
        QVERIFY(places->item(1)->text().startsWith(u"secret.yaml:5"_s));
        QSignalSpy asked(stage.view, &ui::SecretsView::fileRequested);
        Q_EMIT places->itemActivated(places->item(0));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().at(0).toString(), stage.root + u"/kubernetes/api.yaml"_s);
        const auto range = asked.first().at(1).value<config::Range>();
        QCOMPARE(deployment.sliced(range.begin, range.size()), "SECRET_KEY");
        stage.view->setEnvironment(u"production"_s, stage.root + u"/compose"_s);
        QCOMPARE(stage.view->findChild<QComboBox *>()->currentText(), u"production · Kubernetes"_s);
    }

    void aSecretIsSetAndJudgedWhileTyping() {
        SecretStage stage;
        QVERIFY(stage.ready());
        stage.choose(databaseUrl);
        QVERIFY(!stage.view->panel()->button(ui::SecretPanel::Generate)->isEnabled()); // nobody but the database knows it
        stage.press(ui::SecretPanel::Set);
        auto *dialog = stage.view->findChild<ui::SecretDialog *>();
        QVERIFY(dialog);
        QVERIFY(!dialog->keepButton()->isEnabled());
        QCOMPARE(dialog->field()->echoMode(), QLineEdit::Password);
        QTest::keyClicks(dialog->field(), u"localhost"_s);
        QVERIFY2(dialog->judgement().contains(u"is no URL"_s), qPrintable(dialog->judgement()));
        QVERIFY(!dialog->judgement().contains(u"localhost"_s));
        QCOMPARE(dialog->keepButton()->text(), u"Keep it although it will not work"_s);
        dialog->field()->setText(QString::fromUtf8(goodUrl));
        QCOMPARE(dialog->keepButton()->text(), u"Keep the value"_s);
        picture(*dialog, u"secret-dialog"_s);
        const QPointer<ui::SecretField> field = dialog->field();
        dialog->keepButton()->click();
        QVERIFY(!field || field->text().isEmpty()); // the line keeps nothing once the value is taken
        QTRY_COMPARE(stage.cell(databaseUrl, models::SecretModel::Value), u"kept"_s);
        QCOMPARE(stage.cell(databaseUrl, models::SecretModel::Strength), u"looks right"_s);
        QCOMPARE(stage.kept(databaseUrl), goodUrl);
        QCOMPARE(stage.view->completeness(), u"1 of 2 secrets of production are set; 1 optional one is not set."_s);
    }

    void aLineOfASecretLeavesNothingBehind() {
        QWidget window;
        auto *field = new ui::SecretField(&window);
        window.show();
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field, u"hunter2-and-more"_s);
        QVERIFY(!field->isUndoAvailable());
        QTest::keyClick(field, Qt::Key_Left);
        QTest::keyClicks(field, u"x"_s); // where the cursor is, not at the end
        QCOMPARE(field->text(), u"hunter2-and-morxe"_s);
        QGuiApplication::clipboard()->setText(u"the operator's own"_s);
        field->setShown(true);
        field->selectAll();
        for (const Qt::Key key : {Qt::Key_C, Qt::Key_X, Qt::Key_Z})
            QTest::keyClick(field, key, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"the operator's own"_s);
        QCOMPARE(field->text(), u"hunter2-and-morxe"_s);
        QCOMPARE(field->contextMenuPolicy(), Qt::NoContextMenu);
        const QString drawn = field->text(); // the line's own letters: overwritten where they lie
        field->setShown(false);
        QCOMPARE(field->text(), u"hunter2-and-morxe"_s);
        if (drawn.constData() != field->text().constData()) // masked again, it took another buffer
            QCOMPARE(drawn, QString(drawn.size(), QChar(u'\0')));
        const QString shared = field->text();
        field->hide();
        QCOMPARE(field->text(), QString());
        QCOMPARE(shared, QString(shared.size(), QChar(u'\0')));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
    }

    void aSecretIsMadeAndReplacedOnlyWhenAsked() {
        SecretStage stage;
        QVERIFY(stage.ready());
        stage.choose(signingKey);
        stage.press(ui::SecretPanel::Generate);
        QTRY_COMPARE(stage.cell(signingKey, models::SecretModel::Strength), u"strong"_s);
        const std::string first = stage.kept(signingKey);
        QCOMPARE(first.size(), 64U);
        stage.press(ui::SecretPanel::Generate);
        auto *box = stage.view->findChild<QMessageBox *>();
        QVERIFY(box && box->text().contains(u"cannot be brought back"_s));
        QCOMPARE(stage.kept(signingKey), first);
        stage.confirm(u"Replace the value"_s);
        QTRY_VERIFY(stage.kept(signingKey) != first);
        QTRY_VERIFY(!stage.view->findChild<QMessageBox *>());
        stage.press(ui::SecretPanel::Forget);
        stage.confirm(u"Forget the value"_s);
        QTRY_COMPARE(stage.cell(signingKey, models::SecretModel::Value), u"not set"_s);
        QCOMPARE(stage.kept(signingKey), "none");
    }

    void aValueIsShownOnlyForAWhile() {
        SecretStage stage;
        stage.put(databaseUrl, goodUrl);
        QVERIFY(stage.ready());
        stage.view->setExposure(std::chrono::seconds(1));
        stage.choose(databaseUrl);
        const auto words = [&] { // everything that a person, or a picture, could read
            QStringList all;
            for (const QLabel *label : stage.window.findChildren<QLabel *>())
                all << label->text() << label->toolTip() << label->accessibleName();
            for (int row = 0; row < stage.view->model().rowCount(); ++row)
                for (int column = 0; column < stage.view->model().columnCount(); ++column)
                    for (int role = 0; role < Qt::UserRole + 300; ++role)
                        all << stage.view->model().index(row, column).data(role).toString();
            return all.join(u'\n');
        };
        QVERIFY(!words().contains(u"T7wq9"_s));
        stage.press(ui::SecretPanel::Show);
        QTRY_COMPARE(stage.view->panel()->revealed(), QString::fromUtf8(goodUrl));
        picture(stage.window, u"secrets-shown"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.view->panel()->revealed(), QString(), 3'000);
        QVERIFY(!words().contains(u"T7wq9"_s));
        stage.view->setExposure(std::chrono::seconds(30));
        stage.press(ui::SecretPanel::Show);
        QTRY_VERIFY(!stage.view->panel()->revealed().isEmpty());
        stage.choose(signingKey); // another row hides it at once
        QVERIFY(stage.view->panel()->revealed().isEmpty());
    }

    void aCopyIsMarkedAndTakenBack() {
        SecretStage stage;
        stage.put(databaseUrl, goodUrl);
        QVERIFY(stage.ready());
        stage.view->setExposure(std::chrono::seconds(1));
        stage.choose(databaseUrl);
        QTest::keyClick(stage.view->view(), Qt::Key_C, Qt::ControlModifier);
        QClipboard *clipboard = QGuiApplication::clipboard();
        QTRY_COMPARE(clipboard->text(), QString::fromUtf8(goodUrl));
        QCOMPARE(clipboard->mimeData()->data(u"x-kde-passwordManagerHint"_s), "secret");
        QTRY_COMPARE_WITH_TIMEOUT(clipboard->text(), QString(), 3'000);
        stage.press(ui::SecretPanel::Copy);
        QTRY_COMPARE(clipboard->text(), QString::fromUtf8(goodUrl));
        clipboard->setText(u"the operator's own"_s);
        QTest::qWait(1'300);
        QCOMPARE(clipboard->text(), u"the operator's own"_s);
        {
            ui::SecretClipboard going;
            going.put(config::SecretValue("x"), std::chrono::hours(1));
            QCOMPARE(clipboard->text(), u"x"_s);
        }
        QCOMPARE(clipboard->text(), QString()); // who ends takes it out
    }

    void aDotenvFileIsPreviewed() {
        SecretStage stage;
        stage.put(signingKey, "0a8f6c2e9b7d4135");
        QVERIFY(stage.ready());
        const QString file = stage.home.path() + u"/production.env"_s;
        write(file, "SECRET_KEY=short\nDATABASE_URL=" + QByteArray(goodUrl.data(), goodUrl.size()) + "\nUNRELATED_TOKEN=abcdef\nthis is no line\n");
        stage.view->importFile(file);
        QTRY_VERIFY(stage.view->findChild<ui::SecretDialogImport *>());
        auto *dialog = stage.view->findChild<ui::SecretDialogImport *>();
        QCOMPARE(dialog->list()->topLevelItemCount(), 2);
        QTreeWidgetItem *url = dialog->list()->topLevelItem(0);
        QTreeWidgetItem *weak = dialog->list()->topLevelItem(1);
        QCOMPARE(url->checkState(0), Qt::Checked);
        QCOMPARE(weak->checkState(0), Qt::Unchecked); // refused, with the reason
        QCOMPARE(weak->text(1), u"replaces the kept value"_s);
        QVERIFY2(weak->text(3).contains(u"use at least 32"_s), qPrintable(weak->text(3)));
        QVERIFY(dialog->notes().contains(u"UNRELATED_TOKEN"_s));
        QVERIFY(dialog->warning().contains(u"1 value is left out"_s));
        picture(*dialog, u"secret-import"_s);
        weak->setCheckState(0, Qt::Checked);
        QVERIFY(dialog->warning().contains(u"although"_s));
        QCOMPARE(dialog->chosen().size(), 2U);
        dialog->accept();
        QTRY_COMPARE(stage.view->panel()->note(), u"2 values are kept."_s);
        QCOMPARE(stage.kept(databaseUrl), goodUrl);
        QCOMPARE(stage.kept(signingKey), "short");
        QTRY_COMPARE(stage.cell(signingKey, models::SecretModel::Strength), u"weak"_s);
        QTRY_VERIFY(!stage.view->findChild<ui::SecretDialogImport *>());
        stage.view->importFile(stage.home.path());
        QTRY_VERIFY(stage.view->banner()->text().contains(u"was not imported: it is no file"_s));
    }

    void aSilentKeychainIsNotWaitedForForever() {
        SecretStage stage(std::make_unique<SilentStore>());
        QTRY_VERIFY_WITH_TIMEOUT(stage.view->model().rowCount() > 0, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(stage.view->banner()->text().contains(u"Waiting for the keychain"_s), 5'000);
        QVERIFY(stage.view->completeness().contains(u"not known yet"_s));
        stage.view->banner()->findChild<QPushButton *>()->click();
        QTRY_VERIFY2(stage.view->banner()->text().contains(u"waited for no longer"_s), qPrintable(stage.view->banner()->text()));
        QVERIFY(!stage.keeper.isBusy());
    }

    /// The real keychain, gnome-keyring on a session bus of the test's own: what the view keeps is there for the next one.
    void secretsInTheKeychain() {
        if (!isInside(u"secretsInTheKeychain"_s))
            return below(u"printf testpassword | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "_s, u"secretsInTheKeychain"_s);
        {
            SecretStage stage(nullptr);
            QVERIFY(stage.ready());
            QVERIFY2(stage.keeper.isLasting(), qPrintable(stage.keeper.why()));
            QVERIFY(!stage.view->banner()->isVisible());
            stage.choose(signingKey);
            stage.press(ui::SecretPanel::Generate);
            QTRY_COMPARE_WITH_TIMEOUT(stage.cell(signingKey, models::SecretModel::Strength), u"strong"_s, 20'000);
        }
        SecretStage next(nullptr);
        QVERIFY(next.ready());
        QCOMPARE(next.view->completeness(), u"1 of 2 secrets of production are set; 1 optional one is not set."_s);
    }

    /// A session bus without any keychain: the view says so, and works.
    void secretsWithoutAKeychain() {
        if (!isInside(u"secretsWithoutAKeychain"_s))
            return below({}, u"secretsWithoutAKeychain"_s);
        SecretStage stage(nullptr);
        QVERIFY(stage.ready());
        QVERIFY(!stage.keeper.isLasting());
        QTRY_VERIFY(stage.view->banner()->isVisible());
        QVERIFY2(stage.view->banner()->text().contains(u"kept for this run only"_s), qPrintable(stage.view->banner()->text()));
        stage.choose(signingKey);
        stage.press(ui::SecretPanel::Generate);
        QTRY_COMPARE(stage.cell(signingKey, models::SecretModel::Value), u"kept"_s);
        QDirIterator files(stage.root, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) { // nothing was written beside what the stage wrote
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains(QByteArray::fromStdString(stage.kept(signingKey))));
        }
    }

    void noSecretsAreNeeded() {
        Stage stage;
        QVERIFY(QDir(stage.root).removeRecursively());
        write(stage.root + u"/heroku/Procfile"_s, "web: uvicorn api.main:app\n");
        models::SecretKeeper keeper;
        keeper.adopt(std::make_unique<config::MemoryStore>(), {});
        auto *view = new ui::SecretsView(stage.workspace, keeper);
        stage.show(view);
        QVERIFY(stage.isChecked());
        QTRY_VERIFY(!view->view()->isVisible());
        QCOMPARE(view->completeness(), QString());
    }

    /// Only for the picture: our own set, with mistakes planted.
    void parityOfOurOwnSet() {
        if (qEnvironmentVariableIsEmpty("AQI_PICTURES"))
            QSKIP("makes a picture only: name a folder in AQI_PICTURES");
        Stage stage;
        QVERIFY(QDir(stage.root).removeRecursively());
        QCOMPARE(QProcess::execute(u"cp"_s, {u"-r"_s, QStringLiteral(AQI_SOURCE_DIR "/manifests"), stage.root}), 0);
        for (const auto &[path, from, to] : {std::tuple("compose/compose.yaml", "${LOG_LEVEL:-info}", "${LOG_LEVEL:-debug}"),
                 std::tuple("aws/app-runner/api-service.json", "api:1.0.0", "api:1.0.1"), std::tuple("aws/app-runner/api-service.json", "/health/ready", "/health")}) {
            QFile file(stage.root + u'/' + QString::fromLatin1(path));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QByteArray text = file.readAll();
            file.close();
            write(file.fileName(), text.replace(from, to));
        }
        auto *view = new ui::ParityView(stage.workspace);
        stage.show(view, {1400, 800});
        QTRY_VERIFY_WITH_TIMEOUT(view->model().rowCount() > 0, 60'000);
        view->view()->setCurrentIndex(view->model().indexOf(u"api/LOG_LEVEL"_s, u"compose/compose.production.yaml"_s));
        picture(stage.window, u"parity"_s);
        view->findChild<QCheckBox *>()->setChecked(true);
        picture(stage.window, u"parity-differences"_s);
    }

    void secretsOfOurOwnSet() {
        if (qEnvironmentVariableIsEmpty("AQI_PICTURES"))
            QSKIP("makes a picture only: name a folder in AQI_PICTURES");
        SecretStage stage;
        QVERIFY(QDir(stage.root).removeRecursively());
        QCOMPARE(QProcess::execute(u"cp"_s, {u"-r"_s, QStringLiteral(AQI_SOURCE_DIR "/manifests"), stage.root}), 0);
        stage.put(signingKey, "5f2b9c0d7e1a48366b9fd20c7ae4158355cc01f29ab34e6d8071f2a6be93d4c7");
        stage.put(databaseUrl, goodUrl);
        stage.put({u"production"_s, u"aqi-secrets"_s, u"POSTGRES_PASSWORD"_s}, "postgres123");
        stage.put({u"production"_s, u"aqi-secrets"_s, u"OPENWEATHER_API_KEY"_s}, "your-openweather-key");
        stage.workspace.checker().reload();
        QTRY_VERIFY_WITH_TIMEOUT(stage.view->model().rowCount() == 12, 60'000);
        QTest::qWait(500);
        stage.choose({u"production"_s, u"aqi-secrets"_s, u"POSTGRES_PASSWORD"_s});
        picture(stage.window, u"secrets"_s);
    }
};

QTEST_MAIN(TestConfigViews)
#include "tst_configviews.moc"
