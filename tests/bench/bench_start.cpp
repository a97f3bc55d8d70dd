// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long a person waits: the console's first paint and its first live pods, beside "kubectl get pods" on the same sandbox in the
// same run. The runs alternate, so that whatever else the machine does weighs on both.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

const QString bin = QStringLiteral(AQI_BIN_DIR "/");

struct Finished {
    int status = -1;
    QString output;
    QString errors;
    double milliseconds = 0;
};

Finished run(const QString &program, const QStringList &arguments, int timeoutMs = 120'000) {
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return {-1, {}, program + u" did not end"_s, 0};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()),
        double(timer.nsecsElapsed()) / 1e6};
}

/// When the console said that it had painted, and that live pods were on the screen: by the clock of this program, from the start of the
/// process on, as it is for kubectl.
struct Shown {
    std::optional<double> paint;
    std::optional<double> pods;
};

Shown show(const QStringList &arguments) {
    Shown shown;
    QElapsedTimer timer;
    timer.start();
    QProcess console;
    console.setReadChannel(QProcess::StandardError);
    console.start(bin + u"aqi-console"_s, arguments);
    QByteArray said;
    while (console.waitForReadyRead(60'000)) {
        const double now = double(timer.nsecsElapsed()) / 1e6;
        said += console.readAllStandardError();
        if (!shown.paint && said.contains("first paint "))
            shown.paint = now;
        if (!shown.pods && said.contains("live pods "))
            shown.pods = now;
    }
    console.waitForFinished();
    return shown;
}

void print(const char *name, std::vector<double> values) {
    std::ranges::sort(values);
    if (values.empty())
        std::printf("%-34s no figure\n", name);
    else
        std::printf("%-34s min %7.0f   median %7.0f   max %7.0f ms\n", name, values.front(), values[values.size() / 2], values.back());
}

} // namespace

int main(int argc, char **argv) {
    const QCoreApplication app(argc, argv);
    const int runs = argc > 1 ? std::max(1, std::atoi(argv[1])) : 7;
    qputenv("QT_QPA_PLATFORM", qgetenv("DISPLAY").isEmpty() ? "offscreen" : "xcb");
    qputenv("QT_LOGGING_RULES", "aqi.timing=true");
    const QTemporaryDir folder;
    const Finished up = run(bin + u"aqi-sandbox"_s, {u"up"_s, u"--hollow"_s, u"--dir"_s, folder.path()});
    const QString kubeconfig = up.output.trimmed().section(u'\n', -1);
    const QStringList connection = {u"--kubeconfig"_s, kubeconfig};
    const Finished deployed = run(bin + u"aqictl"_s, QStringList{u"deploy"_s, QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/overlays/sandbox")} + connection);
    if (deployed.status != 0)
        std::fprintf(stderr, "deploy: %s\n", qPrintable(deployed.errors));

    std::vector<double> kubectl, paint, pods;
    for (int i = 0; i < runs && deployed.status == 0; ++i) {
        kubectl.push_back(run(u"kubectl"_s, QStringList{u"get"_s, u"pods"_s, u"-n"_s, u"aqi-predictor"_s} + connection).milliseconds);
        const Shown console = show(connection + QStringList{u"--page"_s, u"workloads"_s, u"--exit-when-live"_s});
        if (console.paint)
            paint.push_back(*console.paint);
        if (console.pods)
            pods.push_back(*console.pods);
    }
    run(bin + u"aqi-sandbox"_s, {u"down"_s, u"--dir"_s, folder.path()});
    print("kubectl get pods, whole process", kubectl);
    print("aqi-console, first paint", paint);
    print("aqi-console, live pods shown", pods);
    return deployed.status == 0 && paint.size() == kubectl.size() && pods.size() == kubectl.size() ? 0 : 1;
}
