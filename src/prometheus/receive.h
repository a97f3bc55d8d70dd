// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the answers of a client arrive in the thread of whoever asked: exactly once, with a value or an Error.
#pragma once

#include "prometheus/client.h"

#include <QObject>
#include <QPointer>

namespace prometheus {

/// store: takes const base::Result<T> &; not called once context is gone. A cancelled question ends with ErrorKind::Cancelled.
template <class T, class Store> void receive(const Asked<T> &asked, QObject *context, Store store) {
    QFuture<base::Result<T>> answer = asked.answer;
    const QPointer<QObject> there(context); // onCanceled also comes while the context is being destroyed
    answer.then(context, [store](const base::Result<T> &result) { store(result); }).onCanceled(context, [store, there] {
        if (there)
            store(base::Result<T>(base::fail(base::ErrorKind::Cancelled, QStringLiteral("the question was given up"))));
    });
}

} // namespace prometheus
