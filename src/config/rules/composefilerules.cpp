// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Compose files, one at a time: secrets in plain text. Names and what depends on what are judged over all layers of a project.
#include "config/rules/secretwords.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

template <typename Visit>
void eachService(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::ComposeFile)) {
        for (const Node root : file->document->roots()) {
            for (const Node service : root["services"])
                visit(*file->document, root, service);
        }
    }
}

void secretInEnvironment(const Subjects &subjects, Report &report) {
    eachService(subjects, [&](const Document &document, Node, Node service) {
        for (const Node entry : service["environment"]) {
            std::string_view name = entry.key(), value = entry.text();
            if (const std::size_t sign = value.find('='); service["environment"].isSequence()) {
                name = value.substr(0, sign);
                value = sign == std::string_view::npos ? std::string_view() : value.substr(sign + 1);
            }
            if ((namesSecret(name) && isLiteralSecret(value)) || secretIn(value))
                report.add(document, entry, tr("The service %1 has %2 in plain text.").arg(said(service.key()), said(name)));
        }
    });
}

} // namespace

std::span<const RuleEntry> composeFileRules() {
    static constexpr RuleEntry table[] = {
        {"compose-secret-in-environment", secretInEnvironment},
    };
    return table;
}

} // namespace config
