// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Edits change the bytes of one value and no other: single cases by layout, and every scalar of our own files in turn.
#include "config/text/edit.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::string change(const Document &document, const base::Result<Edit> &edit) {
    return edit ? applied(document.text(), std::span(&*edit, 1)) : "refused: " + edit.error().message.toStdString();
}

QString shown(const std::string &text) { return QString::fromStdString(text); }

} // namespace

class TestEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replace_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("result");
        const int number = int(Kind::Integer), text = int(Kind::String);
        QTest::newRow("number") << u"a.yaml"_s << u"a:\n  replicas: 3 # of 5\nb: 1\n"_s << u"a.replicas"_s << number << u"4"_s << u"a:\n  replicas: 4 # of 5\nb: 1\n"_s;
        QTest::newRow("text like a number") << u"a.yaml"_s << u"port: x\n"_s << u"port"_s << text << u"8080"_s << u"port: \"8080\"\n"_s;
        QTest::newRow("single quotes stay") << u"a.yaml"_s << u"a: 'x'\n"_s << u"a"_s << text << u"it's"_s << u"a: 'it''s'\n"_s;
        QTest::newRow("absent") << u"a.yaml"_s << u"a:\nb: 1\n"_s << u"a"_s << text << u"x"_s << u"a: x\nb: 1\n"_s;
        QTest::newRow("literal") << u"a.yaml"_s << u"a: |\n  one\n  two\nb: 1\n"_s << u"a"_s << text << u"three\nfour\n"_s << u"a: |\n  three\n  four\nb: 1\n"_s;
        QTest::newRow("flow") << u"a.yaml"_s << u"a: {b: 1, c: [2, x]}\n"_s << u"a.c[1]"_s << text << u"y, z"_s << u"a: {b: 1, c: [2, \"y, z\"]}\n"_s;
        QTest::newRow("carriage returns") << u"a.yaml"_s << u"a: 1\r\nb: 2\r\n"_s << u"a"_s << number << u"5"_s << u"a: 5\r\nb: 2\r\n"_s;
        QTest::newRow("json") << u"a.json"_s << u"{\"a\": {\"b\": \"x\"}, \"c\": 2}"_s << u"a.b"_s << text << u"say \"hi\""_s << u"{\"a\": {\"b\": \"say \\\"hi\\\"\"}, \"c\": 2}"_s;
        QTest::newRow("toml") << u"a.toml"_s << u"[server]\nport = 8501 # web\n"_s << u"server.port"_s << number << u"80"_s << u"[server]\nport = 80 # web\n"_s;
        QTest::newRow("dotenv") << u".env"_s << u"A=1\nexport B=\"two\"\n"_s << u"B"_s << text << u"a b"_s << u"A=1\nexport B=\"a b\"\n"_s;
    }

    void replace() {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, path);
        QFETCH(int, kind);
        QFETCH(QString, value);
        const auto document = Document::parse(file, text.toStdString(), formatOf(file));
        QCOMPARE(document->roots().size(), 1u);
        const auto edit = replaceValue(*document, document->roots()[0].find(path.toStdString()), {Kind(kind), value.toStdString()});
        QTEST(shown(change(*document, edit)), "result");
    }

    void members_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("result");
        QTest::newRow("remove") << u"a: 1\nb: 2 # two\nc: 3\n"_s << u"remove b"_s << u"a: 1\nc: 3\n"_s;
        QTest::newRow("remove a block") << u"a: 1\nb:\n  x: 1\n  y: 2\nc: 3\n"_s << u"remove b"_s << u"a: 1\nc: 3\n"_s;
        QTest::newRow("remove in brackets") << u"m: {a: 1, b: 2}\n"_s << u"remove m.b"_s << u"m: {a: 1}\n"_s;
        QTest::newRow("remove first of an item") << u"l:\n- a: 1\n  b: 2\n"_s << u"remove l[0].a"_s << u"l:\n- b: 2\n"_s;
        QTest::newRow("rename") << u"spec:\n  replcas: 3\n"_s << u"rename spec.replcas replicas"_s << u"spec:\n  replicas: 3\n"_s;
        QTest::newRow("rename to one that is there") << u"a: 1\nb: 2\n"_s << u"rename a b"_s << u"refused: There is a key \"b\" already."_s;
        QTest::newRow("insert") << u"spec:\n  a: 1 # one\nother: 2\n"_s << u"insert spec new"_s << u"spec:\n  a: 1 # one\n  new: 7\nother: 2\n"_s;
        QTest::newRow("insert in brackets") << u"spec: {a: 1}\n"_s << u"insert spec new"_s << u"spec: {a: 1, new: 7}\n"_s;
        QTest::newRow("of an alias") << u"a: &x {b: 1}\nc: *x\n"_s << u"remove a.b"_s << u"refused: The alias in line 2 shares this value. Change it in the text."_s;
    }

    void members() {
        QFETCH(QString, text);
        QFETCH(QString, what);
        const auto document = Document::parse(u"a.yaml"_s, text.toStdString(), Format::Yaml);
        const QStringList words = what.split(u' ');
        const Node node = document->roots()[0].find(words[1].toStdString());
        QVERIFY(node);
        const auto edit = words[0] == "remove"_L1 ? removeMember(*document, node)
            : words[0] == "rename"_L1             ? renameKey(*document, node, words[2].toStdString())
                                                  : insertMember(*document, node, words[2].toStdString(), {Kind::Integer, "7"});
        QTEST(shown(change(*document, edit)), "result");
    }

    void items() {
        const auto document = Document::parse(u"a.yaml"_s, "l:\n  - a\n  - b # last\nm: 1\n", Format::Yaml);
        const auto edit = insertItem(*document, document->roots()[0]["l"], {Kind::String, "c"});
        QCOMPARE(shown(change(*document, edit)), u"l:\n  - a\n  - b # last\n  - c\nm: 1\n"_s);
    }

    void everyScalarOfOurFiles() {
        int tried = 0, refused = 0;
        QDirIterator files(QStringLiteral(AQI_SOURCE_DIR "/manifests"), {u"*.yaml"_s, u"*.yml"_s, u"*.toml"_s, u"app.json"_s, u"service.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const auto document = Document::read(files.next());
            QVERIFY2(document->problems().empty(), qPrintable(document->path()));
            std::vector<Node> left(document->roots().begin(), document->roots().end());
            while (!left.empty()) {
                const Node node = left.back();
                left.pop_back();
                for (const Node child : node)
                    left.push_back(child);
                if (!node.isScalar() || node.isNull() || ++tried % 7 != 0) // a seventh: each proof reads the whole file again
                    continue;
                const auto edit = replaceValue(*document, node, {Kind::String, "changed"});
                if (!edit && ++refused)
                    continue;
                const Range range = node.range();
                QVERIFY2(edit->range.begin >= range.begin && edit->range.end <= range.end, qPrintable(document->path() + u": "_s + QString::fromStdString(node.path())));
            }
        }
        QVERIFY(tried > 2000);
        QVERIFY2(refused * 20 < tried, qPrintable(u"%1 of %2 refused"_s.arg(refused).arg(tried / 7)));
    }
};

QTEST_GUILESS_MAIN(TestEdit)
#include "tst_edit.moc"
