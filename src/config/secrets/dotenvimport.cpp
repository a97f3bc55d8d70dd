// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/dotenvimport.h"

#include "config/secrets/words.h"

#include <set>

namespace config {

using secrets::tr;

DotenvImport importDotenv(std::string text, const std::vector<RequiredSecret> &required) {
    DotenvImport result;
    std::set<std::string> wanted, optional;
    for (const RequiredSecret &secret : required)
        (secret.optional ? optional : wanted).insert(secret.key);
    const auto document = Document::parse({}, text, Format::Dotenv);
    wipe(text);
    for (const Problem &problem : document->problems()) {
        const int line = document->position(problem.range.begin).line;
        // The problem's own words may quote the line.
        result.problems.append(problem.code.find("duplicate") != std::string::npos ? tr("line %1: the key stands in the file twice; the last one counts").arg(line)
                                                                                   : tr("line %1: cannot be read; KEY=value is expected").arg(line));
    }
    std::set<std::string> unknown;
    for (const Node root : document->roots())
        for (const Node value : root) {
            const std::string key(value.key());
            if (value.isNull()) { // a name alone gives nothing to take over
                result.problems.append(tr("line %1: cannot be read; KEY=value is expected").arg(document->position(value.keyRange().begin).line));
                continue;
            }
            if (wanted.contains(key) || optional.contains(key))
                result.values.insert_or_assign(key, SecretValue(value.text()));
            else if (unknown.insert(key).second)
                result.unknown.push_back(key);
        }
    for (const std::string &key : wanted)
        if (const auto at = result.values.find(key); !key.empty() && (at == result.values.end() || (at->second.isEmpty() && secretKind(key) != SecretKind::Dsn)))
            result.missing.push_back(key);
    return result;
}

} // namespace config
