// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for a client's future while this thread's server goes on serving.
#pragma once

#include "base/error.h"

#include <QFuture>
#include <QTest>

template <class T> base::Result<T> await(QFuture<base::Result<T>> future, int ms = 20000) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, ms) || !future.isValid() || future.resultCount() == 0)
        return base::fail(base::ErrorKind::Internal, QStringLiteral("the future never ended"));
    return future.result();
}
