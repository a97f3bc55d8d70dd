// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/plan.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace deploy {

QString name(Change change) {
    switch (change) {
    case Change::Create: return u"create"_s;
    case Change::Update: return u"update"_s;
    case Change::Unchanged: return u"unchanged"_s;
    case Change::Replace: return u"replace"_s;
    case Change::Unknown: return u"unknown"_s;
    }
    return u"unknown"_s;
}

QString name(Phase phase) {
    switch (phase) {
    case Phase::Namespace: return u"namespace"_s;
    case Phase::Policy: return u"policy"_s;
    case Phase::Config: return u"config"_s;
    case Phase::Storage: return u"storage"_s;
    case Phase::Database: return u"database"_s;
    case Phase::Migration: return u"migration"_s;
    case Phase::Monitoring: return u"monitoring"_s;
    case Phase::Application: return u"application"_s;
    case Phase::Scaling: return u"scaling"_s;
    case Phase::Ingress: return u"ingress"_s;
    }
    return u"config"_s;
}

int Plan::count(Change change) const {
    return static_cast<int>(std::ranges::count(steps, change, &Step::change));
}

bool Plan::hasChanges() const {
    return std::ranges::any_of(steps, [](const Step &step) { return step.change != Change::Unchanged; });
}

} // namespace deploy
