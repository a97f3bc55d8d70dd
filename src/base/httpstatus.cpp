// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/httpstatus.h"

namespace base {

ErrorKind kindOfStatus(int status) {
    switch (status) {
    case 401: return ErrorKind::Auth;
    case 403: return ErrorKind::Forbidden;
    case 404: return ErrorKind::NotFound;
    case 409: return ErrorKind::Conflict;
    case 410: return ErrorKind::Gone;
    case 429: return ErrorKind::Throttled;
    case 408:
    case 504: return ErrorKind::Timeout;
    default: return status >= 400 && status < 500 ? ErrorKind::Invalid : ErrorKind::Server;
    }
}

} // namespace base
