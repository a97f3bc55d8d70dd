// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Watch that other threads hold: a ListWatch in the client's thread behind it.
#pragma once

#include "kube/watch.h"

#include <memory>

namespace kube {

class ClientCore;
class ListWatch;

class WatchHandle : public Watch {
    Q_OBJECT
public:
    /// core lives in the client's thread.
    WatchHandle(ClientCore &core, const QString &apiVersion, const QString &kind, const QString &ns);
    ~WatchHandle() override;

    void start() override;
    void refresh() override;

private:
    std::unique_ptr<ListWatch> m_inner; // made and destroyed in the client's thread
    ClientCore &m_core;
};

} // namespace kube
