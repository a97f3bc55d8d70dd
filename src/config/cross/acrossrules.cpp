// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/acrossrules.h"

#include "config/cross/tables.h"

namespace config {

std::vector<RuleEntry> acrossRules() {
    return cross::joined({referenceRules(), networkRules(), scalingRules(), storageRules(), monitoringRules(), composeRules(), platformRules(), pipelineRules(),
        imageRules(), cross::queryRules(), cross::variableRules(), cross::wiringRules(), cross::likenessRules()});
}

} // namespace config
