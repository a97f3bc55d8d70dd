// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A read-only session with one PostgreSQL server, on a thread of its own.
#pragma once

#include "database/access.h"
#include "database/session.h"

#include <memory>

namespace database {

/// Connects when it is first asked, and anew after a loss. Questions are answered one after the other, each in a read-only transaction with
/// a time-out that the server keeps; where the server does not, the connection is closed under it. Callable from any thread. Its end gives
/// up all that is open and does not wait for the server.
class Reader : public Session {
public:
    /// source: see Session.
    Reader(Access access, QString source);
    ~Reader() override;

    [[nodiscard]] QFuture<base::Result<Table>> ask(Question question) override;
    [[nodiscard]] QString source() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace database
