// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The keychain is the real one: gnome-keyring on a session bus of the test's own. The program starts itself again below that bus, once
// with a keyring and once without.
#include "config/secrets/keychainstore.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

template <class T> T await(QFuture<T> future) {
    [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return future.isFinished(); }, 20'000);
    return future.takeResult();
}

/// Inside, with a keyring: writes, reads, lists and removes. Prints what went wrong.
int withKeyring() {
    OpenedStore opened = await(openSecretStore());
    if (!opened.store->isLasting())
        return std::printf("not the keychain: %s\n", qPrintable(opened.why)), 1;
    const SecretName name{u"production"_s, u"aqi-secrets"_s, u"DATABASE_URL"_s};
    if (!await(opened.store->write(name, SecretValue("postgresql://a:ü@b/c"))))
        return std::puts("not written"), 1;
    if (const auto read = await(opened.store->read(name)); !read || read->bytes() != "postgresql://a:ü@b/c")
        return std::puts("not read"), 1;
    if (const auto names = await(opened.store->list(u"production"_s)); !names || *names != QList{name})
        return std::puts("not listed"), 1;
    if (!await(opened.store->remove(name)))
        return std::puts("not removed"), 1;
    const auto gone = await(opened.store->read(name));
    return gone || gone.error().kind != base::ErrorKind::NotFound ? (std::puts("still there"), 1) : 0;
}

/// Inside, on a bus without a keyring: this run's memory, and it says why.
int withoutKeyring() {
    const OpenedStore opened = await(openSecretStore());
    std::printf("%s\n", qPrintable(opened.why));
    return opened.store->isLasting() || opened.why.isEmpty() ? 1 : 0;
}

} // namespace

class TestKeychain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keyring() { below(u"printf testpassword | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$0\" inside-with"_s); }
    void noKeyring() { below(u"exec \"$0\" inside-without"_s); }

private:
    static void below(const QString &script) {
        const QString bus = QStandardPaths::findExecutable(u"dbus-run-session"_s);
        QVERIFY2(!bus.isEmpty(), "dbus-run-session is not installed");
        const QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath(u"run"_s));
        QFile::setPermissions(home.filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home.path());
        environment.insert(u"XDG_RUNTIME_DIR"_s, home.filePath(u"run"_s));
        for (const QString &name : {u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
            environment.remove(name);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(bus, {u"--"_s, u"sh"_s, u"-c"_s, script, QCoreApplication::applicationFilePath()});
        QVERIFY2(process.waitForFinished(50'000), "did not end");
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, process.readAll().constData());
    }
};

int main(int argc, char **argv) {
    QCoreApplication application(argc, argv);
    const QByteArray what = argc > 1 ? argv[1] : "";
    if (what == "inside-with")
        return withKeyring();
    if (what == "inside-without")
        return withoutKeyring();
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
