// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// YAML: what every kind of value means and where it stands, broken documents among whole ones, and what a hostile file must not do.
#include "config/text/document.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::unique_ptr<Document> parse(std::string text, const Limits &limits = {}) {
    return Document::parse(u"test.yaml"_s, std::move(text), Format::Yaml, limits);
}

std::string codes(const Document &document) {
    std::string all;
    for (const Problem &problem : document.problems())
        all += (all.empty() ? "" : " ") + problem.code;
    return all;
}

QByteArray bytes(std::string_view text) { return QByteArray(text.data(), qsizetype(text.size())); }

} // namespace

class TestYaml : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scalars_data();
    void scalars();
    void containers_data();
    void containers();
    void absent_data();
    void absent();
    void aliases();
    void documents();
    void broken_data();
    void broken();
    void problems_data();
    void problems();
    void bombs_data();
    void bombs();
    void limits();
};

// text, path, what the value means, the bytes that it stands in
void TestYaml::scalars_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("meaning");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const char *text, const char *path, const char *meaning, const char *range, Kind kind = Kind::String) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(path) << QByteArray(meaning) << QByteArray(range) << int(kind);
    };
    row("plain", "a: some text  # comment\nb: 1\n", "a", "some text", "some text");
    row("number", "a: 1\nb: 8080 # port\n", "b", "8080", "8080", Kind::Integer);
    row("float", "a: 0.5", "a", "0.5", "0.5", Kind::Number);
    row("infinity", "a: -.inf", "a", "-.inf", "-.inf", Kind::Number);
    row("bool", "a: yes\n", "a", "yes", "yes", Kind::Bool);
    row("null", "a: null\nb: x\n", "a", "", "null", Kind::Null);
    row("tilde", "a: ~ # none\nb: x\n", "a", "", "~", Kind::Null);
    row("double", "a: \"8080\"\nb: 1", "a", "8080", "\"8080\"");
    row("double with escapes", "a: \"x\\n\\\"y\\\"\" # c\n", "a", "x\n\"y\"", "\"x\\n\\\"y\\\"\"");
    row("double over lines", "a: \"one\n  two\n\n  three\"\nb: 1", "a", "one two\nthree", "\"one\n  two\n\n  three\"");
    row("single", "a: 'it''s'\n", "a", "it's", "'it''s'");
    row("single with hash", "a: 'x # y' # z\n", "a", "x # y", "'x # y'");
    row("empty quotes", "a: ''\nb: \"\"\n", "b", "", "\"\"");
    row("plain over lines", "a: one\n  two\n\n  three # c\nb: 1\n", "a", "one two\nthree", "one\n  two\n\n  three");
    row("plain with hash and colon", "a: http://x#y:z\n", "a", "http://x#y:z", "http://x#y:z");
    row("literal", "a: |\n  one\n   two\nb: 1\n", "a", "one\n two\n", "|\n  one\n   two");
    row("literal with comment", "a: | # c\n  # no comment\n  one\n# comment\nb: 1\n", "a", "# no comment\none\n", "| # c\n  # no comment\n  one");
    row("literal stripped", "a: |-\n  one\n\n\nb: 1\n", "a", "one", "|-\n  one");
    row("literal kept", "a: |+\n  one\n\n\nb: 1\n", "a", "one\n\n\n", "|+\n  one\n\n");
    row("literal indented", "a: |2\n    one\n  two\nb: 1\n", "a", "  one\ntwo\n", "|2\n    one\n  two");
    row("literal at end", "a: |\n  one", "a", "one", "|\n  one");
    row("literal empty", "a: |\nb: 1\n", "a", "", "|");
    row("literal only blank, kept", "a: |+\n\n\nb: 1\n", "a", "\n\n", "|+\n\n");
    row("literal in list", "- |\n one\n- b\n", "[0]", "one\n", "|\n one");
    row("folded", "a: >\n  one\n  two\n\n  three\nb: 1\n", "a", "one two\nthree\n", ">\n  one\n  two\n\n  three");
    row("folded stripped", "a: >-\n  one\n  two\n", "a", "one two", ">-\n  one\n  two");
    row("tag and anchor", "a: !!str &x 8080\n", "a", "8080", "8080");
    row("tag int on quotes", "a: !!int \"8080\"\n", "a", "8080", "\"8080\"", Kind::Integer);
    row("custom tag", "a: !reset x\n", "a", "x", "x");
    row("anchor on line of its own", "a: &x\n  \"v\"\n", "a", "v", "\"v\"");
    row("flow", "a: {b: [1, two, \"3\"], c: x}\n", "a.b[1]", "two", "two");
    row("flow over lines", "a: {\n  b: one\n    two,\n  c: x }\n", "a.b", "one two", "one\n    two");
    row("flow json", "{\"a\":{\"b\":\"c\"}}", "a.b", "c", "\"c\"");
    row("flow null", "[a, null, b]", "[1]", "", "null", Kind::Null);
    row("crlf", "a: one\r\nb: two\r\n", "b", "two", "two");
    row("crlf literal", "a: |\r\n  one\r\n  two\r\nb: 1\r\n", "a", "one\ntwo\n", "|\r\n  one\r\n  two");
    row("crlf plain over lines", "a: one\r\n  two\r\nb: 1\r\n", "a", "one two", "one\r\n  two");
    row("crlf double", "a: \"one\r\n  two\"\r\nb: 1\r\n", "a", "one two", "\"one\r\n  two\"");
    row("byte order mark", "\xEF\xBB\xBF" "a: one\nb: two\n", "b", "two", "two");
    row("multi-byte before", "ключ: значение\nb: ü€😀 x # y\n", "b", "ü€😀 x", "ü€😀 x");
    row("multi-byte key", "ключ: значение\n", "ключ", "значение", "значение");
    row("multi-byte literal", "a: |\n  ü€😀\n  x\nb: 1", "a", "ü€😀\nx\n", "|\n  ü€😀\n  x");
    row("root", "just text\n", "", "just text", "just text");
    row("root literal", "--- |\n  one\n  two\n", "", "one\ntwo\n", "|\n  one\n  two");
    row("document's line", "--- \"x\"\n...\n", "", "x", "\"x\"");
    row("directive", "%YAML 1.2\n---\na: b\n", "a", "b", "b");
    row("explicit key", "? a\n: b\n", "a", "b", "b");
    row("date", "a: 2024-01-01\n", "a", "2024-01-01", "2024-01-01");
    row("octal", "a: 0644\n", "a", "0644", "0644", Kind::Integer);
    row("base 60", "a: 22:22\n", "a", "22:22", "22:22");
    row("dotted key", "a:\n  x.y/z: v\n", "a[\"x.y/z\"]", "v", "v");
}

void TestYaml::scalars() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, path);
    const auto document = parse(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(codes(*document)), "");
    QCOMPARE(document->roots().size(), 1);
    const Node node = document->roots()[0].find(path.toStdString());
    QVERIFY(node);
    QTEST(bytes(node.text()), "meaning");
    QTEST(bytes(document->text(node.range())), "range");
    QTEST(int(node.kind()), "kind");
    QCOMPARE(QByteArray::fromStdString(node.path()), path);
}

void TestYaml::containers_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("range");
    const auto row = [](const char *name, const char *text, const char *path, const char *range) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(path) << QByteArray(range);
    };
    row("block map", "a:\n  b: 1 # c\n  d: 2\n\n# e\nf: 3\n", "a", "b: 1 # c\n  d: 2");
    row("block map with anchor", "a: &x\n  b: 1\nf: 3\n", "a", "b: 1");
    row("block list", "a:\n- b\n- c\nf: 3\n", "a", "- b\n- c");
    row("list of maps", "- a: 1\n  b: 2\n- c: 3\n", "[0]", "a: 1\n  b: 2");
    row("list of lists", "- - a\n  - b\n- c\n", "[0]", "- a\n  - b");
    row("flow map", "a: {b: 1, c: 2 } # x\nd: 1", "a", "{b: 1, c: 2 }");
    row("flow list with comment", "a: [b, # x ]\n  c,\n]\nd: 1", "a", "[b, # x ]\n  c,\n]");
    row("empty flow", "a: {}\nb: [ ]\n", "b", "[ ]");
    row("pair in a list", "[a: 1, b]", "[0]", "a: 1");
    row("last value absent", "a:\n  b: 1\n  c:\nd: 1", "a", "b: 1\n  c:");
    row("quoted key", "a:\n  \"b\": 1\n", "a", "\"b\": 1");
    row("crlf", "a:\r\n  b: 1\r\n  c: 2\r\nd: 3\r\n", "a", "b: 1\r\n  c: 2");
}

void TestYaml::containers() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, path);
    const auto document = parse(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(codes(*document)), "");
    const Node node = document->roots()[0].find(path.toStdString());
    QVERIFY(node);
    QTEST(bytes(document->text(node.range())), "range");
}

// text with | where the empty range has to be
void TestYaml::absent_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *text, const char *path) { QTest::newRow(text) << QByteArray(text) << QByteArray(path); };
    row("a:@\nb: 1\n", "a");
    row("a:@ # comment\nb: 1\n", "a");
    row("a:@", "a");
    row("a:@\nnull: x\n", "a");
    row("a:@\nnull and void: x\n", "a");
    row("a : @\nb: 1", "a");
    row("a: &x@\nb: 1", "a");
    row("a: !!str@\nb: 1", "a");
    row("-@\n- b\n", "[0]");
    row("- b\n# c\n-@\n- d", "[1]");
    row("- b\n-@", "[1]");
    row("- - b\n  -@\n- c", "[0][1]");
    row("{a:@, b: 1}", "a");
    row("{b: 1, a@}", "a");
    row("\"a\":@\n", "a");
}

void TestYaml::absent() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, path);
    const auto at = text.indexOf('@');
    const auto document = parse(text.replace("@", "").toStdString());
    const Node node = document->roots()[0].find(path.toStdString());
    QVERIFY(node);
    QVERIFY(node.isScalar());
    QCOMPARE(node.range().size(), 0U);
    QCOMPARE(qsizetype(node.range().begin), text.contains("a : ") ? at - 1 : at);
}

void TestYaml::aliases() {
    const auto document = parse("base: &b {x: 1, y: 2}\nmore: &m\n  z: 3\n  x: 9\nuse:\n  <<: [*b, *m]\n  y: 5\nsame: *b\nplain: {<<: *m}\n");
    QCOMPARE(QByteArray::fromStdString(codes(*document)), "");
    const Node root = document->roots()[0];
    const Node use = root["use"];
    QCOMPARE(use.size(), 3U);
    QCOMPARE(bytes(use["y"].text()), "5");
    QCOMPARE(bytes(use["x"].text()), "1");
    QCOMPARE(bytes(use["z"].text()), "3");
    QVERIFY(!use["<<"]);
    QByteArray keys;
    for (const Node member : use)
        keys += bytes(member.key());
    QCOMPARE(keys, "yxz");
    QCOMPARE(bytes(document->text(use.range())), "<<: [*b, *m]\n  y: 5");
    QVERIFY(root["same"].isAlias());
    QVERIFY(root["same"].isMap());
    QCOMPARE(bytes(document->text(root["same"].range())), "*b");
    QCOMPARE(bytes(root["same"]["y"].text()), "2");
    QCOMPARE(QByteArray::fromStdString(root["same"]["y"].path()), "base.y");
    QCOMPARE(bytes(root.find("plain.z").text()), "3");
    const auto ring = parse("a: &a\n  b: *a\n  c: 1\n");
    QCOMPARE(QByteArray::fromStdString(codes(*ring)), "yaml-alias-ring");
    QVERIFY(ring->roots()[0]["a"]["b"].isNull());
    QCOMPARE(bytes(ring->roots()[0]["a"]["c"].text()), "1");
    const auto ofKey = parse("&k key: *k\n");
    QCOMPARE(bytes(ofKey->roots()[0]["key"].text()), "key");
}

void TestYaml::documents() {
    const auto document = parse("# first\na: 1\n---\n---\n# nothing\n---\nb: |\n  ---\n  x\n...\n# end\n---\nc: 3\n");
    QCOMPARE(QByteArray::fromStdString(codes(*document)), "");
    QCOMPARE(document->roots().size(), 3);
    QCOMPARE(bytes(document->roots()[1]["b"].text()), "---\nx\n");
    QCOMPARE(bytes(document->text(document->roots()[2].range())), "c: 3");
    QCOMPARE(document->position(document->roots()[2].range().begin), (Position{13, 1}));
    QCOMPARE(parse("")->roots().size(), 0);
    QCOMPARE(parse("# only\n\n")->roots().size(), 0);
    QCOMPARE(parse("---\n~\n")->roots().size(), 1);
}

void TestYaml::broken_data() {
    QTest::addColumn<QByteArray>("middle");
    QTest::addColumn<QByteArray>("kept"); // path=value of what was read before the mistake
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("words");
    QTest::newRow("tab") << QByteArray("x: 1\ny:\n\tz: 2\n") << QByteArray("x=1") << 3 << u"tab"_s;
    QTest::newRow("colon") << QByteArray("x: 1\nname:value\ny: 2\n") << QByteArray("x=1") << 2 << u"space is missing"_s;
    QTest::newRow("quote") << QByteArray("x: 1\ny: \"open\nz: 2\n") << QByteArray("x=1") << 2 << u"quote"_s;
    QTest::newRow("indentation") << QByteArray("x:\n  y: 1\n z: 2\n") << QByteArray("x.y=1") << 3 << u"indentation"_s;
    QTest::newRow("bracket") << QByteArray("x: 1\ny: [a, b\nz: 2\n") << QByteArray("x=1") << 3 << u"["_s;
    QTest::newRow("two colons") << QByteArray("x: 1\ny: a: b\n") << QByteArray("x=1") << 2 << u"second colon"_s;
    QTest::newRow("percent") << QByteArray("x: 1\ny: %d\n") << QByteArray("x=1") << 2 << u"quotes"_s;
    QTest::newRow("at sign") << QByteArray("x: 1\ny: @d\n") << QByteArray("x=1") << 2 << u"quotes"_s;
    QTest::newRow("unknown alias") << QByteArray("x: 1\ny: *nothing\n") << QByteArray("x=1") << 2 << u"alias"_s;
    QTest::newRow("list after map") << QByteArray("x: 1\n- y\n") << QByteArray("x=1") << 2 << u"fit"_s;
    QTest::newRow("after the end") << QByteArray("[x]\n[y]\n") << QByteArray("[0]=x") << 2 << u"complete"_s;
}

void TestYaml::broken() {
    QFETCH(QByteArray, middle);
    QFETCH(QByteArray, kept);
    QFETCH(QString, words);
    const auto document = parse("first: 1\n---\n" + middle.toStdString() + "---\nlast: 3\n");
    QCOMPARE(QByteArray::fromStdString(codes(*document)), "yaml-syntax");
    const Problem &problem = document->problems()[0];
    const int line = document->position(problem.range.begin).line - 2;
    QVERIFY2(problem.message.contains(words), qPrintable(problem.message + u" in line %1"_s.arg(line)));
    QTEST(line, "line");
    QCOMPARE(document->roots().size(), 3);
    QCOMPARE(bytes(document->roots()[0]["first"].text()), "1");
    QCOMPARE(bytes(document->roots()[2]["last"].text()), "3");
    const auto parts = kept.split('=');
    QCOMPARE(bytes(document->roots()[1].find(parts[0].toStdString()).text()), parts[1]);
}

void TestYaml::problems_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("codes");
    QTest::addColumn<QByteArray>("range");
    const auto row = [](const char *text, const char *codes, const char *range) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(codes) << QByteArray(range);
    };
    row("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", "a");
    row("a: {b: 1, b: 2}\n", "yaml-duplicate-key", "b");
    row("{{ x }}: 1\n", "yaml-complex-key yaml-complex-key", "{{ x }}");
    row("a: 1\n: x\n", "yaml-missing-key", "");
    row("a: !!int x\n", "yaml-tag", "x");
    row("a:\n  <<: 3\n", "yaml-merge", "3");
    row("a: x\x01y\n", "text-control-character", "\x01");
    row("a: x\x04y\n", "text-control-character", "\x04");
    row("a: \xFF\n", "text-not-utf8", "\xFF");
    row("a: \xED\xA0\x80\n", "text-not-utf8", "\xED");
    row("a: \xC0\x80\n", "text-not-utf8", "\xC0");
}

void TestYaml::problems() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, codes);
    const auto document = parse(text.toStdString());
    QVERIFY2(codes.startsWith(QByteArray::fromStdString(::codes(*document))) && !document->problems().empty(), ::codes(*document).c_str());
    const Problem &last = document->problems().back();
    QTEST(bytes(document->text(last.range)), "range");
    QVERIFY(last.message.endsWith(u'.'));
}

void TestYaml::bombs_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QByteArray laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    QByteArray merges = "a0: &a0 {k: 1}\n";
    QByteArray chain = "a0: &a0 [x]\n";
    for (int i = 1; i < 200; ++i) {
        const QByteArray now = QByteArray::number(i);
        const QByteArray last = "*a" + QByteArray::number(i - 1);
        laughs += "a" + now + ": &a" + now + " [" + (last + " , ").repeated(9) + last + "]\n";
        merges += "a" + now + ": &a" + now + " {<<: [" + (last + " , ").repeated(9) + last + "]}\n";
        chain += "a" + now + ": &a" + now + " [" + last + "]\n";
    }
    QTest::newRow("billion laughs") << laughs << QByteArray("yaml-alias-bomb");
    QTest::newRow("merges") << merges << QByteArray("yaml-alias-bomb");
    QTest::newRow("chain") << chain << QByteArray("yaml-too-deep");
    QTest::newRow("brackets") << QByteArray(4'000'000, '[') << QByteArray("yaml-too-deep");
    QTest::newRow("braces") << QByteArray("{a: ").repeated(1'000'000) << QByteArray("yaml-too-deep");
    QTest::newRow("dashes") << QByteArray("- ").repeated(2'000'000) << QByteArray("yaml-too-deep");
    QTest::newRow("zeros") << QByteArray(4'000'000, '\0') << QByteArray("text-binary");
    QTest::newRow("one line") << "a: " + QByteArray(7'000'000, 'x') << QByteArray();
    QTest::newRow("one quote") << "a: \"" + QByteArray(4'000'000, 'x') << QByteArray("yaml-syntax");
    QByteArray keys;
    for (int i = 0; i < 100'000; ++i)
        keys += "key" + QByteArray::number(i) + ": 1\n";
    QTest::newRow("many keys") << keys << QByteArray();
    QTest::newRow("many documents") << QByteArray("---\na: 1\n").repeated(50'000) << QByteArray();
    QTest::newRow("many duplicates") << QByteArray("a: 1\n").repeated(50'000) << QByteArray("yaml-duplicate-key");
    QTest::newRow("colons") << QByteArray(": ").repeated(1'000'000) << QByteArray();
}

void TestYaml::bombs() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QElapsedTimer clock;
    clock.start();
    const auto document = parse(text.toStdString());
    const auto elapsed = clock.elapsed();
    qInfo("%lld ms", elapsed); // how long is for a reader; that it ends at all is what the test's time-out asks
    if (code.isEmpty())
        return;
    QVERIFY(!document->problems().empty());
    QCOMPARE(QByteArray::fromStdString(document->problems()[0].code), code);
    if (code != "yaml-duplicate-key")
        QCOMPARE(document->problems().size(), 1);
}

void TestYaml::limits() {
    Limits limits;
    limits.bytes = 10;
    QCOMPARE(QByteArray::fromStdString(codes(*parse("a: 0123456789", limits))), "text-too-large");
    limits = {};
    limits.nodes = 3;
    const auto document = parse("[a, b, c, d]\n---\n[e]", limits);
    QCOMPARE(QByteArray::fromStdString(codes(*document)), "yaml-too-many-values");
    QCOMPARE(document->roots()[0].size(), 2U);
    limits = {};
    limits.depth = 2;
    QCOMPARE(QByteArray::fromStdString(codes(*parse("a: [[1]]\nb: 2", limits))), "yaml-too-deep");
    QCOMPARE(QByteArray::fromStdString(codes(*parse("a: [1]", limits))), "");
    QTemporaryDir folder;
    QFile file(folder.filePath(u"big.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(200 * 1024 * 1024));
    file.close();
    QCOMPARE(QByteArray::fromStdString(codes(*Document::read(file.fileName()))), "text-too-large");
    QCOMPARE(QByteArray::fromStdString(codes(*Document::read(folder.filePath(u"none.yaml"_s)))), "text-unreadable");
    QCOMPARE(QByteArray::fromStdString(codes(*Document::read(folder.path()))), "text-unreadable");
}

QTEST_GUILESS_MAIN(TestYaml)
#include "tst_yaml.moc"
