// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long checking takes: our base of Kubernetes files with every rule, many small files on one and two threads, and the time from a
// keystroke in a file of 2,000 lines to its findings. Reading the files is counted, rendering by kubectl is not.
#include "config/check/validator.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

template <class Work> void measure(const char *what, int runs, Work work, double perRun = 1) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        const Outcome outcome = work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("%-52s min %8.2f   median %8.2f ms", what, times.front(), times[times.size() / 2]);
    if (perRun > 1)
        std::printf("   %8.0f files/s", perRun * 1000 / times[times.size() / 2]);
    std::printf("\n");
}

LoadOptions unrendered(int threads = 1) {
    LoadOptions options;
    options.render = false;
    options.threads = threads;
    return options;
}

std::string manyObjects(int lines) {
    std::string text;
    for (int i = 0; int(std::ranges::count(text, '\n')) < lines; ++i)
        text += "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-" + std::to_string(i) + "\nspec:\n  replicas: 2\n  selector:\n    matchLabels: {app: a" + std::to_string(i)
            + "}\n  template:\n    metadata:\n      labels: {app: a" + std::to_string(i)
            + "}\n    spec:\n      containers:\n        - name: main\n          image: registry.example.org/app:1.2.3\n          ports:\n            - containerPort: 8000\n";
    return text;
}

} // namespace

int main() {
    QElapsedTimer start;
    start.start();
    const auto validator = Validator::create();
    if (!validator)
        return std::fprintf(stderr, "%s\n", qPrintable(validator.error().text())), 1;
    std::printf("%-52s %8.2f ms, %zu rules\n", "catalogue and schemas", double(start.nsecsElapsed()) / 1e6, (*validator)->rules().size());

    const QString base = QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/base");
    QStringList files;
    for (const QString &name : QDir(base).entryList({u"*.yaml"_s}, QDir::Files))
        files.append(base + u'/' + name);
    std::printf("%lld Kubernetes files of manifests/kubernetes/base\n", static_cast<long long>(files.size()));
    for (const int threads : {1, 2})
        measure(threads == 1 ? "  read and checked, one thread" : "  read and checked, two threads", 15, [&] { return (*validator)->run(**Set::load(files, unrendered()), {}, threads); });

    const QTemporaryDir folder;
    constexpr int many = 2000;
    for (int i = 0; i < many; ++i) {
        QFile file(folder.filePath(u"s%1/f%2.yaml"_s.arg(i % 50).arg(i)));
        QDir(folder.path()).mkpath(u"s%1"_s.arg(i % 50));
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray::fromStdString(manyObjects(16)));
    }
    const std::string small = manyObjects(16);
    measure("2000 small files, read as YAML and no more", 5, [&] {
        Outcome outcome;
        for (int i = 0; i < many; ++i)
            outcome.objects += int(Document::parse(u"small.yaml"_s, small, Format::Yaml)->roots().size());
        return outcome;
    }, many);
    Settings noFixes; // as aqictl's text asks for it
    noFixes.fixes = false;
    for (const int threads : {1, 2})
        measure(threads == 1 ? "2000 small files, one thread, no fixes" : "2000 small files, two threads, no fixes", 5,
            [&] { return (*validator)->run(**Set::load({folder.path()}, unrendered(threads)), noFixes, threads); }, many);
    for (const int threads : {1, 2})
        measure(threads == 1 ? "2000 small files, one thread" : "2000 small files, two threads", 5,
            [&] { return (*validator)->run(**Set::load({folder.path()}, unrendered(threads)), {}, threads); }, many);

    std::string text = manyObjects(2000);
    const auto set = Set::of({{u"long.yaml"_s, text}});
    measure("keystroke to findings, 2000 lines", 15, [&] {
        text.insert(text.size() / 2, "#");
        return (*validator)->run(*set->with(u"long.yaml"_s, text), {}, 1);
    });

    // In a file that every overlay is rendered from; where there is no kubectl, as the files stand.
    const auto ours = Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes")});
    const QString api = base + "/api-deployment.yaml"_L1;
    const std::string before(ours ? (*ours)->file(api)->document->text() : std::string_view());
    int strokes = 0;
    for (const bool remark : {true, false})
        measure(remark ? "keystroke to findings, a remark in a rendered file" : "keystroke to findings, a value in a rendered file", 15, [&] {
            std::string typed = before + "# " + std::to_string(++strokes) + "\n";
            if (const std::size_t at = typed.find("maxReplicas: "); !remark && at != std::string::npos)
                typed.insert(at + 13, 1, char('1' + strokes % 9));
            return (*validator)->run(*(*ours)->with(api, typed), {}, 1);
        });
}
