// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds environments and connects to one of them away from the GUI thread, so that the first pods are on their way while the window is
// still being built.
#pragma once

#include "base/error.h"
#include "environment/store.h"
#include "kube/client.h"
#include "kube/session.h"

#include <QFuture>

#include <memory>

class QThread;

namespace console {

/// The session is started and belongs to the thread that was named; it ends before its client.
struct Link {
    std::unique_ptr<kube::Client> client;
    std::unique_ptr<kube::Session> session;
    QString ns;
};

struct FirstOpening {
    base::Result<environment::Listing> listing;
    environment::Environment chosen; // no name where none was found
    base::Result<Link> link;         // of the chosen one
};

/// What the command line says of the environment to open.
struct Wish {
    QString kubeconfig;
    QString context;
    QString ns;
    QString manifests; // for environments that name none
};

[[nodiscard]] QFuture<base::Result<Link>> open(const environment::Environment &environment, QThread *owner);
[[nodiscard]] QFuture<FirstOpening> openFirst(const Wish &wish, QThread *owner);

} // namespace console
