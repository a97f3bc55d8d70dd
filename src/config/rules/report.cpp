// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/report.h"

#include "config/set/place.h"

namespace config {

namespace {

/// What is marked: a scalar whole; of a map or list its key, or else its first line, so that an editor does not underline a page.
Range shownRange(const Document &document, Node node, Report::Where where) {
    const bool collection = node.isMap() || node.isSequence();
    if ((where == Report::Where::Key || collection) && node.keyRange().size() > 0)
        return node.keyRange();
    Range range = node.range();
    if (collection) {
        const std::string_view text = document.text(range);
        if (const std::size_t line = text.find('\n'); line != std::string_view::npos)
            range.end = range.begin + std::uint32_t(line);
    }
    return range;
}

Finding at(const Document &document, Range range) {
    Finding finding;
    finding.file = document.path();
    finding.range = range;
    finding.position = document.position(range.begin);
    finding.end = document.position(range.end);
    return finding;
}

QString pathOf(Node node) {
    return QString::fromStdString(node.path());
}

QString objectAt(const Set &set, const Document &document, Node node) {
    const File *file = set.file(document.path());
    if (!file || file->objects.empty())
        return {};
    Node root = node;
    while (const Node parent = root.parent())
        root = parent;
    for (const Object &object : file->objects) {
        if (object.root == root)
            return object.text();
    }
    return {};
}

} // namespace

void Report::add(const Document &document, Node node, QString message, std::optional<Fix> fix, Where where) {
    Finding finding = at(document, shownRange(document, node, where));
    finding.path = pathOf(node);
    finding.object = objectAt(m_set, document, node);
    finding.message = std::move(message);
    finding.fix = std::move(fix);
    put(std::move(finding));
}

void Report::add(const Object &object, Node node, QString message, std::optional<Fix> fix, Where where) {
    Finding finding = at(*object.document, shownRange(*object.document, node, where));
    finding.path = pathOf(node);
    finding.object = object.text();
    finding.message = std::move(message);
    finding.fix = std::move(fix);
    put(std::move(finding));
}

void Report::add(const Scope &scope, const Object &object, Node node, QString message, std::optional<Fix> fix, Where where) {
    const Place place = placeOf(scope, object, node);
    Finding finding;
    if (place.document) {
        finding = at(*place.document, place.node ? shownRange(*place.document, place.node, place.exact ? where : Where::Value) : place.range);
    } else if (const File *file = m_set.file(scope.name)) {
        finding = at(*file->document, Range{0, 0}); // made by the kustomization itself
    } else {
        finding.file = scope.name;
    }
    finding.path = pathOf(node);
    finding.object = object.text();
    finding.message = std::move(message);
    if (place.exact)
        finding.fix = std::move(fix);
    put(std::move(finding));
}

void Report::add(const Document &document, Range range, QString message, std::optional<Fix> fix) {
    Finding finding = at(document, range);
    finding.message = std::move(message);
    finding.fix = std::move(fix);
    put(std::move(finding));
}

/// Once for a place and object: several scopes render the same file, and a generated object has no place of its own.
void Report::put(Finding finding) {
    finding.rule = m_rule;
    finding.severity = m_severity;
    const bool placeless = finding.range == Range{0, 0};
    const QString key = placeless ? finding.file + u'\n' + finding.object + u'\n' + finding.path : finding.file;
    if (m_seen.emplace(key, finding.range.begin).second)
        m_findings.push_back(std::move(finding));
}

} // namespace config
