// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/names.h"

#include "config/schema/words.h"

#include <algorithm>

namespace config::schema {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isLetter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
}
bool isAlnum(char c) {
    return isLetter(c) || isDigit(c);
}
bool isLabelPart(char c) {
    return isLower(c) || isDigit(c) || c == '-';
}

/// The first character that is not allowed, for the message.
template <class Allowed> QString strange(std::string_view text, Allowed allowed) {
    const auto found = std::ranges::find_if_not(text, allowed);
    if (found == text.end())
        return {};
    if (*found == ' ')
        return tr("a space");
    if (static_cast<unsigned char>(*found) >= 0x80)
        return tr("a letter that is not ASCII");
    return u'"' + QString(QLatin1Char(*found)) + u'"';
}

QString tooLong(std::string_view text, std::size_t most) {
    return tr("has %1 characters; at most %2 are allowed").arg(text.size()).arg(most);
}

QString labelError(std::string_view text, const char *what) {
    const QString noun = tr(what);
    if (text.empty())
        return tr("is empty; it must be %1").arg(noun);
    if (const QString wrong = strange(text, isLabelPart); !wrong.isEmpty())
        return tr("holds %1; %2 has only lower-case letters, digits and \"-\"").arg(wrong, noun);
    if (text.front() == '-' || text.back() == '-')
        return tr("begins or ends with \"-\"; %1 begins and ends with a letter or digit").arg(noun);
    return {};
}

} // namespace

QString dnsLabelError(std::string_view text) {
    return text.size() > 63 ? tooLong(text, 63) : labelError(text, QT_TRANSLATE_NOOP("configschema", "a name of this kind"));
}

QString dnsLabel1035Error(std::string_view text) {
    if (QString wrong = dnsLabelError(text); !wrong.isEmpty())
        return wrong;
    return isLower(text.front()) ? QString() : tr("begins with a digit; it must begin with a letter");
}

QString dnsSubdomainError(std::string_view text) {
    if (text.size() > 253)
        return tooLong(text, 253);
    while (true) {
        const auto dot = text.find('.');
        const std::string_view part = text.substr(0, dot);
        if (part.empty())
            return text.empty() ? tr("is empty; it must be a name") : tr("has nothing between two dots");
        if (const QString wrong = strange(part, isLabelPart); !wrong.isEmpty())
            return tr("holds %1; a name has only lower-case letters, digits, \"-\" and \".\"").arg(wrong);
        if (part.front() == '-' || part.back() == '-')
            return tr("begins or ends with \"-\"; each part of a name begins and ends with a letter or digit");
        if (dot == std::string_view::npos)
            return {};
        text.remove_prefix(dot + 1);
        if (text.empty())
            return tr("ends with a dot");
    }
}

QString hostError(std::string_view text) {
    if (text.contains("://"))
        return tr("is an address with a scheme; a host is the name alone");
    if (text.contains('/'))
        return tr("holds a path; a host is the name alone");
    if (text.contains(':'))
        return tr("holds a port; a host is the name alone");
    if (text.starts_with("*."))
        text.remove_prefix(2);
    return text.contains('*') ? tr("has \"*\" elsewhere than as its whole first part") : dnsSubdomainError(text);
}

QString portNameError(std::string_view text) {
    if (text.size() > 15)
        return tooLong(text, 15);
    if (QString wrong = labelError(text, QT_TRANSLATE_NOOP("configschema", "a port's name")); !wrong.isEmpty())
        return wrong;
    if (std::ranges::none_of(text, isLower))
        return tr("has no letter; a port's name needs one");
    return text.contains("--") ? tr("has two \"-\" in a row") : QString();
}

QString labelKeyError(std::string_view text) {
    const auto slash = text.find('/');
    const std::string_view name = slash == std::string_view::npos ? text : text.substr(slash + 1);
    if (slash != std::string_view::npos) {
        if (const QString wrong = dnsSubdomainError(text.substr(0, slash)); !wrong.isEmpty())
            return tr("has before its \"/\" what is no domain: it %1").arg(wrong);
    }
    if (name.empty())
        return tr("has no name");
    if (name.size() > 63)
        return tooLong(name, 63);
    if (const QString wrong = strange(name, [](char c) { return isAlnum(c) || c == '-' || c == '_' || c == '.'; }); !wrong.isEmpty())
        return tr("holds %1; a key has letters, digits, \"-\", \"_\" and \".\", and a domain with one \"/\" before it").arg(wrong);
    return isAlnum(name.front()) && isAlnum(name.back()) ? QString() : tr("must begin and end with a letter or digit");
}

QString labelValueError(std::string_view text) {
    if (text.size() > 63)
        return tooLong(text, 63);
    if (text.empty())
        return {};
    if (const QString wrong = strange(text, [](char c) { return isAlnum(c) || c == '-' || c == '_' || c == '.'; }); !wrong.isEmpty())
        return tr("holds %1; a label's value has only letters, digits, \"-\", \"_\" and \".\"").arg(wrong);
    return isAlnum(text.front()) && isAlnum(text.back()) ? QString() : tr("must begin and end with a letter or digit");
}

QString configKeyError(std::string_view text) {
    if (text.size() > 253)
        return tooLong(text, 253);
    if (text == "." || text == ".." || text.starts_with("../"))
        return tr("is a path, no key");
    const QString wrong = strange(text, [](char c) { return isAlnum(c) || c == '-' || c == '_' || c == '.'; });
    return wrong.isEmpty() ? QString() : tr("holds %1; a key has only letters, digits, \"-\", \"_\" and \".\"").arg(wrong);
}

QString envNameError(std::string_view text) {
    if (text.empty())
        return tr("is empty; a variable needs a name");
    const QString wrong = strange(text, [](char c) { return c >= ' ' && c <= '~' && c != '='; });
    return wrong.isEmpty() ? QString() : tr("holds %1, which no variable's name may").arg(wrong);
}

namespace {

bool isDomain(std::string_view text) {
    return text == "localhost" || text.contains('.') || text.contains(':') || std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// One part between slashes: letters and digits, joined by ".", "_", "__" or dashes.
QString repositoryError(std::string_view part) {
    if (part.empty())
        return tr("has an empty part between two \"/\"");
    if (std::ranges::any_of(part, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return tr("has upper-case letters; a repository's name is written in lower case");
    if (const QString wrong = strange(part, [](char c) { return isLabelPart(c) || c == '.' || c == '_'; }); !wrong.isEmpty())
        return tr("holds %1, which no image's name may").arg(wrong);
    const auto joins = [](char c) { return c == '.' || c == '_' || c == '-'; };
    if (joins(part.front()) || joins(part.back()))
        return tr("has a part that begins or ends with \".\", \"_\" or \"-\"");
    return {};
}

QString digestError(std::string_view digest) {
    const auto colon = digest.find(':');
    const std::string_view hex = colon == std::string_view::npos ? std::string_view() : digest.substr(colon + 1);
    const bool isHex = std::ranges::all_of(hex, [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
    if (digest.starts_with("sha256:") && (hex.size() != 64 || !isHex))
        return tr("has a digest that is not sha256: and 64 hexadecimal digits");
    return hex.size() >= 32 && isHex ? QString() : tr("has a digest that is not sha256: and 64 hexadecimal digits");
}

QString tagError(std::string_view tag) {
    if (tag.empty())
        return tr("ends with \":\" and no tag");
    if (tag.size() > 128)
        return tr("has a tag of more than 128 characters");
    const QString wrong = strange(tag, [](char c) { return isAlnum(c) || c == '.' || c == '_' || c == '-'; });
    if (!wrong.isEmpty())
        return tr("has %1 in its tag").arg(wrong);
    return tag.front() == '.' || tag.front() == '-' ? tr("has a tag that begins with \".\" or \"-\"") : QString();
}

} // namespace

QString imageError(std::string_view text) {
    if (text.empty())
        return tr("is empty; it must name an image");
    if (text.contains("://"))
        return tr("has a scheme; an image is named without one");
    if (text.contains("${") || text.contains("{{"))
        return tr("holds a placeholder that nobody replaces");
    if (text.find_first_of(" \t\r\n") != std::string_view::npos)
        return tr("holds a space");
    if (const auto at = text.find('@'); at != std::string_view::npos) {
        if (QString wrong = digestError(text.substr(at + 1)); !wrong.isEmpty())
            return wrong;
        text = text.substr(0, at);
    }
    const auto slash = text.rfind('/');
    if (const auto colon = text.rfind(':'); colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
        if (QString wrong = tagError(text.substr(colon + 1)); !wrong.isEmpty())
            return wrong;
        text = text.substr(0, colon);
    }
    if (const auto first = text.find('/'); first != std::string_view::npos && isDomain(text.substr(0, first)))
        text.remove_prefix(first + 1);
    while (true) {
        const auto end = text.find('/');
        if (QString wrong = repositoryError(text.substr(0, end)); !wrong.isEmpty())
            return wrong;
        if (end == std::string_view::npos)
            return {};
        text.remove_prefix(end + 1);
    }
}

} // namespace config::schema
