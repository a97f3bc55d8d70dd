// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Difference tab beside another overlay and beside a cluster that answers, refuses, is silent or gone.
#include "kube/fakeapi.h"
#include "ui/config/comparepanel.h"
#include "ui/config/configpage.h"
#include "ui/config/differenceview.h"
#include "ui/config/editor/codeeditor.h"
#include "ui/config/filepanel.h"
#include "ui/config/openfile.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include "kube/client.h"
#include "kube/delta.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using State = models::Checker::State;

namespace {

const QByteArray service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  selector: {app: api}\n  ports:\n    - name: http\n      port: 8000\n";
const QByteArray secret = "---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: keys\nstringData:\n  password: hunter2-and-more\n";

void write(const QString &path, const QByteArray &bytes) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

struct Stage {
    QTemporaryDir home;
    QString root = home.path() + u"/manifests"_s;
    QString staging = root + u"/kubernetes/overlays/staging"_s;
    QString production = root + u"/kubernetes/overlays/production"_s;
    QString path = staging + u"/service.yaml"_s;
    QMap<QString, QByteArray> answers; // of the API server, by path
    support::ScriptServer server{[this](const support::Incoming &request, support::Answer &answer) {
        if (answers.contains(request.path))
            return answer.whole(200, answers.value(request.path));
        answer.whole(404, FakeApi::status(404, u"NotFound"_s, u"services \"api\" not found"_s));
    }};
    std::unique_ptr<kube::Client> client;
    QWidget window;
    ui::ConfigPage *page = new ui::ConfigPage(&window);

    Stage() {
        QByteArray other = service;
        write(path, service + secret);
        write(production + u"/service.yaml"_s, other.replace("8000", "9000"));
        write(staging + u"/kustomization.yaml"_s, "namespace: staging\nresources: [service.yaml]\n");
        write(production + u"/kustomization.yaml"_s, "namespace: production\nresources: [service.yaml]\n");
        write(root + u"/heroku/Procfile"_s, "web: uvicorn api.main:app\n");
        auto *row = new QHBoxLayout(&window);
        row->addWidget(page, 1);
        window.resize(1280, 800);
        window.show();
    }

    [[nodiscard]] ui::PageContext context(kube::Client *of) const {
        ui::PageContext made;
        made.environment.name = u"staging"_s;
        made.environment.ns = u"staging"_s;
        made.environment.manifests = staging;
        made.client = of;
        return made;
    }
    [[nodiscard]] bool open() {
        page->setContext(context(nullptr));
        const auto idle = [this] { return page->workspace().checker().state() == State::Idle; };
        if (!QTest::qWaitFor(idle, 120'000) || !page->openFile(path) || !QTest::qWaitFor(idle, 120'000)) // kubectl renders
            return false;
        page->panel()->showTab(ui::FilePanel::Difference);
        return true;
    }
    [[nodiscard]] bool connectCluster() {
        if (!server.start())
            return false;
        kube::ClusterAccess access;
        access.context = u"test"_s;
        access.server = server.url();
        client = std::make_unique<kube::Client>(access);
        page->setContext(context(client.get()));
        return true;
    }
    [[nodiscard]] ui::ComparePanel *compare() const { return page->panel()->compare(); }
    [[nodiscard]] QString text() const { return compare()->view()->text(); }
    [[nodiscard]] QString message() const { return compare()->view()->findChild<ui::EmptyState *>()->accessibleDescription(); }
    [[nodiscard]] QPushButton *button() const { return compare()->findChild<QPushButton *>(); }
    [[nodiscard]] QStringList choices() const {
        QStringList titles;
        for (int i = 0; i < compare()->chooser()->count(); ++i)
            titles << compare()->chooser()->itemText(i);
        return titles;
    }
    [[nodiscard]] int savedItem() const { return 0; }
    [[nodiscard]] int productionItem() const { return compare()->chooser()->findText(u"kubernetes/overlays/production"_s); }
    [[nodiscard]] int liveItem() const { return compare()->chooser()->findText(u"the live objects of staging"_s); }
    [[nodiscard]] bool canAsk() const { return qobject_cast<QStandardItemModel *>(compare()->chooser()->model())->item(liveItem())->isEnabled(); }
    [[nodiscard]] QString whyNot() const { return compare()->chooser()->itemData(liveItem(), Qt::ToolTipRole).toString(); }
    void choose(int item) const { compare()->choose(item); }
};

} // namespace

class TestConfigCompare : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void theFileBesideAnotherOverlay() {
        Stage stage;
        QVERIFY(stage.open());
        QStringList choices = stage.choices();
        choices.removeOne(u"kubernetes/overlays/staging"_s); // where kubectl renders, what its own overlay makes of the file can be seen
        QCOMPARE(choices, (QStringList{u"the saved file"_s, u"kubernetes/overlays/production"_s, u"the live objects of staging"_s}));
        QCOMPARE(stage.text(), QString());
        stage.choose(stage.productionItem());
        QVERIFY2(stage.text().contains(u"− "_s) && stage.text().contains("port: 9000"_L1) && stage.text().contains("port: 8000"_L1), qPrintable(stage.text()));
        QVERIFY2(stage.compare()->note().contains(u"Not there: Secret/keys."_s), qPrintable(stage.compare()->note()));
        QVERIFY(!stage.text().contains("hunter2"_L1));
        QVERIFY(!stage.button()->isVisible());

        QTextCursor found = stage.page->panel()->editor()->document()->find(u"8000"_s); // what is typed is compared, saved or not
        QVERIFY(!found.isNull());
        found.insertText(u"9000"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.text().contains("8000"_L1), 10'000);
        stage.choose(stage.savedItem());
        QVERIFY(stage.text().contains("8000"_L1) && stage.text().contains("9000"_L1));

        stage.choose(stage.productionItem());
        QVERIFY(stage.page->openFile(stage.root + u"/heroku/Procfile"_s)); // which no cluster and no overlay holds
        QCOMPARE(stage.choices(), QStringList{u"the saved file"_s});
        QCOMPARE(stage.text(), QString());
    }

    void withoutAClusterItIsSaidWhy() {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(!stage.canAsk());
        QCOMPARE(stage.whyNot(), u"The environment staging has no connection to a cluster."_s);
        QVERIFY(stage.connectCluster());
        QVERIFY(stage.canAsk());
        kube::Connection lost;
        lost.state = kube::Connection::State::Offline;
        lost.error = base::Error{base::ErrorKind::Network, u"connection refused"_s, {}, {}};
        stage.page->setConnection(lost);
        QVERIFY(!stage.canAsk());
        QVERIFY2(stage.whyNot().contains("connection refused"_L1), qPrintable(stage.whyNot()));
        QCOMPARE(stage.server.count(u"/namespaces/"_s), 0); // no object is asked for until it is chosen
    }

    void theFileBesideTheLiveObjects() {
        Stage stage;
        stage.answers[u"/api/v1/namespaces/staging/services/api"_s] = R"({"apiVersion": "v1", "kind": "Service",
            "metadata": {"name": "api", "namespace": "staging", "uid": "u", "resourceVersion": "4"},
            "spec": {"clusterIP": "10.0.0.7", "type": "ClusterIP", "selector": {"app": "api"}, "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}]}})";
        stage.answers[u"/api/v1/namespaces/staging/secrets/keys"_s] = R"({"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
            "metadata": {"name": "keys", "namespace": "staging"}, "data": {"password": "aHVudGVyMy1hbmQtbW9yZQ=="}})";
        QVERIFY(stage.open() && stage.connectCluster());
        stage.choose(stage.liveItem());
        QTRY_VERIFY_WITH_TIMEOUT(stage.text().contains("port: 8080"_L1), 10'000);
        QVERIFY2(stage.text().contains("port: 8000"_L1) && stage.text().contains("(differs)"_L1), qPrintable(stage.text()));
        for (const auto no : {"clusterIP"_L1, "uid"_L1, "protocol"_L1, "hunter"_L1, "aHVud"_L1})
            QVERIFY2(!stage.text().contains(no), qPrintable(stage.text()));
        QVERIFY2(stage.compare()->note().contains(QRegularExpression(u"As of \\d\\d:\\d\\d:\\d\\d\\."_s)), qPrintable(stage.compare()->note()));
        QCOMPARE(stage.button()->text(), u"Ask again"_s);

        stage.answers.remove(u"/api/v1/namespaces/staging/services/api"_s);
        stage.button()->click();
        QTRY_VERIFY_WITH_TIMEOUT(stage.compare()->note().contains("Not there: Service/api."_L1), 10'000);
        kube::Connection lost;
        lost.state = kube::Connection::State::Offline;
        stage.page->setConnection(lost);
        QVERIFY(stage.compare()->note().contains("As of "_L1)); // what was said stays, with its age
        QVERIFY(!stage.button()->isEnabled());
        stage.page->setContext(stage.context(nullptr)); // of that cluster nothing is known any more
        QCOMPARE(stage.text(), QString());
    }

    /// Our own set: the hosts that production has other than staging. With AQI_PICTURES, how it looks.
    void ourOwnSetBesideProduction() {
        Stage stage;
        stage.root = QStringLiteral(AQI_SOURCE_DIR "/manifests");
        stage.staging = stage.root + u"/kubernetes/overlays/staging"_s;
        stage.path = stage.root + u"/kubernetes/base/ingress.yaml"_s;
        QVERIFY(stage.open());
        QVERIFY2(stage.productionItem() > 0, qPrintable(stage.choices().join(u", "_s)));
        stage.choose(stage.productionItem());
        QVERIFY2(stage.compare()->note().contains("as kubernetes/overlays/staging renders it"_L1), qPrintable(stage.compare()->note()));
        QVERIFY2(stage.text().contains("host: api.staging.aqi-predictor.example.com"_L1), qPrintable(stage.text()));
        const QString folder = qEnvironmentVariable("AQI_PICTURES");
        for (const auto &[choice, suffix] : {std::pair(ui::ThemeChoice::Light, u"light"_s), std::pair(ui::ThemeChoice::Dark, u"dark"_s)}) {
            m_theme->setChoice(choice);
            QTest::qWait(folder.isEmpty() ? 0 : 200);
            QVERIFY(folder.isEmpty() || stage.window.grab().save(u"%1/config-compare-%2.png"_s.arg(folder, suffix)));
        }
        m_theme->setChoice(ui::ThemeChoice::Light);
    }

    void silenceEnds() {
        Stage stage;
        QVERIFY(stage.open() && stage.connectCluster());
        stage.server.setSilent(true);
        stage.choose(stage.liveItem());
        QCOMPARE(stage.message(), u"0 of 2 objects have been answered."_s);
        QCOMPARE(stage.button()->text(), u"Cancel"_s);
        stage.button()->click();
        QCOMPARE(stage.message(), u"staging: it was cancelled"_s);
        stage.compare()->live().setPatience(std::chrono::milliseconds(1'000));
        stage.button()->click();
        QVERIFY(stage.compare()->live().isAsking());
        QTRY_COMPARE_WITH_TIMEOUT(stage.message(), u"staging: the cluster has said nothing for 1 s"_s, 10'000);
        stage.server.setSilent(false);
        stage.button()->click();
        QTRY_VERIFY_WITH_TIMEOUT(stage.compare()->note().contains("Not there: Service/api, Secret/keys."_L1), 10'000);
    }
};

QTEST_MAIN(TestConfigCompare)
#include "tst_configcompare.moc"
