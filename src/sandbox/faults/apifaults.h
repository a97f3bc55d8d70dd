// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of the API server: what its clients get instead of, or before, their answer.
#pragma once

#include "sandbox/api/disturbance.h"
#include "sandbox/faults/faultbook.h"

#include <QObject>

#include <map>
#include <string>
#include <string_view>

namespace sandbox {

class ApiFaults : public QObject {
    Q_OBJECT
public:
    /// token: that of the kubeconfig; pods have tokens of their own, which do not expire with it.
    ApiFaults(const FaultBook &book, std::string token, QObject *parent = nullptr);

    [[nodiscard]] Disturbance of(const HttpRequest &request) const;
    [[nodiscard]] bool isOn(std::string_view fault) const { return m_on.contains(fault); }
    /// Takes in what the book says; done by itself when it changes.
    void look();

Q_SIGNALS:
    void certificateChanged();

private:
    const FaultBook &m_book;
    std::string m_token;
    std::map<std::string_view, long long> m_on; // with its number
};

} // namespace sandbox
