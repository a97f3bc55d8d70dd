// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/system.h"

#include <algorithm>

namespace config {

Place placeOf(const Site &site) {
    if (site.scope && site.object)
        return placeOf(*site.scope, *site.object, site.node);
    return {site.document, site.node, site.node.range(), true};
}

const Variable *Service::variable(std::string_view called) const {
    const auto found = std::ranges::find(environment, called, &Variable::name);
    return found == environment.end() ? nullptr : &*found;
}

const Service *System::service(std::string_view called) const {
    const auto found = std::ranges::find(services, called, &Service::name);
    return found == services.end() ? nullptr : &*found;
}

namespace {

std::string_view withoutRegistry(std::string_view image) {
    const std::size_t slash = image.rfind('/');
    return slash == std::string_view::npos ? image : image.substr(slash + 1);
}

} // namespace

std::string_view imageName(std::string_view image) {
    const std::string_view last = withoutRegistry(image);
    return last.substr(0, last.find_first_of(":@"));
}

std::string_view imageVersion(std::string_view image) {
    const std::string_view last = withoutRegistry(image);
    const std::size_t mark = last.find_first_of(":@");
    return mark == std::string_view::npos ? std::string_view() : last.substr(mark + 1);
}

} // namespace config
