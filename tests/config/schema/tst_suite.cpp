// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The judge against JSON Schema's own test suite, drafts 4, 6 and 7. What is known to differ is listed with its reason, and must differ.
#include "config/schema/judge.h"
#include "config/schema/value.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;
using schema::Dialect;

namespace {

struct Exception {
    const char *file; // without the draft's folder
    const char *group; // empty: the whole file
    const char *test;  // empty: the whole group
    const char *reason;
};

const Exception exceptions[] = {
    {"definitions", "", "", "refers to the metaschema by its address: nothing is fetched, and no schema of a configuration refers to it"},
    {"ref", "remote ref, containing refs itself", "", "refers to the metaschema"},
};

QString suite() {
    return QStringLiteral(AQI_JSON_SCHEMA_SUITE);
}

std::string read(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool isException(const QString &file, const QString &group, const QString &test) {
    return std::ranges::any_of(exceptions, [&](const Exception &each) {
        const auto is = [](const char *wanted, const QString &have) { return !*wanted || have == QString::fromUtf8(wanted); };
        return is(each.file, file) && is(each.group, group) && is(each.test, test);
    });
}

void addRemotes(schema::Library &library, Dialect dialect) {
    QDirIterator it(suite() + u"/remotes"_s, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        library.add("http://localhost:1234" + path.mid(suite().size() + 8).toStdString(), read(path), dialect);
    }
}

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace

class TestSuite : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drafts_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("dialect");
        const std::pair<const char *, Dialect> drafts[] = {{"draft4", Dialect::Draft4}, {"draft6", Dialect::Draft6}, {"draft7", Dialect::Draft7}};
        for (const auto &[name, dialect] : drafts) {
            const QString folder = suite() + u"/tests/"_s + QString::fromLatin1(name);
            QVERIFY2(QFile::exists(folder), qPrintable(folder));
            for (const QString &file : QDir(folder).entryList({u"*.json"_s}, QDir::Files))
                QTest::newRow(qPrintable(QString::fromLatin1(name) + u'/' + file)) << QString(folder + u'/' + file) << int(dialect);
            // Of the optional formats those that are judged; the internationalised ones and templates are not.
            for (const QString &format : {u"date-time"_s, u"date"_s, u"time"_s, u"email"_s, u"hostname"_s, u"ipv4"_s, u"ipv6"_s, u"uri"_s, u"uri-reference"_s, u"regex"_s,
                     u"json-pointer"_s, u"relative-json-pointer"_s}) {
                const QString path = folder + u"/optional/format/"_s + format + u".json"_s;
                if (QFile::exists(path))
                    QTest::newRow(qPrintable(QString::fromLatin1(name) + u"/format/"_s + format)) << path << int(dialect);
            }
        }
    }

    void drafts() {
        QFETCH(QString, path);
        QFETCH(int, dialect);
        const QString file = QFileInfo(path).completeBaseName();
        const auto document = Document::parse(path, read(path), Format::Json);
        QCOMPARE(document->problems().size(), 0U);
        QStringList wrong;
        for (const Node group : document->roots()[0]) {
            schema::Library library;
            addRemotes(library, Dialect(dialect));
            QVERIFY(library.add("test:schema", schema::toJson(group["schema"]), Dialect(dialect)));
            const schema::Schema *compiled = library.find("test:schema");
            QVERIFY(compiled);
            for (const Node test : group["tests"]) {
                const auto data = Document::parse({}, schema::toJson(test["data"]), Format::Json);
                QCOMPARE(data->roots().size(), 1U);
                const bool expected = test["valid"].toBool().value_or(false);
                const auto problems = schema::Judge(library, data->roots()[0], {}).problems(*compiled);
                const bool quick = schema::Judge(library, data->roots()[0], {}).fits(*compiled, data->roots()[0]);
                const bool right = problems.empty() == expected && quick == expected;
                const QString name = text(group["description"].text()) + u": "_s + text(test["description"].text());
                const bool known = isException(file, text(group["description"].text()), text(test["description"].text()));
                if (!right && !known)
                    wrong += name + (problems.empty() ? u" (nothing found)"_s : u" ("_s + problems[0].message + u')');
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestSuite)
#include "tst_suite.moc"
