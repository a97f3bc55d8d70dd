// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/declared.h"

#include "config/rules/subjects.h"
#include "config/rules/words.h"
#include "config/set/place.h"

namespace config {

using namespace Qt::StringLiterals;
using rules::said;

namespace {

QString nameOf(Node thing) {
    if (!thing.key().empty())
        return said(thing.key());
    for (const std::string_view key : {"name", "id", "instruction"}) {
        if (const Node named = thing[key]; named.isScalar() && !named.text().empty())
            return said(named.text());
    }
    return {};
}

QString valueText(Node value) {
    if (value.isMap() || value.isSequence())
        return rules::tr("(%1 entries)").arg(value.size());
    const QString text = said(value.text());
    return text.size() <= 120 ? text : text.left(119) + u'…';
}

/// A scalar as it can stand behind "key: ".
std::string scalarText(Node node) {
    const std::string text(node.text());
    if (!node.isString())
        return node.isNull() ? "null" : text;
    const bool plain = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") == std::string::npos
        && text.find_first_not_of("0123456789.-_e") != std::string::npos && text.front() != '-' && text != "true" && text != "false" && text != "null"
        && text != "yes" && text != "no" && text != "on" && text != "off";
    if (plain)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return quoted + '"';
}

void writeBlock(Node node, std::size_t indent, std::string &out) {
    const std::string margin(indent, ' ');
    for (const Node below : node) {
        out += margin + (node.isMap() ? std::string(below.key()) + ':' : "-");
        if (below.isScalar() || below.isNull()) {
            out += ' ' + scalarText(below) + '\n';
        } else {
            out += '\n';
            writeBlock(below, indent + 2, out);
        }
    }
}

Value valueOf(Node node) {
    if (!node.isMap() && !node.isSequence())
        return {node.kind(), std::string(node.text())};
    Value value{node.kind(), {}};
    writeBlock(node, 0, value.text);
    return value;
}

/// A value in the maps that are missing around it.
Value wrapped(const std::vector<std::string> &missing, Value value, const std::string &scalar) {
    for (std::size_t i = missing.size() - 1; i >= 1; --i) {
        const bool leaf = i == missing.size() - 1 && value.kind != Kind::Map && value.kind != Kind::Sequence;
        std::string lines = missing[i] + ':';
        if (leaf) {
            lines += ' ' + scalar + '\n';
        } else {
            lines += '\n';
            for (std::size_t at = 0; at < value.text.size();) {
                const std::size_t end = value.text.find('\n', at);
                lines += "  " + value.text.substr(at, end - at) + '\n';
                at = end == std::string::npos ? value.text.size() : end + 1;
            }
        }
        value = {Kind::Map, std::move(lines)};
    }
    return value;
}

} // namespace

void Declared::setChange(Node node) {
    m_change = Change::Set;
    m_set = valueOf(node);
    m_setScalar = node.isMap() || node.isSequence() ? std::string() : scalarText(node);
}

bool Declared::looksAt(const ObjectSubject &subject) const {
    if (m_kinds.empty())
        return true;
    return std::ranges::any_of(m_kinds, [&object = *subject.object](const auto &kind) {
        return object.kind == kind.first && (kind.second.empty() ? isBuiltin(object) : object.group() == kind.second);
    });
}

bool Declared::looksInto(const QString &path) const {
    return m_files.pattern().isEmpty() || m_files.match(path).hasMatch();
}

void Declared::run(const Subjects &subjects, Report &report) const {
    switch (m_for) {
    case For::Object:
    case For::Pod: runObjects(subjects, report); break;
    case For::File: runFiles(subjects, report); break;
    default: runContainers(subjects, report);
    }
}

void Declared::runObjects(const Subjects &subjects, Report &report) const {
    for (const ObjectSubject &subject : subjects.objects()) {
        const Node thing = m_for == For::Pod ? subject.pod : subject.object->root;
        if (!thing || !looksAt(subject) || !looksInto(subject.object->document->path()))
            continue;
        judge({&subject, nullptr, {thing, subject.pod, subject.object->root, subject.object->root}, {}}, report);
    }
}

void Declared::runContainers(const Subjects &subjects, Report &report) const {
    for (const ContainerSubject &container : subjects.containers()) {
        const bool wanted = m_for == For::Container || (m_for == For::InitContainer) == container.init;
        if (!wanted || !looksAt(*container.owner) || !looksInto(container.owner->object->document->path()))
            continue;
        const Node root = container.owner->object->root;
        judge({container.owner, nullptr, {container.node, container.owner->pod, root, root}, said(container.node["name"].text())}, report);
    }
}

void Declared::runFiles(const Subjects &subjects, Report &report) const {
    for (const File &file : subjects.set().files()) {
        const bool role = m_roles.empty() ? file.objects.empty() : std::ranges::find(m_roles, file.kind.role) != m_roles.end();
        if (!role || !looksInto(file.document->path()))
            continue;
        for (const Node root : file.document->roots()) {
            m_each.each(root, [&](const Spot &spot) {
                if (spot.node)
                    judge({nullptr, &file, {spot.node, {}, {}, root}, {}}, report);
            });
        }
    }
}

void Declared::judge(const Here &here, Report &report) const {
    if (m_when && !m_when->holds(here.sight.thing, here.sight))
        return;
    const PathBase base = m_path.base() == PathBase::Value ? PathBase::Thing : m_path.base();
    m_path.each(here.sight.from(base, here.sight.thing), [&](const Spot &spot) {
        const bool wrong = m_wrong && m_wrong->holds(spot.node, here.sight);
        if (wrong || (m_must && !m_must->holds(spot.node, here.sight)))
            found(here, spot, report);
    });
}

void Declared::found(const Here &here, const Spot &spot, Report &report) const {
    const Node node = m_at == At::Thing ? here.sight.thing : spot.node ? spot.node : spot.parent;
    const Report::Where where = m_at == At::Key ? Report::Where::Key : Report::Where::Value;
    std::optional<Fix> fix = report.wantsFixes() ? fixOf(here, spot) : std::nullopt;
    if (here.subject)
        add(report, *here.subject, node, messageOf(here, spot), std::move(fix), where);
    else
        report.add(*here.file->document, node, messageOf(here, spot), std::move(fix), where);
}

QString Declared::messageOf(const Here &here, const Spot &spot) const {
    QString out;
    for (qsizetype at = 0; at < m_message.size();) {
        const qsizetype open = m_message.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : m_message.indexOf(u'}', open);
        if (close < 0)
            return out + m_message.mid(at);
        out += m_message.mid(at, open - at) + placeholder(QStringView(m_message).mid(open + 1, close - open - 1), here, spot);
        at = close + 1;
    }
    return out;
}

QString Declared::placeholder(QStringView name, const Here &here, const Spot &spot) const {
    const Node shown = spot.node ? spot.node : spot.parent;
    if (name == "value"_L1)
        return valueText(spot.node);
    if (name == "key"_L1)
        return spot.node ? said(spot.node.key()) : spot.missing.empty() ? QString() : QString::fromStdString(spot.missing.back());
    if (name == "path"_L1)
        return QString::fromStdString(shown.path());
    if (name == "container"_L1)
        return here.container;
    if (name == "thing"_L1)
        return nameOf(here.sight.thing);
    if (name == "file"_L1)
        return here.file ? here.file->document->path() : here.subject->object->document->path();
    if (here.subject && (name == "name"_L1 || name == "kind"_L1 || name == "object"_L1)) {
        const Object &object = *here.subject->object;
        return name == "object"_L1 ? object.text() : said(name == "name"_L1 ? object.name : object.kind);
    }
    if (name.startsWith(u'=')) {
        if (const auto steps = Steps::parse(name.mid(1).toUtf8().toStdString()))
            return valueText(steps->value(here.sight.from(steps->base() == PathBase::Value ? PathBase::Thing : steps->base(), {})));
    }
    return u'{' + name.toString() + u'}';
}

std::optional<Fix> Declared::fixOf(const Here &here, const Spot &spot) const {
    if (m_change == Change::None || (!spot.node && (m_change != Change::Set || spot.missing.empty())))
        return std::nullopt;
    const Node node = spot.node ? spot.node : spot.parent;
    Place place{here.file ? here.file->document.get() : here.subject->object->document, node, {}, true};
    if (here.subject && here.subject->scope)
        place = placeOf(*here.subject->scope, *here.subject->object, node);
    if (!place.document || !place.node || !place.exact)
        return std::nullopt;
    const base::Result<Edit> edit = editOf(*place.document, place.node, spot);
    if (!edit)
        return std::nullopt;
    return Fix{m_fixTitle, {*edit}};
}

base::Result<Edit> Declared::editOf(const Document &document, Node node, const Spot &spot) const {
    switch (m_change) {
    case Change::Remove: return removeMember(document, node);
    case Change::Rename: return renameKey(document, node, m_rename);
    default: break;
    }
    if (spot.node)
        return replaceValue(document, node, m_set);
    return insertMember(document, node, spot.missing.front(), wrapped(spot.missing, m_set, m_setScalar));
}

} // namespace config
