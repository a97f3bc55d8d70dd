// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long somebody who types waits for what could be written there: completion and explanation in files of 2,000 lines, of one object and of
// many. The file is parsed already, as for whoever edits it; completion parses the document around the cursor once more, without the line
// that is being written. And how long it takes until the schemas are there: the program's, and of a set's definitions and a server's document.
#include "config/schema/schema.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

constexpr FileKind objects{Platform::Kubernetes, Role::Objects};

/// The work says how much it found, which is printed: that of nothing is quick.
template <class Work> void measure(const char *what, Work work) {
    constexpr int runs = 31;
    std::vector<double> times;
    std::size_t found = 0;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        found = work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("%-52s first %8.2f   ", what, times.front());
    std::ranges::sort(times);
    std::printf("median %8.2f   max %8.2f ms, %zu\n", times[times.size() / 2], times.back(), found);
}

const std::string head = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
spec:
  selector:
    matchLabels: {app: a}
  template:
    metadata:
      labels: {app: a}
    spec:
      containers:
)";
const std::string container = R"(        - name: main
          image: registry.example.org/app:1.2.3
          ports:
            - containerPort: 8000
          env:
            - name: A
              value: "1"
)";

std::string oneObject(int lines) {
    std::string text = head;
    while (int(std::ranges::count(text, '\n')) < lines)
        text += container;
    return text;
}

std::string manyObjects(int lines) {
    std::string text = head + container;
    while (int(std::ranges::count(text, '\n')) < lines)
        text += "---\n" + head + container;
    return text;
}

void measureText(const Schemas &schemas, const char *what, const std::string &text) {
    const std::string name(what);
    measure((name + ", parsed").c_str(), [&] { return Document::parse(u"a.yaml"_s, text, Format::Yaml)->roots().size(); });
    const std::string key = text + "          ima";
    const auto atKey = Document::parse(u"a.yaml"_s, key, Format::Yaml);
    measure((name + ", a key at the end").c_str(), [&] { return schemas.complete(objects, *atKey, std::uint32_t(key.size())).size(); });
    const std::string value = text + "          imagePullPolicy: ";
    const auto atValue = Document::parse(u"a.yaml"_s, value, Format::Yaml);
    measure((name + ", a value at the end").c_str(), [&] { return schemas.complete(objects, *atValue, std::uint32_t(value.size())).size(); });
    const std::string all = text + "          ";
    const auto atAll = Document::parse(u"a.yaml"_s, all, Format::Yaml);
    measure((name + ", every key at the end").c_str(), [&] { return schemas.complete(objects, *atAll, std::uint32_t(all.size())).size(); });
    const Node root = atAll->roots().back();
    const Node port = atAll->at(std::uint32_t(all.rfind("8000")));
    measure((name + ", an explanation").c_str(), [&] { return std::size_t(schemas.explain(objects, root, port)->description.size()); });
}

void measureLearning(const Schemas &schemas) {
    const auto definition = Document::read(QStringLiteral(AQI_SOURCE_DIR "/tests/config/schema/definitions/servicemonitors.yaml"));
    const auto resource = Document::read(QStringLiteral(AQI_SOURCE_DIR "/tests/config/schema/definitions/good.yaml"));
    measure("the program's schemas", [] { return std::size_t(Schemas::builtin().has_value()); });
    measure("a definition learnt", [&] { return std::size_t(schemas.withDefinitions(definition->roots())->knows(objects, resource->roots()[0])); });
    measure("a definition learnt, its resource judged", [&] { return schemas.withDefinitions(definition->roots())->validate(objects, resource->roots()[0]).size(); });
    QFile file(QStringLiteral(AQI_CONFIG_KUBERNETES_OPENAPI));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const std::array documents{file.readAll()};
    measure("a server's whole document learnt", [&] { return std::size_t(schemas.withOpenApi(documents).has_value()); });
}

} // namespace

int main() {
    const auto schemas = Schemas::builtin();
    if (!schemas)
        return std::fprintf(stderr, "%s\n", qPrintable(schemas.error().text())), 1;
    measureLearning(**schemas);
    measureText(**schemas, "one object of 2,000 lines", oneObject(2000));
    measureText(**schemas, "objects of 2,000 lines", manyObjects(2000));
}
