// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox with a small workload for the tests of faults, and what is to be seen of it as a text that is the same in every run.
#pragma once

#include "../../e2e/kubectl.h"

#include <QJsonArray>
#include <QJsonObject>

#include <functional>

class Scene {
public:
    /// Hollow, at 20 times the speed of life, with a Deployment "web" of two pods in the namespace "default".
    [[nodiscard]] Ran begin();
    [[nodiscard]] Ran kubectl(const QStringList &arguments, const QByteArray &input = {}) const;
    [[nodiscard]] Ran fault(const QStringList &words) const;
    [[nodiscard]] Sandbox &sandbox() { return m_sandbox; }

    /// Pods as kubectl lists them, why containers wait or ended, conditions, and the warnings since forgetEvents(): sorted, each once,
    /// without ages, uids and generated names.
    [[nodiscard]] QString picture() const;
    void forgetEvents() const;
    /// What a person has written into the workload: with owners of fields, without what controllers write.
    [[nodiscard]] QJsonObject written(const QString &object = QStringLiteral("deployment/web")) const;
    /// The two pods and no others are ready, and nothing else is left of a fault.
    [[nodiscard]] bool well() const;

private:
    [[nodiscard]] QJsonArray items() const;

    Sandbox m_sandbox;
};

/// Waits until the picture is that of golden/NAME.txt. Where it never is, the last one stands in NAME.txt.fail in the build folder.
[[nodiscard]] bool becomes(const QString &name, const std::function<QString()> &picture);
[[nodiscard]] QString normalised(QString text);
