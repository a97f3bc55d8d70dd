// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one error type of the project: what went wrong, to what, and the verbatim text of whoever said so.
#pragma once

#include <QString>

#include <expected>

namespace base {

enum class ErrorKind {
    Network,   // no connection, or it broke
    Tls,       // the other side could not be trusted, or did not trust us
    Auth,      // who we are was not accepted (401), or a credential could not be had
    Forbidden, // we may not (403)
    NotFound,
    Conflict, // someone else owns or has changed it (409)
    Gone,     // the version asked for is too old (410)
    Invalid,  // what we sent, or what a person wrote, is wrong
    Throttled,
    Server,   // the other side failed (5xx), or answered nonsense
    Timeout,
    Cancelled,
    Io,
    Internal,
};

/// message: one sentence for a person, without a final full stop needed to make sense beside a name.
/// where: file:line, URL path or object it is about. detail: verbatim text of the other side, one click away.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString where;
    QString detail;

    bool operator==(const Error &) const = default;
    /// "where: message", for a terminal.
    [[nodiscard]] QString text() const;
};

template <class T> using Result = std::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, QString message, QString where = {}, QString detail = {}) {
    return std::unexpected(Error{kind, std::move(message), std::move(where), std::move(detail)});
}

/// Stable lower-case name ("network", "forbidden"), for JSON output.
[[nodiscard]] QString name(ErrorKind kind);

/// True where asking again later, unchanged, may succeed.
[[nodiscard]] bool isTransient(ErrorKind kind);

/// Exit status of the command-line contract: 3 where the other side could not be reached, 2 for unreadable input, else 1.
[[nodiscard]] int exitStatus(ErrorKind kind);

} // namespace base
