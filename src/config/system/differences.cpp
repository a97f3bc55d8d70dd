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
    bool alone = true; // on lines of its own; else it stands behind a value
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

/// With the comment lines that follow one on a line of its own.
Comment commentAt(const Document &document, std::uint32_t offset, bool alone) {
    const std::string_view text = document.text();
    Comment comment;
    comment.range.begin = offset;
    comment.alone = alone;
    comment.firstLine = comment.lastLine = document.position(offset).line;
    std::size_t end = std::min(text.find('\n', offset), text.size());
    std::string words(text.substr(offset, end - offset));
    while (alone && end < text.size()) {
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
        // At the comment's beginning: in the middle of one it is a text about such comments.
        const std::size_t inLine = before.find(mark), sign = before.substr(0, inLine).find_last_not_of(" \t");
        if (sign != std::string_view::npos && before[sign] == '#')
            comments.push_back(commentAt(document, std::uint32_t(at), trimmed(before).starts_with('#')));
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

/// On its line, or on the lines directly above it.
bool standsAt(const Document &document, const Comment &comment, Node node) {
    const int line = lineOf(document, node);
    return comment.alone ? comment.lastLine + 1 == line : comment.firstLine == line;
}

/// Above the whole of a file's or a document's content, with nothing but comments and empty lines between.
bool headsRoot(const Document &document, const Comment &comment, Node root) {
    const std::uint32_t begin = root.range().begin;
    if (comment.range.end > begin)
        return false;
    const std::string_view between = document.text({comment.range.end, begin});
    for (std::size_t at = 0; at < between.size();) {
        const std::size_t end = std::min(between.find('\n', at), between.size());
        const std::string_view line = trimmed(between.substr(at, end - at));
        if (!line.empty() && line != "\r" && !line.starts_with('#'))
            return false;
        at = end + 1;
    }
    return true;
}

/// The item of a list that gives a variable its name and its value.
Node entryOf(Node value, Field field) {
    const Node entry = value.parent();
    return field == Field::Environment && entry.parent().isSequence() ? entry : Node();
}

/// Whether the comment speaks of all that a mapping around the value holds.
bool headsAround(const Document &document, const Comment &comment, Node value) {
    for (Node around = value.parent(); around; around = around.parent())
        if (around.parent() ? standsAt(document, comment, around) : headsRoot(document, comment, around))
            return true;
    return false;
}

bool canHoldComments(const Document &document) {
    return document.format() != Format::Json && document.format() != Format::Plain && document.format() != Format::Procfile;
}

} // namespace

QString explanationFor(const System &system, const Service &service, const Site &site, Field field, std::string_view variable) {
    const Place place = placeOf(site);
    if (!place.document)
        return {};
    const Document &document = *place.document;
    if (!canHoldComments(document))
        return system.guide ? explainedIn(*system.guide, field, variable) : QString();
    const std::vector<Comment> comments = commentsOf(document);
    const bool lacks = field == Field::Environment && site.node == service.environmentSite.node;
    for (const Comment &comment : comments) {
        if (lacks || !place.node)
            continue;
        const Node entry = entryOf(place.node, field);
        if (standsAt(document, comment, place.node) || (entry && standsAt(document, comment, entry)))
            return reasonIn(comment.text);
    }
    for (const Comment &comment : comments) {
        if (!place.node || !names(comment.text, field, variable))
            continue;
        const bool others = std::ranges::any_of(system.services, [&](const Service &other) {
            if (&other == &service || (other.site.scope && other.site.scope->rendered))
                return false; // rendered objects have no comments of their own
            return standsWithin(other.site.node, other.site.document, document, comment);
        });
        const std::uint32_t begin = place.node.keyRange().size() > 0 ? place.node.keyRange().begin : place.node.range().begin;
        const bool inside = comment.range.begin >= begin && comment.range.begin < place.node.range().end;
        const bool within = lacks && (inside || standsAt(document, comment, place.node));
        if (!others && (within || headsAround(document, comment, place.node)))
            return reasonIn(comment.text);
    }
    return {};
}

} // namespace config
