// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the include arrows between rooms against an allow-list, and the tree against a few rules that no compiler checks.
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// room -> the rooms whose headers it may include, itself aside. What is not listed here does not exist.
const QMap<QString, QStringList> arrows = {
    {u"base"_s, {}},
    {u"kube"_s, {u"base"_s}},
    {u"environment"_s, {u"base"_s, u"kube"_s}},
    {u"forecast"_s, {u"base"_s}},
    {u"forecast/memory"_s, {u"base"_s}},
    {u"forecast/verification"_s, {u"base"_s, u"forecast"_s}},
    {u"forecast/surface"_s, {u"base"_s, u"forecast"_s}},
    {u"database"_s, {u"base"_s, u"kube"_s, u"forecast"_s}},
    {u"prometheus"_s, {u"base"_s}},
    {u"config/text"_s, {u"base"_s}},
    {u"config/set"_s, {u"base"_s, u"config/text"_s}},
    {u"config/schema"_s, {u"base"_s, u"config/text"_s, u"config/set"_s}},
    {u"config/system"_s, {u"base"_s, u"config/text"_s, u"config/set"_s}},
    {u"config/rules"_s, {u"base"_s, u"config/text"_s, u"config/set"_s}},
    {u"config/cross"_s, {u"base"_s, u"config/text"_s, u"config/set"_s, u"config/system"_s, u"config/rules"_s}},
    {u"config/secrets"_s, {u"base"_s, u"config/text"_s, u"config/set"_s}},
    {u"config/check"_s, {u"base"_s, u"config/text"_s, u"config/set"_s, u"config/schema"_s, u"config/system"_s, u"config/rules"_s, u"config/cross"_s}},
    {u"deploy"_s, {u"base"_s, u"kube"_s}},
    {u"models"_s, {u"base"_s, u"kube"_s}},
    {u"models/forecast"_s, {u"base"_s, u"forecast"_s, u"forecast/verification"_s, u"forecast/surface"_s}},
    {u"models/monitoring"_s, {u"base"_s, u"kube"_s, u"prometheus"_s, u"models"_s}},
    {u"models/config"_s, {u"base"_s, u"config/text"_s, u"config/set"_s, u"config/schema"_s, u"config/system"_s, u"config/rules"_s, u"config/secrets"_s, u"config/check"_s}},
    {u"models/deploy"_s, {u"base"_s, u"kube"_s, u"deploy"_s, u"models"_s}},
    {u"ui/widgets"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"models"_s}},
    {u"ui/shell"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"models"_s, u"ui/widgets"_s}},
    {u"ui/overview"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"prometheus"_s, u"models"_s, u"models/monitoring"_s, u"ui/widgets"_s}},
    {u"ui/workloads"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"models"_s, u"ui/widgets"_s}},
    {u"ui/forecast"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"forecast"_s, u"forecast/memory"_s, u"forecast/surface"_s, u"database"_s, u"models"_s, u"models/forecast"_s, u"ui/widgets"_s}},
    {u"ui/monitoring"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"prometheus"_s, u"models"_s, u"models/monitoring"_s, u"ui/widgets"_s}},
    {u"ui/config"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"config/text"_s, u"config/set"_s, u"config/schema"_s, u"config/system"_s, u"config/rules"_s,
        u"config/secrets"_s, u"config/check"_s, u"models/config"_s, u"ui/widgets"_s}},
    {u"ui/deploy"_s, {u"base"_s, u"kube"_s, u"environment"_s, u"deploy"_s, u"models/deploy"_s, u"ui/widgets"_s}},
    {u"sandbox/store"_s, {u"base"_s}},
    {u"sandbox/schema"_s, {u"sandbox/store"_s}},
    {u"sandbox/controllers"_s, {u"sandbox/store"_s}},
    {u"sandbox/runtime"_s, {u"sandbox/store"_s}},
    {u"sandbox/process"_s, {u"base"_s, u"sandbox/store"_s, u"sandbox/runtime"_s}},
    {u"sandbox/network"_s, {u"base"_s, u"sandbox/store"_s}},
    {u"sandbox/services"_s, {u"base"_s}},
    {u"sandbox/websocket"_s, {}},
    {u"sandbox/system"_s, {u"base"_s, u"sandbox/services"_s, u"sandbox/websocket"_s}},
    {u"sandbox/api"_s, {u"base"_s, u"sandbox/store"_s, u"sandbox/schema"_s, u"sandbox/websocket"_s}},
    {u"sandbox/faults"_s, {u"base"_s, u"sandbox/store"_s, u"sandbox/schema"_s, u"sandbox/api"_s, u"sandbox/runtime"_s}},
};

/// The longest room that a path below src/ lies in.
QString roomOf(const QString &path) {
    QString room = path.section(u'/', 0, -2);
    while (!room.isEmpty() && !arrows.contains(room))
        room = room.section(u'/', 0, -2);
    return room;
}

QStringList sources(const QString &folder) {
    QStringList files;
    QDirIterator it(QStringLiteral(AQI_SOURCE_DIR "/") + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

QString read(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFolderIsARoom() {
        for (const QString &path : sources(u"src"_s)) {
            const QString below = path.mid(qsizetype(qstrlen(AQI_SOURCE_DIR "/src/")));
            QVERIFY2(!roomOf(below).isEmpty(), qPrintable(below + u" lies in no room of the allow-list"_s));
        }
    }

    void includesFollowTheArrows() {
        static const QRegularExpression include(u"^#include \"([^\"]+)\""_s, QRegularExpression::MultilineOption);
        QStringList wrong;
        for (const QString &path : sources(u"src"_s)) {
            const QString below = path.mid(qsizetype(qstrlen(AQI_SOURCE_DIR "/src/")));
            const QString room = roomOf(below);
            for (const auto &match : include.globalMatch(read(path))) {
                const QString header = match.captured(1);
                if (!header.contains(u'/'))
                    continue; // generated (moc) or beside the file
                const QString other = roomOf(header);
                if (other != room && !arrows.value(room).contains(other))
                    wrong.append(below + u" includes "_s + header);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void arrowsHaveNoCycle() {
        QMap<QString, QStringList> left = arrows;
        for (bool removed = true; removed && !left.isEmpty();) {
            removed = false;
            for (const QString &room : left.keys()) {
                const bool leaf = std::ranges::none_of(left.value(room), [&](const QString &other) { return left.contains(other); });
                if (leaf)
                    removed = left.remove(room) > 0;
            }
        }
        QVERIFY2(left.isEmpty(), qPrintable(u"a cycle among: "_s + QStringList(left.keys()).join(u", "_s)));
    }

    void consoleAndSandboxDoNotKnowEachOther() {
        for (const QString &folder : {u"app/console"_s, u"app/cli"_s}) {
            for (const QString &path : sources(folder))
                QVERIFY2(!read(path).contains(u"#include \"sandbox/"_s), qPrintable(path));
        }
        for (const QString &path : sources(u"app/sandbox"_s))
            QVERIFY2(!read(path).contains(QRegularExpression(u"#include \"(kube|forecast|deploy|models|ui|environment)/"_s)), qPrintable(path));
    }

    void chartTypesStayInOneFolder() { // Qt Charts is deprecated upstream: it must be exchangeable
        for (const QString &path : sources(u"src"_s)) {
            if (!path.contains(u"/chart/"_s))
                QVERIFY2(!read(path).contains(QRegularExpression(u"#include <(QtCharts/|Q\\w*(Chart|Series|Axis)\\b)"_s)), qPrintable(path));
        }
    }

    void everyFileSaysItsLicence() {
        for (const QString &folder : {u"src"_s, u"app"_s, u"tests"_s}) {
            for (const QString &path : sources(folder))
                QVERIFY2(read(path).startsWith(u"// SPDX-FileCopyrightText: AQI Console developers\n// SPDX-License-Identifier: GPL-3.0-or-later\n"_s),
                    qPrintable(path));
        }
    }

    void noFileNamesARegistry() {
        static const QRegularExpression hosts(u"deb\\.debian\\.org|security\\.debian\\.org|archive\\.ubuntu\\.com|registry\\.npmjs\\.org|snapshot\\.debian"_s);
        QDirIterator it(QStringLiteral(AQI_SOURCE_DIR), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            const QString below = path.mid(qsizetype(qstrlen(AQI_SOURCE_DIR "/")));
            if (below.startsWith(u"build/"_s) || below.startsWith(u".git/"_s) || below.startsWith(u"tests/architecture/"_s) || it.fileInfo().size() > 4'000'000)
                continue;
            QVERIFY2(!read(path).contains(hosts), qPrintable(below + u" names the host of a registry"_s));
        }
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
