// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON, TOML, dotenv, Procfile, Dockerfile: values, places, mistakes; formats by name; lines and columns.
#include "config/text/document.h"

#include <QElapsedTimer>
#include <QTest>

#include <simdjson.h>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

QByteArray bytes(std::string_view text) { return QByteArray(text.data(), qsizetype(text.size())); }

QByteArray codes(const Document &document) {
    QByteArray all;
    for (const Problem &problem : document.problems())
        all += (all.isEmpty() ? "" : " ") + QByteArray::fromStdString(problem.code);
    return all;
}

std::unique_ptr<Document> parse(Format format, const QByteArray &text) { return Document::parse({}, text.toStdString(), format); }

// Everything that a document means, in one line.
QByteArray outline(Node node) {
    QByteArray text;
    if (node.isMap()) {
        for (const Node member : node)
            text += (text.isEmpty() ? "" : ",") + bytes(member.key()) + ":" + outline(member);
        return "{" + text + "}";
    }
    if (node.isSequence()) {
        for (const Node item : node)
            text += (text.isEmpty() ? "" : ",") + outline(item);
        return "[" + text + "]";
    }
    constexpr const char *marks[] = {"null", "?", "#", "~", ""};
    return marks[int(node.kind())] + bytes(node.text());
}

} // namespace

Q_DECLARE_METATYPE(config::Format)

class TestFormats : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data();
    void values();
    void places_data();
    void places();
    void mistakes_data();
    void mistakes();
    void jsonAsSimdjson_data();
    void jsonAsSimdjson();
    void bombs_data();
    void bombs();
    void names_data();
    void names();
    void positions();
    void paths();
};

void TestFormats::values_data() {
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("outline");
    const auto row = [](const char *name, Format format, const char *text, const char *outline) {
        QTest::newRow(name) << format << QByteArray(text) << QByteArray(outline);
    };
    row("json", Format::Json, R"({"a": [1, -2.5e3, true, null, "x\n\u00fc\ud83d\ude00\"\/"], "b": {}})", "{a:[#1,~-2.5e3,?true,null,x\n\xC3\xBC\xF0\x9F\x98\x80\"/],b:{}}");
    row("json scalar", Format::Json, " 18446744073709551615 ", "#18446744073709551615");
    row("json great", Format::Json, "18446744073709551616", "~18446744073709551616");
    row("json half a pair", Format::Json, R"("\ud83dx")", "\xEF\xBF\xBDx");
    row("toml", Format::Toml, "title = 'x'\na.b = 1\n[server]\nport = 8501 # c\nok = true\nf = 1e3\nd = 2024-01-02\nn = [1, [\"two\"]]\nt = {x = 1}\n",
        "{title:x,a:{b:#1},server:{port:#8501,ok:?true,f:~1e3,d:2024-01-02,n:[#1,[two]],t:{x:#1}}}");
    row("toml order", Format::Toml, "z = 1\na = 2\n[y]\n[b]\n", "{z:#1,a:#2,y:{},b:{}}");
    row("toml tables in lists", Format::Toml, "[[s]]\nn = 1\n[[s]]\nn = 2\n[s.t]\nm = 3\n", "{s:[{n:#1},{n:#2,t:{m:#3}}]}");
    row("toml texts", Format::Toml, "a = \"\"\"\none\n\"two\" \\\n   three\"\"\"\nb = '''x\ny'''\n", "{a:one\n\"two\" three,b:x\ny}");
    row("dotenv", Format::Dotenv, "# c\nA=1\nexport B = two words # c\nC=\"q # \\\"x\\\"\\n\" # c\nD='$x'\nE=\nF=a#b\nG=\"one\ntwo\"\nH=${A}/x\n",
        "{A:1,B:two words,C:q # \"x\"\n,D:$x,E:,F:a#b,G:one\ntwo,H:${A}/x}");
    row("dotenv as Compose", Format::Dotenv, "A\nexport B\nC: d\nE='it isn\\'t'\nF='a\\nb'\n", "{A:null,B:null,C:d,E:it isn't,F:a\\nb}");
    row("dotenv crlf", Format::Dotenv, "A=1\r\nB=\"2\"\r\n", "{A:1,B:2}");
    row("procfile", Format::Procfile, "# c\nweb: streamlit run app.py --port=$PORT\nworker: celery -A x:y worker\n",
        "{web:streamlit run app.py --port=$PORT,worker:celery -A x:y worker}");
    row("dockerfile", Format::Dockerfile, "# syntax=docker/dockerfile:1\nARG V=1\nFROM python:3.12 AS build\n\nrun apt-get update && \\\n    # comment\n    apt-get install x\nFROM python\nEXPOSE 8000\nCMD [\"python\", \"-m\", \"app\"]\n",
        "[{instruction:ARG,value:V=1,stage:#0},{instruction:FROM,value:python:3.12 AS build,stage:#0},"
        "{instruction:RUN,value:apt-get update &&     apt-get install x,stage:#0},{instruction:FROM,value:python,stage:#1},{instruction:EXPOSE,value:8000,stage:#1},"
        "{instruction:CMD,value:[\"python\", \"-m\", \"app\"],stage:#1,arguments:[python,-m,app]}]");
    row("dockerfile here", Format::Dockerfile, "FROM x\nRUN <<EOF\necho 1\n# kept\nEOF\nUSER 1000\n",
        "[{instruction:FROM,value:x,stage:#0},{instruction:RUN,value:<<EOF\necho 1\n# kept\nEOF,stage:#0},{instruction:USER,value:1000,stage:#0}]");
    row("dockerfile escape", Format::Dockerfile, "# escape=`\nFROM x\nRUN a `\n b\\\nUSER c\n",
        "[{instruction:FROM,value:x,stage:#0},{instruction:RUN,value:a  b\\,stage:#0},{instruction:USER,value:c,stage:#0}]");
    row("dockerfile onbuild", Format::Dockerfile, "FROM x\nONBUILD RUN y\n", "[{instruction:FROM,value:x,stage:#0},{instruction:ONBUILD,value:RUN y,stage:#0}]");
}

void TestFormats::values() {
    QFETCH(Format, format);
    QFETCH(QByteArray, text);
    const auto document = parse(format, text);
    QVERIFY2(document->problems().empty(), document->problems().empty() ? "" : qPrintable(document->problems()[0].message));
    QCOMPARE(document->roots().size(), 1U);
    QTEST(outline(document->roots()[0]), "outline");
    const auto marked = parse(format, "\xEF\xBB\xBF" + text);
    QCOMPARE(outline(marked->roots()[0]), outline(document->roots()[0]));
    QCOMPARE(marked->roots()[0].range().begin, document->roots()[0].range().begin + 3);
}

void TestFormats::places_data() {
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("range");
    const auto row = [](Format format, const char *text, const char *path, const char *key, const char *range) {
        QTest::addRow("%d %s", int(format), path) << format << QByteArray(text) << QByteArray(path) << QByteArray(key) << QByteArray(range);
    };
    const char *json = "{\r\n  \"ü\": [1, \"x\\n\"],\r\n  \"b\" : { \"c\": -1.5 }\r\n}\r\n";
    row(Format::Json, json, "ü", "\"ü\"", "[1, \"x\\n\"]");
    row(Format::Json, json, "ü[1]", "", "\"x\\n\"");
    row(Format::Json, json, "b", "\"b\"", "{ \"c\": -1.5 }");
    row(Format::Json, json, "b.c", "\"c\"", "-1.5");
    const char *toml = "\"ü\" = \"ü\" # c\r\na.b = [1,\r\n 2] # c\r\n[x.'y z']\r\nq = {a=1, b = 0x2 } # c\r\nr = \"\"\"a\"b\"\"\"\"\r\n[[s]]\r\nn=1\r\n[[s]]\r\nn = 2\r\n[x]\r\nl = 3";
    row(Format::Toml, toml, "ü", "\"ü\"", "\"ü\"");
    row(Format::Toml, toml, "a", "a", "b = [1,\r\n 2]");
    row(Format::Toml, toml, "a.b", "b", "[1,\r\n 2]");
    row(Format::Toml, toml, "a.b[1]", "", "2");
    row(Format::Toml, toml, "x[\"y z\"].q", "q", "{a=1, b = 0x2 }");
    row(Format::Toml, toml, "x[\"y z\"].q.b", "b", "0x2");
    row(Format::Toml, toml, "x[\"y z\"].r", "r", "\"\"\"a\"b\"\"\"\"");
    row(Format::Toml, toml, "x.l", "l", "3");
    row(Format::Toml, toml, "s[1].n", "n", "2");
    row(Format::Toml, toml, "s[0]", "", "n=1");
    const char *dotenv = "export A = \"x y\" # c\r\nB=ü # c\r\nC=\r\nD=e";
    row(Format::Dotenv, dotenv, "A", "A", "\"x y\"");
    row(Format::Dotenv, dotenv, "B", "B", "ü");
    row(Format::Dotenv, dotenv, "C", "C", "");
    row(Format::Dotenv, dotenv, "D", "D", "e");
    row(Format::Procfile, "web:  run it \r\nx: y", "web", "web", "run it");
    row(Format::Procfile, "web:  run it \r\nx: y", "x", "x", "y");
    const char *docker = "FROM a\r\nRUN b \\\r\n  # c\r\n  d\r\nCMD [\"x\", \"y\"]\r\n";
    row(Format::Dockerfile, docker, "[1].value", "", "b \\\r\n  # c\r\n  d");
    row(Format::Dockerfile, docker, "[1].instruction", "", "RUN");
    row(Format::Dockerfile, docker, "[2].arguments[1]", "", "\"y\"");
}

void TestFormats::places() {
    QFETCH(Format, format);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, path);
    const auto document = parse(format, text);
    QCOMPARE(codes(*document), "");
    const Node node = document->roots()[0].find(path.toStdString());
    QVERIFY(node);
    QTEST(bytes(document->text(node.keyRange())), "key");
    QTEST(bytes(document->text(node.range())), "range");
    QCOMPARE(QByteArray::fromStdString(node.path()), path);
}

void TestFormats::mistakes_data() {
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("codes");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("outline");
    const auto row = [](Format format, const char *text, const char *codes, int line, const char *outline) {
        QTest::addRow("%d %s", int(format), text) << format << QByteArray(text) << QByteArray(codes) << line << QByteArray(outline);
    };
    row(Format::Json, "{\"a\": 1,\n \"b\": [2, }\n", "json-syntax", 2, "{a:#1,b:[#2]}");
    row(Format::Json, "{\"a\": 1,\n \"b\"\n", "json-syntax", 2, "{a:#1,b:null}");
    row(Format::Json, "{\"a\": 1\n \"b\": 2}", "json-missing-comma", 1, "{a:#1,b:#2}");
    row(Format::Json, "{\"a\": [1,\n2,]}", "json-trailing-comma", 2, "{a:[#1,#2]}");
    row(Format::Json, "{\"a\": 1, // c\n/* d */ \"b\": 2}", "json-comment json-comment", 1, "{a:#1,b:#2}");
    row(Format::Json, "{\"a\": 1, \"a\": 2}", "json-duplicate-key", 1, "{a:#1,a:#2}");
    row(Format::Json, "{\"a\": \"open\n}", "json-syntax", 1, "{a:null}");
    row(Format::Json, "{\"a\": 'x'}", "json-syntax", 1, "{a:null}");
    row(Format::Json, "{\"a\": True}", "json-syntax", 1, "{a:null}");
    row(Format::Json, "{\"a\": 01}", "json-syntax", 1, "{a:null}");
    row(Format::Json, "{\"a\": \"\\x\"}", "json-syntax", 1, "{a:null}");
    row(Format::Json, "{} {}", "json-syntax", 1, "{}");
    row(Format::Json, "", "json-syntax", 1, "");
    row(Format::Toml, "a = 1\nb =\nc = 3\n", "toml-syntax", 2, "{a:#1,c:#3}");
    row(Format::Toml, "a = 1\na = 2\nc = 3\n", "toml-duplicate-key", 2, "{a:#1,c:#3}");
    row(Format::Toml, "a = x y\n[t]\nb = \"open\nc = 3\n", "toml-syntax toml-syntax", 1, "{t:{c:#3}}");
    row(Format::Toml, "a = [1,\n2\n\n[t]\nc = 3\n", "toml-syntax", 1, "{t:{c:#3}}");
    row(Format::Toml, "a = 1\nb = [1,\n2\n\n", "toml-syntax", 2, "{a:#1}");
    row(Format::Toml, "a\nb = 2\n", "toml-syntax", 1, "{b:#2}");
    row(Format::Dotenv, "A=1\nno assignment\nB=2\nA=3\n", "dotenv-syntax dotenv-duplicate-key", 2, "{A:1,B:2,A:3}");
    row(Format::Dotenv, "A=\"open\nB=2\n", "dotenv-syntax", 1, "{A:\"open,B:2}");
    row(Format::Dotenv, "A-B C=1\n", "dotenv-name", 1, "{A-B C:1}");
    row(Format::Dotenv, "A='x' y\nB=1", "dotenv-syntax", 1, "{A:x,B:1}");
    row(Format::Procfile, "web run\nx: y\nx: z\nq:\n", "procfile-syntax procfile-duplicate-key procfile-no-command", 1, "{x:y,x:z,q:}");
    row(Format::Dockerfile, "FROM x\nRUM y\nUSER\n", "dockerfile-instruction dockerfile-no-value", 2,
        "[{instruction:FROM,value:x,stage:#0},{instruction:USER,value:,stage:#0}]");
    row(Format::Dockerfile, "FROM x\nRUN <<EOF\nfoo\n", "dockerfile-here-document", 2, "[{instruction:FROM,value:x,stage:#0},{instruction:RUN,value:<<EOF\nfoo,stage:#0}]");
}

void TestFormats::mistakes() {
    QFETCH(Format, format);
    QFETCH(QByteArray, text);
    const auto document = parse(format, text);
    QTEST(codes(*document), "codes");
    QTEST(document->position(document->problems()[0].range.begin).line, "line");
    QTEST(document->roots().empty() ? QByteArray() : outline(document->roots()[0]), "outline");
}

void TestFormats::jsonAsSimdjson_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"{}", "[]", "1", "-0", "-", "01", "1.", ".5", "1e", "1e+5", "1E-5", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"\\u12\"", "\"\\u00e4\"",
             "\"\t\"", "nul", "nulll", "[1 2]", "[[[[]]]]", "{\"a\":1}}", "]", "", " ", "\"x", "true false", "[true,false,null]", "+1", "1.5.2", "{\"a\":1,\"b\":[{}]}", "\"\\\""})
        QTest::newRow(text) << QByteArray(text);
}

void TestFormats::jsonAsSimdjson() {
    QFETCH(QByteArray, text);
    simdjson::dom::parser parser;
    const bool valid = parser.parse(std::string_view(text.data(), std::size_t(text.size()))).error() == simdjson::SUCCESS;
    QCOMPARE(parse(Format::Json, text)->problems().empty(), valid);
}

void TestFormats::bombs_data() {
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("json brackets") << Format::Json << QByteArray(4'000'000, '[') << QByteArray("json-too-deep");
    QTest::newRow("json maps") << Format::Json << QByteArray("{\"a\":").repeated(500'000) << QByteArray("json-too-deep");
    QTest::newRow("json many") << Format::Json << "[" + QByteArray("1,").repeated(2'000'000) + "1]" << QByteArray("json-too-many-values");
    QTest::newRow("json quotes") << Format::Json << "[" + QByteArray("\"\\n\",").repeated(900'000) + "1]" << QByteArray();
    QTest::newRow("toml brackets") << Format::Toml << "a = " + QByteArray(4'000'000, '[') << QByteArray("toml-too-deep");
    QTest::newRow("toml dots") << Format::Toml << QByteArray("a.").repeated(1'000'000) + "a = 1" << QByteArray("toml-too-deep");
    QTest::newRow("toml table dots") << Format::Toml << "[" + QByteArray("a.").repeated(900) + "a]\nb = 1" << QByteArray("toml-too-deep");
    QTest::newRow("toml mistakes") << Format::Toml << QByteArray("a\n").repeated(300'000) << QByteArray("toml-syntax");
    QTest::newRow("dotenv") << Format::Dotenv << QByteArray("A=\"\n").repeated(300'000) << QByteArray("dotenv-duplicate-key");
    QTest::newRow("dotenv quotes") << Format::Dotenv << QByteArray("A='\n").repeated(300'001) << QByteArray("dotenv-duplicate-key");
    QTest::newRow("procfile") << Format::Procfile << QByteArray("a: b\n").repeated(300'000) << QByteArray("procfile-duplicate-key");
    QTest::newRow("dockerfile") << Format::Dockerfile << QByteArray("RUN <<a <<b \\\n").repeated(100'000) << QByteArray("dockerfile-here-document");
    QTest::newRow("dockerfile here") << Format::Dockerfile << "RUN " + QByteArray("<<a ").repeated(1'000'000) << QByteArray("dockerfile-here-document");
}

void TestFormats::bombs() {
    QFETCH(Format, format);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QElapsedTimer clock;
    clock.start();
    const auto document = parse(format, text);
    const auto elapsed = clock.elapsed();
    qInfo("%lld ms, %d problems", elapsed, int(document->problems().size()));
    QVERIFY(elapsed < 10'000);
    QVERIFY(document->problems().size() <= 1000);
    QCOMPARE(document->problems().empty() ? QByteArray() : QByteArray::fromStdString(document->problems()[0].code), code);
}

void TestFormats::names_data() {
    QTest::addColumn<Format>("format");
    const std::pair<const char *, Format> rows[] = {{"a/compose.yaml", Format::Yaml}, {"docker-compose.yml", Format::Yaml}, {"app.yaml.example", Format::Yaml},
        {"Kustomization", Format::Yaml}, {"x/.yamllint", Format::Yaml}, {".env", Format::Dotenv}, {".env.production", Format::Dotenv}, {"secrets.env", Format::Dotenv},
        {"secrets.env.example", Format::Dotenv}, {".env.example", Format::Dotenv}, {"secrets.toml.example", Format::Toml}, {"config.toml", Format::Toml},
        {"app.json", Format::Json}, {"Dockerrun.aws.json", Format::Json}, {"Procfile", Format::Procfile}, {"Procfile.dev", Format::Procfile},
        {"Dockerfile", Format::Dockerfile}, {"docker/Dockerfile.celery", Format::Dockerfile}, {"api.Dockerfile", Format::Dockerfile}, {"Containerfile", Format::Dockerfile},
        {"setup.sh", Format::Shell}, {"README.md", Format::Plain}, {"LICENSE", Format::Plain}, {"yaml", Format::Plain}, {"a.yaml/b", Format::Plain}, {"", Format::Plain}};
    for (const auto &[name, format] : rows)
        QTest::newRow(name) << format;
}

void TestFormats::names() {
    QFETCH(Format, format);
    QCOMPARE(int(formatOf(QString::fromUtf8(QTest::currentDataTag()))), int(format));
}

void TestFormats::positions() {
    const auto document = Document::parse({}, "\xEF\xBB\xBF" "a: ü€😀x\r\n\tb\r\n\nlast", Format::Plain);
    QCOMPARE(document->position(0), (Position{1, 1}));
    QCOMPARE(document->position(3), (Position{1, 1}));
    QCOMPARE(document->position(document->offset({1, 7})), (Position{1, 7}));
    QCOMPARE(bytes(document->text().substr(document->offset({1, 7}), 1)), "x");
    QCOMPARE(bytes(document->text().substr(document->offset({2, 2}), 1)), "b");
    QCOMPARE(bytes(document->line(document->offset({2, 1}))), "\tb");
    QCOMPARE(bytes(document->line(0)), "a: ü€😀x");
    QCOMPARE(document->position(document->offset({1, 99})), (Position{1, 8}));
    QCOMPARE(document->position(document->offset({99, 99})), (Position{4, 5}));
    QCOMPARE(document->position(99999), (Position{4, 5}));
    QCOMPARE(document->offset({0, 0}), 3U);
    for (std::uint32_t at = 3; at < document->text().size(); ++at) {
        const bool inside = (static_cast<unsigned char>(document->text()[at]) & 0xC0) == 0x80 || document->text()[at] == '\n';
        if (!inside || at == 0 || document->text()[at - 1] == '\n')
            QCOMPARE(document->offset(document->position(at)), at);
    }
}

void TestFormats::paths() {
    const auto document = parse(Format::Yaml, "a:\n  - b.c/d: x\n    \"q\\\"r\": [1, 2]\n    \"\": e\n");
    const Node root = document->roots()[0];
    QCOMPARE(bytes(root.find("a[0][\"b.c/d\"]").text()), "x");
    QCOMPARE(bytes(root.find("a[0][\"q\\\"r\"][1]").text()), "2");
    QCOMPARE(root.find("a[0][\"q\\\"r\"][1]").path(), "a[0][\"q\\\"r\"][1]");
    QCOMPARE(bytes(root.find("a[0][\"\"]").text()), "e");
    for (const char *wrong : {"x", "a[1]", "a.b", "a[", "a[x]", "a[\"", "a[\"b", "a..b", ".", "a[0].", "[0]", "a[99999999999999999999]"})
        QVERIFY2(!root.find(wrong), wrong);
    QCOMPARE(root.find(""), root);
    QVERIFY(!Node().find("a"));
    QCOMPARE(root.at(document->offset({2, 5})), root["a"][0U]["b.c/d"]);
    QCOMPARE(root.at(document->offset({2, 12})), root["a"][0U]["b.c/d"]);
    QCOMPARE(bytes(document->at(document->offset({3, 17})).text()), "2");
    QVERIFY(!document->at(static_cast<std::uint32_t>(document->text().size())));
}

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
