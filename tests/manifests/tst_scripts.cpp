// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The scripts that pods run: waiting for a service, and the backup with its retention.
#include "render.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString script(const QString &name) {
    return manifestsFolder() + "/base/scripts/"_L1 + name;
}

void writeFile(const QString &path, const QByteArray &content, const QDateTime &modified = {}) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s: %s", qUtf8Printable(path), qUtf8Printable(file.errorString()));
    file.write(content);
    file.flush();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (modified.isValid())
        file.setFileTime(modified, QFileDevice::FileModificationTime);
}

/// A folder of backups, and beside it pg_dump and pg_restore that do what a test wants.
struct BackupPlace {
    QTemporaryDir folder;
    QDir backups;

    BackupPlace(const QByteArray &dump, const QByteArray &restore)
        : backups(folder.path()) {
        backups.mkdir(u"bin"_s);
        backups.mkdir(u"backups"_s);
        writeFile(backups.filePath(u"bin/pg_dump"_s), "#!/bin/sh\n" + dump);
        writeFile(backups.filePath(u"bin/pg_restore"_s), "#!/bin/sh\n" + restore);
        backups.cd(u"backups"_s);
    }
    void have(const QString &name, int days) {
        writeFile(backups.filePath(name), "old", QDateTime::currentDateTimeUtc().addDays(-days).addSecs(-60));
    }
    [[nodiscard]] Finished backUp(const QStringList &without = {}) const {
        QStringList environment{u"PATH="_s + folder.filePath(u"bin"_s) + u":/usr/bin:/bin"_s,
            u"PGHOST=timescaledb-service"_s, u"PGUSER=aqi_user"_s, u"PGDATABASE=aqi_predictor"_s,
            u"BACKUP_DIR="_s + backups.path(), u"BACKUP_RETENTION_DAYS=30"_s};
        for (const QString &name : without)
            environment.removeIf([&](const QString &entry) { return entry.startsWith(name + u'='); });
        return run(u"bash"_s, {script(u"backup.sh"_s)}, environment);
    }
    [[nodiscard]] QStringList files() const { return backups.entryList(QDir::Files, QDir::Name); }
};

// Writes to the argument of --file, as pg_dump does.
const QByteArray writesDump = "for a; do case $a in --file=*) echo dump >\"${a#--file=}\";; esac; done\n";

} // namespace

class TestScripts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void syntax_data() {
        QTest::addColumn<QString>("name");
        for (const QString &name : QDir(script({})).entryList({u"*.sh"_s}))
            QTest::newRow(qUtf8Printable(name)) << name;
    }
    void syntax() {
        QFETCH(QString, name);
        const Finished bash = run(u"bash"_s, {u"-n"_s, script(name)});
        QVERIFY2(bash.status == 0, bash.errors.constData());
    }

    void waitsForAllAddresses() {
        QTcpServer first, second;
        QVERIFY(first.listen(QHostAddress::LocalHost) && second.listen(QHostAddress::LocalHost));
        const quint16 later = second.serverPort();
        second.close();
        QProcess waiting;
        waiting.setProcessChannelMode(QProcess::MergedChannels);
        QStringList environment = QProcess::systemEnvironment();
        waiting.setEnvironment(environment << u"WAIT_FOR_PAUSE=0.1"_s);
        waiting.start(u"bash"_s,
            {script(u"wait-for.sh"_s), u"127.0.0.1:%1"_s.arg(first.serverPort()), u"127.0.0.1:%1"_s.arg(later)});
        QByteArray said;
        const auto heard = [&](const QByteArray &text) { return (said += waiting.readAll()).contains(text); };
        QTRY_VERIFY(heard("127.0.0.1:" + QByteArray::number(first.serverPort()) + " accepts"));
        QTRY_VERIFY(heard("waiting for 127.0.0.1:" + QByteArray::number(later)));
        QCOMPARE(waiting.state(), QProcess::Running);
        QVERIFY(second.listen(QHostAddress::LocalHost, later));
        QTRY_COMPARE(waiting.state(), QProcess::NotRunning);
        QCOMPARE(waiting.exitCode(), 0);
        QVERIFY(heard("127.0.0.1:" + QByteArray::number(later) + " accepts"));
    }

    void backupKeepsThirtyDays() {
        BackupPlace place(writesDump, "exit 0\n");
        place.have(u"aqi_predictor-20200101T020000Z.dump"_s, 31);
        place.have(u"aqi_predictor-20200102T020000Z.dump"_s, 29);
        place.have(u"another-20200101T020000Z.dump"_s, 400);
        place.have(u"aqi_predictor-20200103T020000Z.dump.part"_s, 1);
        const Finished backup = place.backUp();
        QVERIFY2(backup.status == 0, backup.errors.constData());
        QStringList files = place.files();
        QCOMPARE(files.size(), 3);
        QVERIFY(files.removeOne(u"another-20200101T020000Z.dump"_s));
        QVERIFY(files.removeOne(u"aqi_predictor-20200102T020000Z.dump"_s));
        QVERIFY(files[0].startsWith("aqi_predictor-2"_L1) && files[0].endsWith("Z.dump"_L1));
    }
    void failingBackupDeletesNothing_data() {
        QTest::addColumn<QByteArray>("dump");
        QTest::addColumn<QByteArray>("restore");
        QTest::newRow("the server is gone") << writesDump + "echo 'connection refused' >&2; exit 1\n" << "exit 0\n"_ba;
        QTest::newRow("the dump cannot be read back")
            << writesDump << "echo 'input file does not appear to be a valid archive' >&2; exit 1\n"_ba;
    }
    void failingBackupDeletesNothing() {
        QFETCH(QByteArray, dump);
        QFETCH(QByteArray, restore);
        BackupPlace place(dump, restore);
        place.have(u"aqi_predictor-20200101T020000Z.dump"_s, 31);
        const Finished backup = place.backUp();
        QVERIFY(backup.status != 0);
        QVERIFY(!backup.errors.isEmpty());
        QCOMPARE(place.files(), QStringList{u"aqi_predictor-20200101T020000Z.dump"_s});
    }
    void backupSaysWhatIsNotSet() {
        BackupPlace place(writesDump, "exit 0\n");
        const Finished backup = place.backUp({u"BACKUP_DIR"_s});
        QVERIFY(backup.status != 0);
        QVERIFY(backup.errors.contains("BACKUP_DIR"));
    }
};

QTEST_GUILESS_MAIN(TestScripts)
#include "tst_scripts.moc"
