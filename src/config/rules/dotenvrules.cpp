// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files of environment variables. Examples and templates are there to be filled in and are left alone.
#include "config/rules/secretwords.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QRegularExpression>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

bool isTemplate(const QString &path) {
    static const QRegularExpression words(u"(^|[./_-])(example|sample|template|dist)([./_-]|$)"_s, QRegularExpression::CaseInsensitiveOption);
    return words.match(path.section(u'/', -1)).hasMatch();
}

template <typename Visit>
void eachVariable(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::DotenvFile)) {
        if (isTemplate(file->document->path()))
            continue;
        for (const Node root : file->document->roots()) {
            for (const Node value : root)
                visit(*file->document, value);
        }
    }
}

void placeholder(const Subjects &subjects, Report &report) {
    eachVariable(subjects, [&](const Document &document, Node value) {
        if (isPlaceholder(value.text()))
            report.add(document, value, tr("%1 is still \"%2\".").arg(said(value.key()), said(value.text()).left(80)));
    });
}

void defaultPassword(const Subjects &subjects, Report &report) {
    eachVariable(subjects, [&](const Document &document, Node value) {
        if (namesSecret(value.key()) && isDefaultPassword(value.text()))
            report.add(document, value, tr("%1 is a password that everybody tries first.").arg(said(value.key())));
    });
}

void addressUnescaped(const Subjects &subjects, Report &report) {
    // Between the user's colon and the last @ of what comes before any query.
    static const QRegularExpression address(u"^[a-z][a-z0-9+.-]*://[^\\s:/@]*:([^\\s?]*)@[^\\s@]+$"_s);
    static const QRegularExpression port(u"^[0-9]+(/|$)"_s); // "host:8080/path@2" has no password
    eachVariable(subjects, [&](const Document &document, Node value) {
        const QString password = address.match(said(value.text())).captured(1);
        const bool wrong = password.contains(u'@') || password.contains(u'/') || password.contains(u'#');
        if (wrong && !port.match(password).hasMatch() && !password.contains(u'$') && !password.contains("://"_L1))
            report.add(document, value, tr("The password in %1 has an @, / or # that is not escaped.").arg(said(value.key())));
    });
}

void nameUnusual(const Subjects &subjects, Report &report) {
    static const QRegularExpression usual(u"^[A-Z_][A-Z0-9_]*$"_s);
    eachVariable(subjects, [&](const Document &document, Node value) {
        if (!usual.match(said(value.key())).hasMatch())
            report.add(document, value, tr("%1 is not of capitals, digits and underscores.").arg(said(value.key())), {}, Report::Where::Key);
    });
}

void valueWithSpaces(const Subjects &subjects, Report &report) {
    eachVariable(subjects, [&](const Document &document, Node value) {
        const bool plain = value.style() != Style::SingleQuoted && value.style() != Style::DoubleQuoted;
        if (plain && value.text().find(' ') != std::string_view::npos)
            report.add(document, value, tr("%1 has spaces and no quotes; a shell runs its second word.").arg(said(value.key())));
    });
}

void secretEmpty(const Subjects &subjects, Report &report) {
    eachVariable(subjects, [&](const Document &document, Node value) {
        if (namesSecret(value.key()) && value.text().empty() && !value.isNull())
            report.add(document, value, tr("%1 is empty.").arg(said(value.key())));
    });
}

void nameAlone(const Subjects &subjects, Report &report) {
    eachVariable(subjects, [&](const Document &document, Node value) {
        if (value.isNull())
            report.add(document, value, tr("%1 gets no value here, but that of the environment which the file is read in.").arg(said(value.key())), {}, Report::Where::Key);
    });
}

void colonForSign(const Subjects &subjects, Report &report) {
    eachVariable(subjects, [&](const Document &document, Node value) {
        const std::string_view behind = std::string_view(document.text()).substr(value.keyRange().end);
        const std::size_t sign = behind.find_first_not_of(" \t");
        if (sign != behind.npos && behind[sign] == ':')
            report.add(document, value, tr("%1 is followed by a colon, which only Compose takes.").arg(said(value.key())), {}, Report::Where::Key);
    });
}

} // namespace

std::span<const RuleEntry> dotenvRules() {
    static constexpr RuleEntry table[] = {
        {"dotenv-placeholder", placeholder},
        {"dotenv-default-password", defaultPassword},
        {"dotenv-address-unescaped", addressUnescaped},
        {"dotenv-name-unusual", nameUnusual},
        {"dotenv-value-with-spaces", valueWithSpaces},
        {"dotenv-secret-empty", secretEmpty},
        {"dotenv-name-alone", nameAlone},
        {"dotenv-colon", colonForSign},
    };
    return table;
}

} // namespace config
