// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Milliseconds to read our own files into trees, and how many such files one core reads in a second.
#include "config/text/document.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    QString path;
    std::string text;
};

std::vector<Text> textsOf(const QString &folder, const QStringList &names) {
    std::vector<Text> texts;
    QDirIterator it(folder, names, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            texts.push_back({file.fileName(), file.readAll().toStdString()});
    }
    return texts;
}

void measure(const char *what, const std::vector<Text> &texts) {
    std::size_t bytes = 0;
    for (const Text &text : texts)
        bytes += text.text.size();
    std::vector<double> runs;
    for (int run = 0; run < 21; ++run) {
        QElapsedTimer clock;
        clock.start();
        for (const Text &text : texts)
            if (config::Document::parse(text.path, text.text, config::formatOf(text.path))->roots().empty())
                std::printf("%s is empty\n", qPrintable(text.path));
        runs.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(runs);
    const double median = runs[runs.size() / 2];
    std::printf("%-28s %3zu files, %7zu bytes: median %.2f ms, best %.2f ms; %.0f files/s, %.1f MB/s\n", what, texts.size(), bytes, median, runs.front(),
        double(texts.size()) * 1000 / median, double(bytes) / 1000 / median);
}

} // namespace

int main() {
    const QString manifests = QStringLiteral(AQI_SOURCE_DIR "/manifests");
    measure("kubernetes/base, YAML", textsOf(manifests + u"/kubernetes/base"_s, {u"*.yaml"_s, u"*.yml"_s}));
    measure("all YAML", textsOf(manifests, {u"*.yaml"_s, u"*.yml"_s}));
    measure("all JSON", textsOf(manifests, {u"*.json"_s}));
    std::vector<Text> small(1000, {u"small.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: b\ndata:\n  KEY: \"value\"\n  OTHER: \"8080\"\n"});
    measure("small", small);
}
