// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps Qt from reading every certificate authority of the system before the first connection.
#pragma once

namespace kube {

/// Before the first use of TLS. Qt 6.8's OpenSSL backend means to look authorities up one by one where /etc/ssl/certs has hash links, but
/// does not find the links and reads all of them instead: 148 files on Debian 13, 200 million instructions, most of the time to the first
/// pod. Where the links are there, this says so to Qt; where they are not, and in builds without Qt's private headers, nothing changes.
void lookUpRootCertificatesOnDemand();

} // namespace kube
