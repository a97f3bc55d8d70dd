// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas over the files that the console ships, where there is nothing to find, and over a good and a bad file of each format.
#include "config/schema/schema.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

const QString formats = QStringLiteral(AQI_TEST_DIR "/formats");
constexpr Role lastRole = Role::Unknown;

std::optional<Role> roleNamed(const QString &text) {
    for (int i = 0; i <= int(lastRole); ++i)
        if (name(Role(i)) == text.toStdString())
            return Role(i);
    return {};
}

struct Found {
    int line = 0;
    QString code, text;
};

std::vector<Found> problemsOf(const QString &path, FileKind kind) {
    static const auto schemas = Schemas::builtin();
    std::vector<Found> found;
    if (!schemas)
        return {{0, u"no-schemas"_s, schemas.error().message}};
    const auto document = Document::read(path);
    if (document->roots().empty())
        return {{0, u"empty"_s, u"Nothing could be read"_s}};
    const Completeness completeness = kind.role == Role::Patch ? Completeness::Partial : Completeness::Whole;
    for (const Node root : document->roots())
        for (const SchemaProblem &problem : (*schemas)->validate(kind, root, completeness)) {
            const Position at = document->position(problem.atKey ? problem.node.keyRange().begin : problem.node.range().begin);
            const QString code = QString::fromStdString(problem.code);
            found.push_back({at.line, code, u"%1:%2 %3 %4"_s.arg(at.line).arg(at.column).arg(code, problem.message)});
        }
    return found;
}

QString textOf(const std::vector<Found> &found) {
    QStringList lines;
    for (const Found &each : found)
        lines += each.text;
    return lines.join(u'\n');
}

} // namespace

class TestFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void own_data() {
        QTest::addColumn<QString>("path");
        QDirIterator it(QStringLiteral(AQI_SOURCE_DIR "/manifests"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            if (const Format format = formatOf(path); format == Format::Yaml || format == Format::Json || format == Format::Toml || format == Format::Procfile)
                QTest::newRow(qPrintable(path.mid(qsizetype(qstrlen(AQI_SOURCE_DIR "/manifests/"))))) << path;
        }
    }

    void own() {
        QFETCH(QString, path);
        FileKind kind = recognise(*Document::read(path));
        const QString file = QFileInfo(path).fileName();
        const bool patch = path.contains("/overlays/"_L1) || (path.contains("/gke/"_L1) && (file == "ingress.yaml"_L1 || file == "services.yaml"_L1));
        if (kind.role == Role::Objects && patch)
            kind.role = Role::Patch;
        const std::vector<Found> found = problemsOf(path, kind);
        QVERIFY2(found.empty(), qPrintable(textOf(found)));
    }

    // formats/ROLE/: what has "bad" in its path has a list of what is to be found beside it, "LINE CODE" each.
    void format_data() {
        QTest::addColumn<QString>("path");
        QDirIterator it(formats, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            if (const QString path = it.next(); !path.endsWith(".expected"_L1))
                QTest::newRow(qPrintable(path.mid(formats.size() + 1))) << path;
    }

    void format() {
        QFETCH(QString, path);
        const QString inner = path.mid(formats.size() + 1);
        const std::optional<Role> role = roleNamed(inner.section(u'/', 0, 0));
        QVERIFY(role);
        const std::vector<Found> found = problemsOf(path, {Platform::Other, *role});
        QStringList have;
        for (const Found &each : found)
            have += QString::number(each.line) + u' ' + each.code;
        QStringList wanted;
        if (inner.contains("/bad"_L1)) {
            QFile list(path + u".expected"_s);
            QVERIFY(list.open(QIODevice::ReadOnly));
            wanted = QString::fromUtf8(list.readAll()).split(u'\n', Qt::SkipEmptyParts);
            QVERIFY(!wanted.isEmpty());
        }
        std::ranges::sort(have);
        std::ranges::sort(wanted);
        QVERIFY2(have == wanted, qPrintable(u"found:\n%1\nexpected:\n%2"_s.arg(textOf(found), wanted.join(u'\n'))));
    }

    // Whatever has a schema has a good and a bad file here.
    void everyFormatHasFiles() {
        const auto schemas = Schemas::builtin();
        QVERIFY(schemas);
        const auto empty = Document::parse(u"x.json"_s, "[]", Format::Json);
        for (int i = 0; i <= int(lastRole); ++i) {
            const Role role = Role(i);
            if (role == Role::ComposeFile || !(*schemas)->knows({Platform::Other, role}, empty->roots()[0]))
                continue;
            const QString folder = formats + u'/' + QString::fromStdString(std::string(name(role)));
            QVERIFY2(!QDir(folder).entryList({u"good*"_s, u"Procfile"_s}, QDir::Files).isEmpty(), qPrintable(folder));
            QVERIFY2(!QDir(folder).entryList({u"bad*"_s}, QDir::AllEntries).isEmpty(), qPrintable(folder));
        }
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
