// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is made to go wrong with a request on purpose. The API server asks for it and knows no more of faults than this.
#pragma once

#include "sandbox/api/httpmessage.h"

#include <chrono>
#include <functional>
#include <optional>

namespace sandbox {

struct Disturbance {
    std::chrono::milliseconds delay{}; // real time, before anything is done
    std::optional<HttpResponse> answer = {}; // instead of the request's own
};

/// Asked of every request but those to the program itself.
using Disturb = std::function<Disturbance(const HttpRequest &)>;

} // namespace sandbox
