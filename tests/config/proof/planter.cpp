// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planter.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace proof {

namespace {

QString words(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size())).simplified().left(60);
}

std::string withoutIndices(const std::string &path) {
    std::string plain;
    bool inside = false;
    for (const char c : path) {
        if (c == '[')
            inside = true;
        if (!inside || c == '[' || c == ']')
            plain += c;
        if (c == ']')
            inside = false;
    }
    return plain;
}

// Members that stand in the text where their parent does: not what an alias or a merge brings.
void visit(const Site &parent, const std::function<void(const Site &)> &visitor) {
    for (const Node child : parent.node) {
        const Range range = child.range(), around = parent.node.range();
        if (child.isAlias() || range.begin < around.begin || range.end > around.end)
            continue;
        Site site = parent;
        site.node = child;
        site.path = withoutIndices(child.path());
        visitor(site);
        visit(site, visitor);
    }
}

} // namespace

bool oneOf(std::string_view text, std::initializer_list<std::string_view> these) {
    return std::ranges::find(these, text) != these.end();
}

bool Site::ends(std::string_view tail) const {
    return path == tail || (path.size() > tail.size() && path.ends_with(tail) && path[path.size() - tail.size() - 1] == '.');
}

bool Site::namedFreely() const {
    const std::string_view around = node.parent().key();
    if (around.starts_with("x-") || role() == Role::GrafanaDashboard)
        return true;
    if (oneOf(around, {"labels", "annotations", "matchLabels", "data", "stringData", "nodeSelector", "requests", "limits", "reservations", "hard", "default", "defaultRequest",
                       "min", "max", "env", "environment", "external_labels", "with", "outputs", "inputs", "options", "selector", "pairs", "jobs", "secrets", "http", "permissions"}))
        return true;
    return role() == Role::ComposeFile && oneOf(around, {"services", "volumes", "networks", "configs", "depends_on"});
}

Mistake &Planter::add(const char *kind, const Site &site, Edit edit, QString what) {
    Mistake &mistake = m_mistakes.emplace_back();
    mistake.kind = kind;
    mistake.file = site.file->document->path();
    mistake.edit = std::move(edit);
    mistake.what = std::move(what);
    if (!site.name.empty())
        mistake.names.emplace_back(site.name);
    return mistake;
}

Mistake &Planter::replace(const char *kind, const Site &site, const std::string &by) {
    Mistake &mistake = add(kind, site, {site.node.range(), by}, u"%1: %2 becomes %3"_s.arg(words(site.path), words(site.text()), words(by)));
    mistake.names.emplace_back(by);
    if (site.node.isScalar() && site.text().size() > 2)
        mistake.names.emplace_back(site.text());
    return mistake;
}

Mistake *Planter::replaceIn(const char *kind, const Site &site, std::string_view part, const std::string &by) {
    const Range range = site.node.range();
    const std::size_t found = site.file->document->text(range).find(part);
    if (found == std::string_view::npos)
        return nullptr;
    const std::uint32_t begin = range.begin + std::uint32_t(found);
    Mistake &mistake = add(kind, site, {{begin, begin + std::uint32_t(part.size())}, by}, u"%1: %2 becomes %3"_s.arg(words(site.path), words(part), words(by)));
    mistake.names.emplace_back(by);
    mistake.names.emplace_back(part);
    return &mistake;
}

void Planter::rename(const char *kind, const Site &site, const std::string &key) {
    Mistake &mistake = add(kind, site, {site.node.keyRange(), key}, u"%1 becomes %2"_s.arg(words(site.path), words(key)));
    mistake.names.emplace_back(key);
    mistake.names.emplace_back(site.node.key());
}

Mistake *Planter::remove(const char *kind, const Site &site) {
    const Document &document = *site.file->document;
    if (site.node.key().empty()) { // an item: from its dash to the next line's beginning
        const std::string_view text = document.text();
        const std::size_t lineStart = text.rfind('\n', site.node.range().begin) + 1;
        const std::string_view before = text.substr(lineStart, site.node.range().begin - lineStart);
        if (before.find_first_not_of(" -") != std::string_view::npos || std::ranges::count(before, '-') != 1)
            return nullptr;
        const std::size_t lineEnd = text.find('\n', site.node.range().end);
        if (lineEnd == std::string_view::npos)
            return nullptr;
        return &add(kind, site, {{std::uint32_t(lineStart), std::uint32_t(lineEnd + 1)}, {}}, u"%1 is left out: %2"_s.arg(words(site.path), words(document.text(site.node.range()))));
    }
    const auto edit = removeMember(document, site.node);
    if (!edit)
        return nullptr;
    Mistake &mistake = add(kind, site, *edit, u"%1 is left out"_s.arg(words(site.path)));
    mistake.names.emplace_back(site.node.key());
    if (site.node.isScalar() && site.text().size() > 3)
        mistake.names.emplace_back(site.text());
    return &mistake;
}

Mistake &Planter::insertLine(const char *kind, const Site &site, std::uint32_t offset, const std::string &text, const QString &what) {
    const std::size_t before = offset ? site.file->document->text().rfind('\n', offset - 1) : std::string_view::npos;
    const std::uint32_t start = before == std::string_view::npos ? 0 : std::uint32_t(before + 1);
    return add(kind, site, {{start, start}, text}, what);
}

std::string Planter::typo(std::string_view text) {
    if (text.size() < 2)
        return std::string(text) + "x";
    std::string wrong(text);
    for (int tries = 0; tries < 20 && wrong == text; ++tries) {
        wrong = text;
        const std::size_t at = below(text.size() - 1);
        if (!std::isalpha(static_cast<unsigned char>(text[at])))
            continue;
        switch (below(3)) {
        case 0:
            std::swap(wrong[at], wrong[at + 1]);
            break;
        case 1:
            wrong.erase(at, 1);
            break;
        default:
            wrong.insert(at, 1, text[at]);
        }
        if (!std::isalnum(static_cast<unsigned char>(wrong.front())) || !std::isalnum(static_cast<unsigned char>(wrong.back())))
            wrong = text;
    }
    return wrong == text ? wrong + "x" : wrong;
}

std::vector<Mistake> mistakesIn(const Set &set, const std::function<bool(const File &)> &wanted, std::mt19937 &random) {
    std::vector<Mistake> mistakes;
    Planter planter(mistakes, random);
    for (const File &file : set.files()) {
        if (!wanted(file))
            continue;
        for (const Node root : file.document->roots()) {
            Site top{&file, root, {}, {}, {}};
            if (const auto object = std::ranges::find(file.objects, root, &Object::root); object != file.objects.end()) {
                top.kind = object->kind;
                top.name = object->name;
            }
            visit(top, [&](const Site &site) {
                plantInStructure(site, planter);
                plantInNames(site, planter);
                plantInValues(site, planter);
                plantInOtherFiles(site, planter);
            });
        }
    }
    return mistakes;
}

} // namespace proof
