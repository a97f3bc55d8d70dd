// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers what the commands ask of a running sandbox: whether it is there, and its faults.
#pragma once

#include "sandbox/api/httpmessage.h"
#include "sandbox/faults/faultbook.h"

class FaultDesk {
public:
    explicit FaultDesk(sandbox::FaultBook &book)
        : m_book(book) {}
    /// A request below /sandbox, of somebody who may.
    [[nodiscard]] sandbox::HttpResponse answer(const sandbox::HttpRequest &request);

private:
    sandbox::FaultBook &m_book;
};
