// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/imagepull.h"

#include "sandbox/runtime/runningpod.h"

namespace sandbox {

std::string pullError(const std::string &image) {
    const std::string unpack = "failed to pull and unpack image \"" + image + "\": failed to resolve reference \"" + image + "\": ";
    RunningContainer container;
    container.image = image;
    const std::string tag = container.tag();
    const std::string host = image.substr(0, image.find('/'));
    if (host.size() < image.size() && host.ends_with(".invalid")) {
        const std::string path = image.substr(host.size() + 1);
        return "rpc error: code = Unknown desc = " + unpack + "failed to do request: Head \"https://" + host + "/v2/" + path.substr(0, path.find_first_of(":@"))
            + "/manifests/" + (tag.empty() ? "latest" : tag) + "\": dial tcp: lookup " + host + ": no such host";
    }
    if (tag == "denied") {
        return "rpc error: code = Unknown desc = " + unpack
            + "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";
    }
    if (tag == "missing")
        return "rpc error: code = NotFound desc = " + unpack + image + ": not found";
    return {};
}

} // namespace sandbox
