// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitoring/trouble.h"

#include "models/monitoring/words.h"
#include "prometheus/answer.h"

using base::ErrorKind;

namespace models::monitoring {

namespace {

QString adviceOf(const base::Error &error, const QString &name, const QString &service) {
    switch (error.kind) {
    case ErrorKind::NotFound: return tr("This namespace has no service %1: deploy the set, or choose the environment that has it.").arg(service);
    case ErrorKind::Forbidden:
    case ErrorKind::Auth: return tr("Your account may not use the service proxy: it needs “get” on services/proxy in this namespace.");
    case ErrorKind::Timeout: return tr("Ask for a shorter range, or look at %1's pod on the Workloads page: it may be out of memory or of CPU.").arg(name);
    case ErrorKind::Network:
    case ErrorKind::Tls: return tr("The API server itself cannot be reached; it is tried again by itself.");
    default: return tr("Look at the pod of %1 on the Workloads page: it must be ready before its service answers.").arg(name);
    }
}

} // namespace

Trouble troubleOf(const base::Error &error, const QString &name, const QString &service) {
    if (prometheus::isUnreachable(error))
        return {tr("%1 is unreachable").arg(name), adviceOf(error, name, service)};
    if (error.kind == ErrorKind::Timeout)
        return {tr("%1 took too long").arg(name), tr("Ask for a shorter range or fewer series.")};
    return {tr("%1 refused").arg(name), {}};
}

} // namespace models::monitoring
