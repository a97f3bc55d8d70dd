// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The small languages within values: quantities, schedules, addresses, URLs with secrets in them, dotenv files that are imported.
#include "config/rules/schedule.h"
#include "config/schema/cron.h"
#include "config/schema/internetforms.h"
#include "config/schema/quantity.h"
#include "config/secrets/dotenvimport.h"
#include "config/secrets/secreturl.h"
#include "config/secrets/strength.h"

#include <cstdint>

using namespace config;

namespace {

void demand(bool what) {
    if (!what)
        __builtin_trap();
}

void forms(std::string_view text) {
    using namespace config::schema;
    for (bool (*const form)(std::string_view) : {isDate, isTime, isDateTime, isEmail, isHostName, isIpV4, isIpV6, isCidr, isUri, isUriReference, isJsonPointer, isRelativeJsonPointer,
             isUuid, isBase64, isPrometheusDuration, isGoDuration})
        (void)form(text);
    if (!quantityOf(text))
        (void)quantityHint(text);
    (void)cronError(text);
}

void secrets(std::string_view text) {
    const SecretValue value(text);
    demand(secretBits(text) >= 0);
    for (const SecretIssue &issue : secretIssues("DATABASE_URL", value))
        demand(!issue.code.empty() && !issue.message.isEmpty());
    const SecretValue encoded = percentEncoded(text);
    demand(percentDecoded(encoded.bytes()) == value);
    if (const auto url = urlWithPassword(value, SecretValue("p@ss/word")); url)
        demand(percentDecoded(splitUrl(url->bytes()).password) == SecretValue("p@ss/word"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    forms(text);
    secrets(text);
    const QString schedule = QString::fromUtf8(text);
    if (!scheduleProblem(schedule, true))
        (void)neverComes(schedule);
    static const std::vector<RequiredSecret> required{{QStringLiteral("aqi-secrets"), "DATABASE_URL", false, {}, {}}, {QStringLiteral("aqi-secrets"), "SECRET_KEY", true, {}, {}}};
    const DotenvImport import = importDotenv(std::string(text), required);
    for (const auto &[key, value] : import.values)
        demand(key == "DATABASE_URL" || key == "SECRET_KEY");
    return 0;
}
