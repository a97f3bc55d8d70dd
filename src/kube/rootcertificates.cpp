// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/rootcertificates.h"

#include <algorithm>
#include <filesystem>
#include <string>

#ifdef AQI_QT_NETWORK_PRIVATE
#include <private/qsslsocket_p.h>
#endif

namespace kube {

namespace {

/// "5ed36f99.0": the hash of a subject and a number, what c_rehash makes.
[[maybe_unused]] bool isHashLink(const std::string &name) {
    return name.size() == 10 && name.ends_with(".0") && name.find_first_not_of("0123456789abcdef") == 8;
}

[[maybe_unused]] bool hasHashLinks(const char *folder) {
    std::error_code error;
    return std::ranges::any_of(std::filesystem::directory_iterator(folder, error),
        [](const std::filesystem::directory_entry &entry) { return isHashLink(entry.path().filename().string()); });
}

} // namespace

void lookUpRootCertificatesOnDemand() {
#ifdef AQI_QT_NETWORK_PRIVATE
    if (hasHashLinks("/etc/ssl/certs"))
        QSslSocketPrivate::setRootCertOnDemandLoadingSupported(true);
#endif
}

} // namespace kube
