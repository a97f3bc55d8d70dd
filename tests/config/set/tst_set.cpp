// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which files make a set, which objects meet in a scope, and what a changed text does to both.
#include "config/set/folders.h"
#include "config/set/place.h"
#include "config/set/rendering.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::string deployment(const std::string &name) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " + name + "\nspec:\n  template:\n    spec:\n      containers:\n      - name: " + name + "\n        image: " + name
        + ":1\n";
}

const std::string kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";

QStringList names(const Scope &scope) {
    QStringList found;
    for (const Object &object : scope.objects)
        found.append(object.text());
    found.sort();
    return found;
}

QStringList scopeNames(const Set &set) {
    QStringList found;
    for (const Scope &scope : set.scopes())
        found.append(scope.name);
    return found;
}

void write(const QString &path, const std::string &text) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.c_str(), qint64(text.size()));
}

QString lineOf(const Place &place) {
    return place.document ? place.document->path().section(u'/', -1) + u':' + QString::number(place.document->position(place.range.begin).line) : u"nowhere"_s;
}

bool hasKubectl() {
    return !QStandardPaths::findExecutable(u"kubectl"_s).isEmpty();
}

} // namespace

class TestSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filesThatAreRead_data() {
        QTest::addColumn<bool>("read");
        for (const char *name : {"a.yaml", "A.YML", "Dockerfile", "Dockerfile.api", "api.dockerfile", "Procfile", ".env", ".env.production", "prod.env", "secrets.toml.example",
                 "README.md", "run.sh", ".dockerignore", ".aqi-validate.yaml", "Kustomization"})
            QTest::newRow(name) << true;
        for (const char *name : {"a.png", "a.yaml~", "main.cpp", "data.parquet", ".gitignore", ".hidden.yaml", "archive.tar.gz"})
            QTest::newRow(name) << false;
    }
    void filesThatAreRead() {
        QTEST(isConfiguration(QString::fromUtf8(QTest::currentDataTag())), "read");
    }

    void foldersThatAreWalked() {
        QTemporaryDir folder;
        for (const char *path : {"b/x.yaml", "a.yaml", ".streamlit/config.toml", ".github/workflows/ci.yml", ".ebextensions/o.config", ".git/config.yaml", "build/x.yaml",
                 "node_modules/m/p.json", "b/.venv/x.yaml"})
            write(folder.filePath(QString::fromUtf8(path)), "a: 1\n");
        QVERIFY(QFile::link(folder.path(), folder.filePath(u"loop"_s)));
        const auto files = configurationFiles(folder.path(), 100, {});
        QVERIFY(files.has_value());
        QStringList below;
        for (const QString &file : *files)
            below.append(file.mid(folder.path().size() + 1));
        below.sort();
        QCOMPARE(below, QStringList({u".ebextensions/o.config"_s, u".github/workflows/ci.yml"_s, u".streamlit/config.toml"_s, u"a.yaml"_s, u"b/x.yaml"_s}));
        QVERIFY(!configurationFiles(folder.path(), 3, {}));
        QCOMPARE(configurationFiles(folder.path(), 100, [] { return true; }).error().kind, base::ErrorKind::Cancelled);
    }

    void aPathThatIsNotThere() {
        const auto set = Set::load({u"/nowhere/at/all"_s});
        QVERIFY(!set);
        QCOMPARE(set.error().kind, base::ErrorKind::NotFound);
    }

    void aFolderIsOneScope() {
        QTemporaryDir folder;
        for (int i = 0; i < 14; ++i)
            write(folder.filePath(u"f%1.yaml"_s.arg(i)), deployment("d" + std::to_string(i)));
        const auto set = Set::load({folder.path()});
        QVERIFY(set.has_value());
        QCOMPARE((*set)->objects().size(), 14u);
        QCOMPARE((*set)->scopes().size(), 1u);
        QCOMPARE((*set)->root(), folder.path());
    }

    void oneFileIsReadOnce() {
        QTemporaryDir folder;
        write(folder.filePath(u"a.yaml"_s), deployment("a"));
        const auto set = Set::load({folder.filePath(u"a.yaml"_s), folder.path(), folder.filePath(u"a.yaml"_s)});
        QCOMPARE((*set)->files().size(), 1u);
        QVERIFY((*set)->file(folder.filePath(u"x/../a.yaml"_s)));
        QVERIFY((*set)->fileEndingIn(u"a.yaml") && !(*set)->fileEndingIn(u".yamlx") && !(*set)->fileEndingIn(u"yaml"));
    }

    void plainFoldersByPlatform() {
        const auto set = Set::of({{u"k/a.yaml"_s, deployment("a")}, {u"k/deep/b.yaml"_s, deployment("b")}, {u"run/s.yaml"_s, "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: s}\n"}});
        QCOMPARE(set->scopes().size(), 2u);
        QCOMPARE(names(set->scopes()[0]), QStringList({u"Deployment/a"_s, u"Deployment/b"_s}));
        QCOMPARE(names(set->scopes()[1]), QStringList({u"Service/s"_s}));
        QVERIFY(set->scopes()[1].platform == Platform::CloudRun);
        QVERIFY(set->scopes()[0].find("Deployment", "a") && !set->scopes()[0].find("Service", "a"));
        QCOMPARE(set->scopes()[0].ofKind("Deployment").size(), 2u);
    }

    void anOverlayIsDeployedWhoeverBuildsOnIt() {
        const auto set = Set::of({{u"base/kustomization.yaml"_s, kustomization + "resources: [a.yaml]\n"}, {u"base/a.yaml"_s, deployment("a")},
            {u"overlays/production/kustomization.yaml"_s, kustomization + "resources: [../../base]\n"},
            {u"cloud/kustomization.yaml"_s, kustomization + "resources: [../overlays/production]\n"}});
        QCOMPARE(scopeNames(*set), QStringList({u"cloud"_s, u"overlays/production"_s}));
        QCOMPARE(names(set->scopes()[1]), QStringList({u"Deployment/a"_s}));
    }

    void kustomizationsGroup() {
        const auto set = Set::of({{u"base/kustomization.yaml"_s, kustomization + "resources: [a.yaml]\n"}, {u"base/a.yaml"_s, deployment("a")}, {u"base/template.yaml"_s, deployment("t")},
            {u"over/one/kustomization.yaml"_s, kustomization + "namespace: one\nresources: [../../base, extra.yaml]\npatches:\n- path: p.yaml\n"},
            {u"over/one/extra.yaml"_s, deployment("extra")}, {u"over/one/p.yaml"_s, deployment("a")},
            {u"over/two/kustomization.yaml"_s, kustomization + "resources: [../../base]\n"}, {u"plain/z.yaml"_s, deployment("z")}});
        QCOMPARE(scopeNames(*set), QStringList({u"over/one"_s, u"over/two"_s, u"plain"_s}));
        QCOMPARE(names(set->scopes()[0]), QStringList({u"Deployment/a"_s, u"Deployment/extra"_s}));
        QCOMPARE(names(set->scopes()[1]), QStringList({u"Deployment/a"_s}));
        QVERIFY(set->scopes()[0].objects[0].ns == "one" && set->scopes()[1].objects[0].ns.empty());
        QVERIFY(set->file(u"over/one/p.yaml"_s)->kind.role == Role::Patch);
        QCOMPARE(set->objects().size(), 4u); // the template too, the patch not
    }

    void generatorsGiveObjects() {
        const auto set = Set::of({{u"k/kustomization.yaml"_s, kustomization + "resources: [a.yaml]\nconfigMapGenerator:\n- name: c\n  files: [x.conf, y=z/w.txt]\n  literals: [L=1]\n"
                                                                              "secretGenerator:\n- name: s\n  envs: [s.env]\n"},
            {u"k/a.yaml"_s, deployment("a")}, {u"k/s.env"_s, "PASSWORD=\"a b\"\nUSER=u\n"}, {u"k/x.conf"_s, "one\ntwo \"2\" \\\n"}});
        QCOMPARE(set->scopes().size(), 1u);
        const Scope &scope = set->scopes()[0];
        QCOMPARE(names(scope), QStringList({u"ConfigMap/c"_s, u"Deployment/a"_s, u"Secret/s"_s}));
        const Object &map = *scope.find("ConfigMap", "c");
        QVERIFY(map.root["data"]["L"].text() == "1");
        QCOMPARE(QString::fromStdString(std::string(map.root["data"]["x.conf"].text())), u"one\ntwo \"2\" \\\n"_s);
        QVERIFY(map.root["data"]["y"]);
        QVERIFY(scope.find("Secret", "s")->root["stringData"]["PASSWORD"].text() == "a b");
        const Place place = placeOf(scope, map, map.root["data"]["L"]);
        QCOMPARE(lineOf(place), u"kustomization.yaml:5"_s);
        const Object &made = *scope.find("Deployment", "a");
        QCOMPARE(lineOf(placeOf(scope, made, made.root["metadata"]["name"])), u"a.yaml:4"_s);
    }

    void aChangedTextKeepsTheOthers() {
        const auto before = Set::of({{u"a.yaml"_s, deployment("a")}, {u"b.yaml"_s, deployment("b")}});
        const auto after = before->with(u"b.yaml"_s, deployment("c"));
        QCOMPARE(names(before->scopes()[0]), QStringList({u"Deployment/a"_s, u"Deployment/b"_s}));
        QCOMPARE(names(after->scopes()[0]), QStringList({u"Deployment/a"_s, u"Deployment/c"_s}));
        QCOMPARE(before->file(u"a.yaml"_s)->document.get(), after->file(u"a.yaml"_s)->document.get());
        QCOMPARE(names(after->with(u"d.yaml"_s, deployment("d"))->scopes()[0]), QStringList({u"Deployment/a"_s, u"Deployment/c"_s, u"Deployment/d"_s}));
    }

    void renderedTextLosesItsOrigins() {
        const Rendering made = renderingOf("apiVersion: v1\nkind: A\nmetadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      path: ../x/a.yaml\n  name: a\n"
                                           "---\nkind: B\nmetadata:\n  annotations:\n    a: b\n    config.kubernetes.io/origin: |\n      configuredIn: k.yaml\n      configuredBy:\n        kind: G\n    z: y\n"
                                           "  name: b\nspec:\n  annotations:\n    config.kubernetes.io/origin: |\n      kept\n",
            u"/t/w"_s);
        QCOMPARE(made.chunks.size(), 2u);
        QCOMPARE(QString::fromStdString(made.chunks[0].text), u"apiVersion: v1\nkind: A\nmetadata:\n  name: a\n"_s);
        QCOMPARE(made.chunks[0].source, u"/t/x/a.yaml"_s);
        QVERIFY(!made.chunks[0].generated && made.chunks[1].generated);
        QCOMPARE(made.chunks[1].source, u"/t/w/k.yaml"_s);
        QCOMPARE(QString::fromStdString(made.chunks[1].text),
            u"kind: B\nmetadata:\n  annotations:\n    a: b\n    z: y\n  name: b\nspec:\n  annotations:\n    config.kubernetes.io/origin: |\n      kept\n"_s);
    }

    void kubectlRenders() {
        if (!hasKubectl())
            QSKIP("no kubectl");
        QTemporaryDir folder;
        makeOverlay(folder);
        const auto loaded = Set::load({folder.path()});
        QVERIFY(loaded.has_value());
        const Set &set = **loaded;
        QVERIFY(set.renderProblems().empty());
        QCOMPARE(set.scopes().size(), 1u);
        const Scope &scope = set.scopes()[0];
        QVERIFY(scope.rendered && !scope.approximate);
        const Object &api = *scope.find("Deployment", "pre-api");
        QVERIFY(api.ns == "space");
        const Node container = containers(podSpec(api)).at(0);
        QVERIFY(container["image"].text() == "registry/api:2");
        QCOMPARE(lineOf(placeOf(scope, api, container["image"])), u"kustomization.yaml:9"_s);
        QCOMPARE(lineOf(placeOf(scope, api, api.root["spec"]["replicas"])), u"patch.yaml:6"_s);
        QCOMPARE(lineOf(placeOf(scope, api, api.root["spec"]["paused"])), u"kustomization.yaml:17"_s);
        QCOMPARE(lineOf(placeOf(scope, api, api.root["spec"]["minReadySeconds"])), u"kustomization.yaml:22"_s);
        QCOMPARE(lineOf(placeOf(scope, api, container["name"])), u"api.yaml:9"_s);
        QVERIFY(placeOf(scope, api, container["name"]).exact && !placeOf(scope, api, api.root["metadata"]["name"]).exact);
        QVERIFY(!api.root["metadata"]["annotations"]);
        const auto maps = scope.ofKind("ConfigMap");
        QCOMPARE(maps.size(), 1u);
        QVERIFY(maps[0]->name.starts_with("pre-settings-"));
        QCOMPARE(lineOf(placeOf(scope, *maps[0], maps[0]->root["data"]["A"])), u"kustomization.yaml:5"_s);
    }

    void aChangedFileOfARendering() {
        if (!hasKubectl())
            QSKIP("no kubectl");
        QTemporaryDir folder;
        makeOverlay(folder);
        const auto loaded = Set::load({folder.path()});
        const QString path = folder.filePath(u"base/api.yaml"_s);
        const auto changed = (*loaded)->with(path, deployment("api") + "---\n" + deployment("new"));
        const Scope &scope = changed->scopes()[0];
        QVERIFY(scope.approximate && scope.rendered);
        QCOMPARE(names(scope).mid(1), QStringList({u"Deployment/pre-api"_s, u"Deployment/pre-new"_s}));
        const Object &api = *scope.find("Deployment", "pre-api");
        QVERIFY(api.ns == "space" && containers(podSpec(api)).at(0)["image"].text() == "registry/api:2"); // as laid over what stood there
        QCOMPARE(lineOf(placeOf(scope, api, api.root["spec"]["replicas"])), u"patch.yaml:6"_s);
        const Object &added = *scope.find("Deployment", "pre-new");
        QVERIFY(added.ns == "space");
        QCOMPARE(placeOf(scope, added, added.root["metadata"]["name"]).document, changed->file(path)->document.get());
        // broken while it is typed: what was rendered stays
        const auto broken = (*loaded)->with(path, "apiVersion: apps/v1\nkind: [\n");
        QCOMPARE(names(broken->scopes()[0]).size(), 2);
        // and back again
        const auto back = changed->with(path, std::string((*loaded)->file(path)->document->text()));
        QVERIFY(!back->scopes()[0].approximate);
        QCOMPARE(names(back->scopes()[0]), names((*loaded)->scopes()[0]));
    }

    void aKustomizationThatCannotBeRendered() {
        if (!hasKubectl())
            QSKIP("no kubectl");
        QTemporaryDir folder;
        write(folder.filePath(u"kustomization.yaml"_s), kustomization + "resources: [a.yaml, missing.yaml]\n");
        write(folder.filePath(u"a.yaml"_s), deployment("a"));
        const auto set = Set::load({folder.path()});
        QCOMPARE((*set)->renderProblems().size(), 1u);
        QVERIFY((*set)->renderProblems()[0].error.detail.contains("missing.yaml"_L1));
        QCOMPARE(names((*set)->scopes()[0]), QStringList({u"Deployment/a"_s}));
    }

    void nothingIsFetched() {
        QTemporaryDir folder;
        write(folder.filePath(u"kustomization.yaml"_s), kustomization + "resources: [https://example.invalid/x.yaml]\n");
        const auto set = Set::load({folder.path()});
        QCOMPARE((*set)->renderProblems().size(), 1u);
    }

    void renderingIsCancelled() {
        QTemporaryDir folder;
        makeOverlay(folder);
        int asked = 0;
        LoadOptions options;
        options.cancelled = [&] { return ++asked > 9; };
        const auto set = Set::load({folder.path()}, options);
        if (hasKubectl())
            QVERIFY(!set && set.error().kind == base::ErrorKind::Cancelled);
    }

private:
    static void makeOverlay(const QTemporaryDir &folder) {
        write(folder.filePath(u"base/kustomization.yaml"_s), kustomization + "resources: [api.yaml]\n");
        write(folder.filePath(u"base/api.yaml"_s), deployment("api"));
        write(folder.filePath(u"over/patch.yaml"_s), "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 4\n");
        write(folder.filePath(u"over/kustomization.yaml"_s), kustomization
                + "resources: [../base]\nconfigMapGenerator:\n- name: settings\n  literals: [A=1]\nnamespace: space\nnamePrefix: pre-\n"
                  "images: [{name: api, newName: registry/api, newTag: '2'}]\npatches:\n- path: patch.yaml\n- target: {kind: Deployment}\n  patch: |-\n"
                  "    - op: add\n      path: /spec/paused\n      # a comment\n      value: false\n"
                  "- patch: |\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: api}\n    spec: {minReadySeconds: 7}\n");
    }
};

QTEST_GUILESS_MAIN(TestSet)
#include "tst_set.moc"
