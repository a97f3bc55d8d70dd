// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// libproxy's interface (https://github.com/libproxy/libproxy, src/libproxy/proxy.h), of which Qt Network calls four functions; the answer
// is always "direct".
//
// Debian's Qt Network needs libproxy, whose back end brings GIO, curl, GnuTLS, OpenLDAP, SASL and a JavaScript engine into every process:
// thirty libraries, a third of the dynamic linker's work at every start. Our programs never ask it: they take the proxy from kubeconfig, HTTPS_PROXY and
// NO_PROXY, as kubectl does (kube/proxyenvironment.h), and give it to Qt. Loaded first, a library of this name is the one that Qt Network
// finds. A program that is installed without it works the same, later.
#include <cstdlib>
#include <cstring>

#define AQI_EXPORT extern "C" __attribute__((visibility("default")))

AQI_EXPORT void *px_proxy_factory_new() {
    static char one; // a handle that nobody looks into
    return &one;
}

AQI_EXPORT void px_proxy_factory_free(void *) {}

AQI_EXPORT char **px_proxy_factory_get_proxies(void *, const char *) {
    auto **list = static_cast<char **>(std::calloc(2, sizeof(char *))); // the caller frees every text and the list
    if (list)
        list[0] = strdup("direct://");
    return list;
}

AQI_EXPORT void px_proxy_factory_free_proxies(char **list) {
    for (char **each = list; each && *each; ++each)
        std::free(*each);
    std::free(list);
}
