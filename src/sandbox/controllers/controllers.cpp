// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/controllers.h"

#include "sandbox/controllers/manager.h"

namespace sandbox {

Controllers::Controllers(ObjectStore &store, ControllerOptions options, QObject *parent)
    : QObject(parent)
    , m_manager(std::make_unique<Manager>(store, std::move(options))) {}

Controllers::~Controllers() = default;

void Controllers::start() {
    m_manager->start();
}

} // namespace sandbox
