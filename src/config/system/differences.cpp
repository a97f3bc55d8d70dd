// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/differences.h"

#include <algorithm>

namespace config {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view mark = "aqi: differs";

struct Comment {
    QString text;
    Range range;
    int firstLine = 0;
    int lastLine = 0;
};

/// What follows "because", without the end of the code span that a guide writes the mark in.
QString reasonIn(const QString &text) {
    static const QString word = u"because"_s;
    const qsizetype at = text.indexOf(word);
    QString reason = at < 0 ? text : text.mid(at + word.size());
    reason = reason.trimmed();
    if (at >= 0 && reason.startsWith(u"` "_s))
        reason.remove(0, 2);
    return reason;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// With the comment lines that follow it.
Comment commentAt(const Document &document, std::uint32_t offset) {
    const std::string_view text = document.text();
    Comment comment;
    comment.range.begin = offset;
    comment.firstLine = comment.lastLine = document.position(offset).line;
    std::size_t end = std::min(text.find('\n', offset), text.size());
    std::string words(text.substr(offset, end - offset));
    while (end < text.size()) {
        const std::string_view line = trimmed(document.line(std::uint32_t(end + 1)));
        if (!line.starts_with('#'))
            break;
        words += ' ';
        words += trimmed(line.substr(1));
        ++comment.lastLine;
        end = std::min(text.find('\n', end + 1), text.size());
    }
    comment.range.end = std::uint32_t(end);
    comment.text = QString::fromStdString(words);
    return comment;
}

std::vector<Comment> commentsOf(const Document &document) {
    std::vector<Comment> comments;
    const std::string_view text = document.text();
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size())) {
        const std::string_view before = document.line(std::uint32_t(at));
        const std::size_t sign = before.find('#');
        if (sign != std::string_view::npos && sign < before.find(mark))
            comments.push_back(commentAt(document, std::uint32_t(at)));
    }
    return comments;
}

int lineOf(const Document &document, Node node) {
    return document.position(node.keyRange().size() > 0 ? node.keyRange().begin : node.range().begin).line;
}

bool names(const QString &text, Field field, std::string_view variable) {
    if (field == Field::Environment)
        return text.contains(QString::fromUtf8(variable.data(), qsizetype(variable.size())));
    return std::ranges::any_of(wordsFor(field), [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

/// The paragraphs of a guide that begin to explain; up to the next empty line.
QString explainedIn(const Document &guide, Field field, std::string_view variable) {
    const std::string_view text = guide.text();
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size())) {
        const std::size_t end = std::min(text.find("\n\n", at), text.size());
        const QString paragraph = QString::fromUtf8(text.data() + at, qsizetype(end - at)).simplified();
        if (names(paragraph, field, variable))
            return reasonIn(paragraph);
    }
    return {};
}

bool standsWithin(Node node, const Document *document, const Document &other, const Comment &comment) {
    return document == &other && node && node.range().contains(comment.range.begin);
}

} // namespace

QString explanationFor(const System &system, const Service &service, const Site &site, Field field, std::string_view variable) {
    const Place place = placeOf(site);
    if (!place.document)
        return {};
    const std::vector<Comment> comments = commentsOf(*place.document);
    for (const Node node : {place.node, place.node.parent()})
        for (const Comment &comment : comments)
            if (node && node.parent() && (comment.lastLine + 1 == lineOf(*place.document, node) || comment.firstLine == lineOf(*place.document, node)))
                return reasonIn(comment.text);
    for (const Comment &comment : comments) {
        if (!names(comment.text, field, variable))
            continue;
        const bool others = std::ranges::any_of(system.services, [&](const Service &other) {
            if (&other == &service || (other.site.scope && other.site.scope->rendered))
                return false; // rendered objects have no comments of their own
            return standsWithin(other.site.node, other.site.document, *place.document, comment);
        });
        if (!others)
            return reasonIn(comment.text);
    }
    return system.guide ? explainedIn(*system.guide, field, variable) : QString();
}

} // namespace config
