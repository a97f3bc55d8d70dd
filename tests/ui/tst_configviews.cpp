// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The platforms side by side, and the secrets with where their values are kept: what is shown, what a key does, what never gets out.
#include "ui/config/parityview.h"
#include "ui/config/workspace.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

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
};

QTEST_MAIN(TestConfigViews)
#include "tst_configviews.moc"
