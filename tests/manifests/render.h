// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Kubernetes set as kubectl renders it, and questions that the tests ask of it.
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

struct Finished {
    int status = -1;
    QByteArray output;
    QByteArray errors;
};

/// Runs a program to its end (60 s at most). Status -1 where it could not be started or did not end.
[[nodiscard]] Finished run(const QString &program, const QStringList &arguments, const QStringList &environment = {});

/// The documents of a YAML text; empty objects for empty documents. Aborts the test program with the parser's words
/// where it is broken: kubectl wrote it.
[[nodiscard]] QList<QJsonObject> parseYaml(const QByteArray &yaml);
[[nodiscard]] QJsonObject readYamlFile(const QString &path);

[[nodiscard]] QString manifestsFolder(); // manifests/kubernetes
[[nodiscard]] QStringList overlays();    // their names

/// A workload's pods: how many there can be at most, and one's spec.
struct PodSet {
    QString owner; // "Deployment/api"
    QJsonObject workload;
    QJsonObject labels;
    QJsonObject spec;
    int atMost = 1; // at the autoscaler's maximum, with the surge of a roll-out
};

class Render {
public:
    /// folder below manifests/kubernetes: "base", "overlays/sandbox".
    explicit Render(const QString &folder);
    [[nodiscard]] static Render of(const QString &folder); // rendered once

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] const QByteArray &errors() const { return m_errors; }
    [[nodiscard]] const QList<QJsonObject> &objects() const { return m_objects; }
    [[nodiscard]] QList<QJsonObject> ofKind(const QString &kind) const;
    /// Empty where there is none.
    [[nodiscard]] QJsonObject find(const QString &kind, const QString &name) const;
    [[nodiscard]] QList<PodSet> podSets() const;
    /// The autoscaler of a Deployment, empty where there is none.
    [[nodiscard]] QJsonObject autoscalerOf(const QString &deployment) const;

private:
    QByteArray m_text;
    QByteArray m_errors;
    QList<QJsonObject> m_objects;
};

/// Path of names and list indices: at(object, {"spec", "rules", 0, "host"}).
[[nodiscard]] QJsonValue at(const QJsonValue &value, const QString &dottedPath);
[[nodiscard]] QString nameOf(const QJsonObject &object);
[[nodiscard]] QString textOf(const QJsonObject &object); // "Deployment/api"
[[nodiscard]] QList<QJsonObject> objectsIn(const QJsonValue &list);
[[nodiscard]] QList<QJsonObject> containersOf(const QJsonObject &podSpec); // init containers first
/// matchLabels and matchExpressions (In, Exists); an empty selector matches all.
[[nodiscard]] bool matches(const QJsonObject &labelSelector, const QJsonObject &labels);
/// The number of a container's port by number or name; 0 where it has none such.
[[nodiscard]] int containerPort(const QJsonObject &podSpec, const QJsonValue &port);
/// What the "restricted" pod security standard refuses in a pod, and what we ask beyond it (read-only root, no token).
[[nodiscard]] QStringList restrictedViolations(const QJsonObject &podSpec);
/// What one pod asks for: key "requests.cpu" and so on, in cores and bytes. An init container counts where it asks for
/// more.
[[nodiscard]] QHash<QString, double> resourcesOf(const QJsonObject &podSpec);
