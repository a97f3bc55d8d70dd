// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs kubectl's own kustomize. Each kustomization is wrapped in one that asks for origins, in a folder of its own, so that the files
// themselves are left alone.
#include "rendering.h"

#include "words.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace config {

namespace {

constexpr int timeLimit = 30'000;

/// At a time: each takes a core for a second.
constexpr std::size_t atOnce = 2;

struct Run {
    QTemporaryDir folder;
    QString canonical;
    QString below; // of the kustomization, relative to the folder
    QProcess process;
    QDeadlineTimer deadline{timeLimit};

    [[nodiscard]] QString outputFile() const { return canonical + "/rendered"_L1; }
};

/// Bases that lie outside of the set are not looked into beforehand; a kubectl without git and without a way out cannot fetch what they name.
QProcessEnvironment offline() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, u"/nonexistent"_s);
    for (const QString &name : {u"HTTP_PROXY"_s, u"HTTPS_PROXY"_s, u"http_proxy"_s, u"https_proxy"_s})
        environment.insert(name, u"http://127.0.0.1:9"_s);
    environment.remove(u"NO_PROXY"_s);
    environment.remove(u"no_proxy"_s);
    return environment;
}

base::Status begin(Run &run, const QString &program, const Kustomization &entry) {
    run.canonical = QFileInfo(run.folder.path()).canonicalFilePath();
    run.below = QDir(run.canonical).relativeFilePath(QFileInfo(entry.folder).canonicalFilePath());
    QFile wrapper(run.canonical + "/kustomization.yaml"_L1);
    if (!run.folder.isValid() || !wrapper.open(QIODevice::WriteOnly))
        return base::fail(base::ErrorKind::Io, tr("No temporary folder could be made to render the kustomization in"), entry.path, wrapper.errorString());
    QString quoted = run.below;
    quoted.replace(u'\'', "''"_L1);
    wrapper.write(QString("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: ['"_L1 + quoted
        + "']\nbuildMetadata: [originAnnotations]\n"_L1).toUtf8());
    wrapper.close();
    run.process.setProcessEnvironment(offline());
    run.process.setStandardOutputFile(run.outputFile()); // a pipe that nobody empties would stop the others
    run.process.start(program, {u"kustomize"_s, run.canonical}, QIODevice::ReadOnly);
    return {};
}

base::Status await(Run &run, const QString &path, const std::function<bool()> &cancelled) {
    while (run.process.state() != QProcess::NotRunning) {
        if (cancelled && cancelled())
            return base::fail(base::ErrorKind::Cancelled, tr("Rendering was cancelled"), path);
        if (run.deadline.hasExpired())
            return base::fail(base::ErrorKind::Timeout, tr("kubectl did not render the kustomization within 30 s"), path);
        run.process.waitForFinished(50);
    }
    if (run.process.error() == QProcess::FailedToStart)
        return base::fail(base::ErrorKind::Io, tr("kubectl could not be started"), path, run.process.errorString());
    if (run.process.exitStatus() == QProcess::NormalExit && run.process.exitCode() == 0)
        return {};
    const QString said = QString::fromUtf8(run.process.readAllStandardError()).replace(run.below, QFileInfo(path).path()).trimmed();
    return base::fail(base::ErrorKind::Invalid, tr("kubectl cannot render the kustomization"), path, said);
}

void stop(Run &run) {
    if (run.process.state() == QProcess::NotRunning)
        return;
    run.process.kill();
    run.process.waitForFinished(1000);
}

base::Result<Rendering> finish(Run &run, const QString &path, const std::function<bool()> &cancelled) {
    const base::Status done = await(run, path, cancelled);
    stop(run);
    if (!done)
        return std::unexpected(done.error());
    QFile output(run.outputFile());
    if (!output.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, tr("What kubectl rendered cannot be read"), path, output.errorString());
    const QByteArray text = output.readAll();
    return renderingOf(std::string_view(text.constData(), std::size_t(text.size())), run.canonical);
}

std::optional<base::Error> refusal(const Kustomizations &all, const Kustomization &entry, const QString &program) {
    if (program.isEmpty())
        return base::Error{base::ErrorKind::NotFound, tr("kubectl is not installed, so the kustomization is not rendered"), entry.path, {}};
    if (const Reference *remote = remoteResource(all, entry))
        return base::Error{base::ErrorKind::Network, tr("The kustomization names %1, which is not of this machine and is not fetched").arg(remote->path), entry.path, {}};
    return {};
}

} // namespace

std::vector<base::Result<Rendering>> renderByKubectl(const Kustomizations &all, const std::vector<const Kustomization *> &entries,
    const std::function<bool()> &cancelled) {
    const QString program = QStandardPaths::findExecutable(u"kubectl"_s);
    std::vector<std::unique_ptr<Run>> runs(entries.size());
    std::vector<base::Result<Rendering>> answers(entries.size());
    std::size_t begun = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        for (; begun < std::min(i + atOnce, entries.size()); ++begun) {
            if (const auto refused = refusal(all, *entries[begun], program)) {
                answers[begun] = std::unexpected(*refused);
                continue;
            }
            runs[begun] = std::make_unique<Run>();
            if (const base::Status status = begin(*runs[begun], program, *entries[begun]); !status) {
                answers[begun] = std::unexpected(status.error());
                runs[begun].reset();
            }
        }
        if (runs[i])
            answers[i] = finish(*runs[i], entries[i]->path, cancelled);
        runs[i].reset();
    }
    return answers;
}

} // namespace config
