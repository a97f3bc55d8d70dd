// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which schemas judge the files: the program's, or those of the connected server, which may answer, refuse, be silent or be another one.
// And the editor's colours, which must be readable whatever they are put on.
#include "kube/fakeapi.h"
#include "ui/config/configpage.h"
#include "ui/config/editor/highlighting.h"
#include "ui/config/guideview.h"
#include "ui/widgets/theme.h"

#include "config/schema/version.h"
#include "kube/client.h"

#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>
#include <QMetaEnum>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

using namespace Qt::StringLiterals;
using State = models::Checker::State;

namespace {

const QByteArray station = "apiVersion: air.example.org/v1\nkind: Station\nmetadata:\n  name: a\nspec:\n  height: tall\n";

void write(const QString &path, const QByteArray &bytes) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

/// A cluster that knows stations, whose height is of the type.
struct Cluster {
    QByteArray type;
    QByteArray version;
    int status = 200; // of the index
    support::ScriptServer server{[this](const support::Incoming &request, support::Answer &answer) {
        if (request.path == "/version"_L1)
            return answer.whole(200, "{\"gitVersion\": \"" + version + "\"}");
        if (request.path == "/openapi/v3"_L1 && status == 200)
            return answer.whole(200, R"({"paths": {".well-known/openid-configuration": {"serverRelativeURL": "/openapi/v3/none"}, "apis": {"serverRelativeURL": "/openapi/v3/apis"},
                "apis/air.example.org/v1": {"serverRelativeURL": "/openapi/v3/apis/air.example.org/v1?hash=1"}}})");
        if (request.path == "/openapi/v3"_L1)
            return answer.whole(status, FakeApi::status(status, u"Forbidden"_s, u"openapi is forbidden"_s));
        if (request.path == "/openapi/v3/apis/air.example.org/v1"_L1 && request.query.queryItemValue(u"hash"_s) == "1"_L1)
            return answer.whole(200, R"({"openapi": "3.0.0", "components": {"schemas": {"Station": {"type": "object",
                "properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"},
                    "spec": {"type": "object", "properties": {"height": {"type": ")" + type + R"("}}}},
                "x-kubernetes-group-version-kind": [{"group": "air.example.org", "version": "v1", "kind": "Station"}]}}}})");
        answer.whole(404, FakeApi::status(404, u"NotFound"_s, u"nothing here"_s));
    }};
    std::unique_ptr<kube::Client> client;

    Cluster(QByteArray ofType, QByteArray called) : type(std::move(ofType)), version(std::move(called)) {}
    [[nodiscard]] bool start() {
        if (!server.start())
            return false;
        kube::ClusterAccess access;
        access.context = u"test"_s;
        access.server = server.url();
        client = std::make_unique<kube::Client>(access);
        return true;
    }
};

struct Stage {
    QTemporaryDir home;
    ui::ConfigPage page;

    [[nodiscard]] bool open() {
        write(home.filePath(u"manifests/station.yaml"_s), station);
        page.resize(1280, 800);
        page.show();
        connectTo(u"staging"_s, nullptr);
        return waitFor(u"schema-unknown-kind"_s);
    }
    void connectTo(const QString &name, kube::Client *client) {
        ui::PageContext context;
        context.environment.name = name;
        context.environment.manifests = home.filePath(u"manifests"_s);
        context.client = client;
        page.setContext(context);
    }
    [[nodiscard]] QStringList rules() {
        QStringList found;
        for (const config::Finding &finding : page.workspace().findings(home.filePath(u"manifests/station.yaml"_s)))
            found << QString::fromStdString(finding.rule);
        return found;
    }
    /// Until this and nothing else is found about the kind; empty: nothing.
    [[nodiscard]] bool waitFor(const QString &rule) {
        return QTest::qWaitFor([&] {
            QStringList schema = rules();
            schema.removeIf([](const QString &each) { return !each.startsWith("schema-"_L1); });
            return page.workspace().checked() && page.workspace().checker().state() == State::Idle && schema == (rule.isEmpty() ? QStringList() : QStringList{rule});
        }, 30'000);
    }
    [[nodiscard]] bool saysSoon(const QString &part) {
        return QTest::qWaitFor([&] { return page.schemaPhrase().contains(part); }, 30'000);
    }
};

} // namespace

class TestConfigSchemas : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void theConnectedServerJudges() {
        Cluster cluster("integer", "v1.31.2");
        Stage stage;
        QVERIFY(cluster.start() && stage.open());
        QCOMPARE(stage.page.schemaPhrase(), u"Checked against Kubernetes %1, the program's own schemas"_s.arg(config::kubernetesVersion()));
        stage.connectTo(u"staging"_s, cluster.client.get());
        QVERIFY2(stage.waitFor(u"schema-wrong-type"_s), qPrintable(stage.rules().join(u' ')));
        QVERIFY2(stage.saysSoon(u"the schemas of staging (v1.31.2), "_s), qPrintable(stage.page.schemaPhrase()));
        QVERIFY(stage.page.schemaPhrase().endsWith(" old"_L1));
        stage.connectTo(u"staging"_s, nullptr); // gone: what it knows is not known any more
        QVERIFY(stage.waitFor(u"schema-unknown-kind"_s));
        QVERIFY(stage.page.schemaPhrase().endsWith("the program's own schemas"_L1));
    }

    void anotherEnvironmentIsAskedAnew() {
        Cluster first("integer", "v1.31.2"), second("string", "v1.33.0");
        Stage stage;
        QVERIFY(first.start() && second.start() && stage.open());
        stage.connectTo(u"staging"_s, first.client.get());
        QVERIFY(stage.waitFor(u"schema-wrong-type"_s));
        stage.connectTo(u"production"_s, second.client.get());
        QVERIFY(stage.waitFor({}));
        QVERIFY2(stage.saysSoon(u"the schemas of production (v1.33.0)"_s), qPrintable(stage.page.schemaPhrase()));
        const int asked = first.server.count(u"/openapi/v3"_s);
        first.server.setSilent(true); // its last answer is still known
        stage.page.serverSchemas().setPatience(std::chrono::milliseconds(500));
        stage.connectTo(u"staging"_s, first.client.get());
        QVERIFY(stage.waitFor(u"schema-wrong-type"_s));
        QVERIFY2(stage.saysSoon(u"the schemas of staging (v1.31.2)"_s), qPrintable(stage.page.schemaPhrase()));
        first.server.setSilent(false);
        first.type = "string"; // a newer release of it
        QTRY_VERIFY_WITH_TIMEOUT(!stage.page.serverSchemas().isAsking(), 30'000);
        stage.page.serverSchemas().setPatience(std::chrono::seconds(30));
        stage.page.refresh();
        QVERIFY(stage.waitFor({}));
        QVERIFY(first.server.count(u"/openapi/v3"_s) > asked);
    }

    void aRefusalIsSaidAndTheProgramJudges() {
        Cluster cluster("integer", "v1.31.2");
        cluster.status = 403;
        Stage stage;
        QVERIFY(cluster.start() && stage.open());
        stage.connectTo(u"staging"_s, cluster.client.get());
        QVERIFY2(stage.saysSoon(u"the program's own schemas: those of staging could not be had, openapi is forbidden"_s), qPrintable(stage.page.schemaPhrase()));
        QVERIFY(stage.waitFor(u"schema-unknown-kind"_s));
        cluster.status = 200;
        kube::Connection live;
        live.state = kube::Connection::State::Live;
        stage.page.setConnection(live); // it can be reached: asked once more
        QVERIFY(stage.waitFor(u"schema-wrong-type"_s));
    }

    void silenceAndNonsenseEnd() {
        Cluster cluster("integer", "v1.31.2");
        Stage stage;
        QVERIFY(cluster.start() && stage.open());
        cluster.server.setSilent(true);
        stage.page.serverSchemas().setPatience(std::chrono::milliseconds(1'000));
        stage.connectTo(u"staging"_s, cluster.client.get());
        QVERIFY2(stage.page.schemaPhrase().contains(u"asking staging for its own"_s), qPrintable(stage.page.schemaPhrase()));
        QVERIFY2(stage.saysSoon(u"it has said nothing for 1 s"_s), qPrintable(stage.page.schemaPhrase()));
        cluster.server.setSilent(false);
        cluster.type = "integer\"}"; // no JSON any more
        stage.page.serverSchemas().setPatience(std::chrono::seconds(20));
        stage.page.refresh();
        QVERIFY2(stage.saysSoon(u"they cannot be read"_s), qPrintable(stage.page.schemaPhrase()));
        QVERIFY(stage.waitFor(u"schema-unknown-kind"_s));
    }

    // --- colours ---

    void everyColourOfTheEditorIsReadable_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void everyColourOfTheEditorIsReadable() {
        QFETCH(bool, dark);
        const ui::Theme &theme = dark ? ui::darkTheme() : ui::lightTheme();
        const auto check = [&](const QColor &ink, const QString &what) {
            for (const QColor &ground : ui::editorGrounds(theme))
                QVERIFY2(ui::contrast(ink, ground) >= 4.5, qPrintable(u"%1: %2 on %3, %4"_s.arg(what, ink.name(), ground.name()).arg(ui::contrast(ink, ground))));
        };
        check(theme.text, u"text"_s);
        ui::Highlighting highlighting;
        const QHash<QString, QString> samples{{u"a.yaml"_s, u"# a remark: TODO\n---\nkey: &a \"text\\n\" # more\nlist: [1, 2.5, true, null, *a]\nblock: |\n  text\nother: !!str 2020-01-01\n"_s},
            {u"a.json"_s, u"{\"key\": [1, -2.5e3, true, null, \"a\\u0041\"], \"bad\": nonsense}\n"_s}, {u"a.toml"_s, u"# remark\n[table.sub]\nkey = \"text\"\nwhen = 2020-01-01T00:00:00Z\nflag = true\n"_s},
            {u".env"_s, u"# remark\nKEY=value\n[section]\n"_s}, {u"Dockerfile"_s, u"# remark\nFROM python:3.12 AS base\nENV A=\"b\" \\\n  C=d\nRUN echo $A | grep -q 1\n"_s},
            {u"a.sh"_s, u"#!/bin/sh\n# remark TODO FIXME\nset -e\nfor f in *.txt; do\n  echo \"$f ${A:-b} $(date)\" 'x' >&2\ndone\nif [ -f a ]; then exit 1; fi\n"_s},
            {u"README.md"_s, u"# Title\n\n`code` *x* **y** [a](b)\n\n> quote\n\n```sh\nls\n```\n"_s}};
        QSet<QRgb> inks;
        for (auto sample = samples.cbegin(); sample != samples.cend(); ++sample) {
            QTextDocument document;
            auto *highlighter = highlighting.attach(&document, sample.key());
            highlighting.setDark(highlighter, dark);
            document.setPlainText(sample.value());
            highlighter->rehighlight();
            for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
                for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
                    QVERIFY2(range.format.background().style() == Qt::NoBrush, qPrintable(sample.key()));
                    if (range.format.foreground().style() == Qt::NoBrush)
                        continue;
                    inks.insert(range.format.foreground().color().rgb());
                    check(range.format.foreground().color(), sample.key() + u": "_s + block.text().mid(range.start, range.length));
                }
            }
        }
        QVERIFY2(inks.size() >= 5, qPrintable(QString::number(inks.size()))); // it is coloured at all
        // and whatever else the theme has, of languages that are not among these
        KSyntaxHighlighting::Repository repository;
        const auto used = repository.theme(dark ? u"GitHub Dark"_s : u"GitHub Light"_s);
        QVERIFY(used.isValid());
        bool mended = false;
        for (int style = KSyntaxHighlighting::Theme::Normal; style <= KSyntaxHighlighting::Theme::Error; ++style) {
            const QColor own = QColor::fromRgb(used.textColor(static_cast<KSyntaxHighlighting::Theme::TextStyle>(style)));
            check(ui::readable(own, theme), QString::number(style));
            mended = mended || ui::readable(own, theme) != own;
        }
        QVERIFY(!dark || mended); // the dark one's comments are too faint by themselves
        for (const auto &[ground, mark] : {std::pair(theme.okGround, theme.healthy), std::pair(theme.badGround, theme.failed)})
            for (const QColor &ink : {mark, theme.text, theme.secondary}) // of the difference
                QVERIFY2(ui::contrast(ink, ground) >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(ink.name(), ground.name()).arg(ui::contrast(ink, ground))));
    }

    void tablesOfGuidesHaveLines() {
        QTemporaryDir home;
        write(home.filePath(u"README.md"_s), "# Guide\n\n| Key | Meaning |\n|---|---|\n| PORT | where it listens |\n| HOST | its name |\n\nMore.\n");
        for (const ui::ThemeChoice choice : {ui::ThemeChoice::Light, ui::ThemeChoice::Dark}) {
            m_theme->setChoice(choice);
            ui::GuideView guide;
            guide.resize(600, 400);
            guide.setFile(home.filePath(u"README.md"_s), home.path());
            guide.show();
            const ui::Theme &theme = ui::themeOf(&guide);
            auto *browser = guide.findChild<QTextBrowser *>();
            const QTextCursor cell = browser->document()->find(u"where it listens"_s);
            QVERIFY(cell.currentTable());
            const QTextTableCellFormat format = cell.currentTable()->cellAt(cell).format().toTableCellFormat();
            QVERIFY(format.leftPadding() >= 4 && format.topPadding() >= 4);
            // a line of the theme's colour is really drawn between two rows
            const QRect first = browser->cursorRect(browser->document()->find(u"where it"_s)), second = browser->cursorRect(browser->document()->find(u"its name"_s));
            const QImage picture = browser->viewport()->grab().toImage();
            int lines = 0;
            for (int y = first.bottom(); y <= second.top(); ++y)
                lines += picture.pixelColor(first.left() + 3, y) == theme.border;
            QCOMPARE(lines, 1);
        }
        m_theme->setChoice(ui::ThemeChoice::Light);
    }
};

QTEST_MAIN(TestConfigSchemas)
#include "tst_configschemas.moc"
