// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/conditionreader.h"
#include "config/rules/declared.h"
#include "config/rules/words.h"

#include <array>

namespace config {

using namespace Qt::StringLiterals;
using rules::said;

namespace {

struct Thing {
    std::string_view name;
    std::string_view roles; // of files; one name
    std::string_view each;
};

constexpr std::array filesThings = {
    Thing{"file", "", ""},
    Thing{"compose-file", "compose-file", ""},
    Thing{"compose-service", "compose-file", "services.*"},
    Thing{"workflow", "workflow", ""},
    Thing{"job", "workflow", "jobs.*"},
    Thing{"step", "workflow", "jobs.*.steps[*]"},
    Thing{"instruction", "dockerfile", "[*]"},
    Thing{"variable", "dotenv-file", "*"},
};

std::optional<Role> roleNamed(std::string_view text) {
    for (int i = 0; i <= int(Role::Unknown); ++i) {
        if (name(Role(i)) == text)
            return Role(i);
    }
    return std::nullopt;
}

} // namespace

class DeclaredReader {
public:
    DeclaredReader(const Document &document, Node check) : m_document(document), m_check(check) {}
    base::Result<Declared> read();

private:
    base::Status readKeys();
    base::Status readFor();
    base::Status readKinds();
    base::Status readPlace();
    base::Status readConditions();
    base::Status readMessage();
    base::Status readFix();
    [[nodiscard]] std::unexpected<base::Error> fail(Node node, QString message) const { return failAt(m_document, node ? node : m_check, std::move(message)); }

    const Document &m_document;
    Node m_check;
    Declared m_declared;
};

base::Result<Declared> Declared::read(const Document &document, Node check) {
    return DeclaredReader(document, check).read();
}

base::Result<Declared> DeclaredReader::read() {
    using Step = base::Status (DeclaredReader::*)();
    for (const Step step : {&DeclaredReader::readKeys, &DeclaredReader::readFor, &DeclaredReader::readKinds, &DeclaredReader::readPlace,
             &DeclaredReader::readConditions, &DeclaredReader::readMessage, &DeclaredReader::readFix}) {
        if (base::Status status = (this->*step)(); !status)
            return std::unexpected(std::move(status.error()));
    }
    return std::move(m_declared);
}

base::Status DeclaredReader::readKeys() {
    static constexpr std::array keys = {"for", "kinds", "roles", "files", "path", "when", "wrong", "must", "message", "at", "fix"};
    if (!m_check.isMap())
        return fail(m_check, rules::tr("\"check\" is a map."));
    for (const Node member : m_check) {
        if (std::ranges::find(keys, member.key()) == keys.end())
            return fail(member, rules::tr("\"%1\" means nothing in a check. There are: for, kinds, roles, files, path, when, wrong, must, message, at, fix.")
                .arg(said(member.key())));
    }
    return {};
}

base::Status DeclaredReader::readFor() {
    using For = Declared::For;
    static constexpr std::array<std::pair<std::string_view, For>, 5> objectThings = {{{"object", For::Object}, {"pod", For::Pod},
        {"container", For::Container}, {"app-container", For::AppContainer}, {"init-container", For::InitContainer}}};
    const std::string_view wanted = m_check["for"].text();
    for (const auto &[name, value] : objectThings) {
        if (name == wanted) {
            m_declared.m_for = value;
            return {};
        }
    }
    for (const Thing &thing : filesThings) {
        if (thing.name != wanted)
            continue;
        m_declared.m_for = For::File;
        m_declared.m_each = Steps::parse(thing.each).value_or(Steps());
        if (!thing.roles.empty())
            m_declared.m_roles.push_back(roleNamed(thing.roles).value_or(Role::Unknown));
        return {};
    }
    return fail(m_check["for"], rules::tr("\"for\" says what is looked at: object, pod, container, app-container, init-container, compose-file, compose-service, "
        "workflow, job, step, instruction, variable or file."));
}

base::Status DeclaredReader::readKinds() {
    const Node kinds = m_check["kinds"];
    if (kinds && (m_declared.m_for == Declared::For::File || !kinds.isSequence()))
        return fail(kinds, rules::tr("\"kinds\" is a list of kinds of Kubernetes objects."));
    for (const Node kind : kinds) {
        const std::string_view text = kind.text();
        const std::size_t dot = std::min(text.find('.'), text.size());
        m_declared.m_kinds.emplace_back(text.substr(0, dot), dot < text.size() ? text.substr(dot + 1) : std::string_view());
    }
    for (const Node item : m_check["roles"]) {
        const auto role = roleNamed(item.text());
        if (!role || m_check["for"].text() != "file")
            return fail(m_check["roles"], rules::tr("\"%1\" is no role of a file, or the check is not for files.").arg(said(item.text())));
        m_declared.m_roles.push_back(*role);
    }
    if (const Node files = m_check["files"]) {
        const QString glob = said(files.text());
        m_declared.m_files = QRegularExpression::fromWildcard(glob, Qt::CaseSensitive, QRegularExpression::NonPathWildcardConversion);
        if (glob.isEmpty() || !m_declared.m_files.isValid())
            return fail(files, rules::tr("\"files\" is a pattern of paths, such as \"*/values.yaml\"."));
    }
    return {};
}

base::Status DeclaredReader::readPlace() {
    if (const Node path = m_check["path"]) {
        const std::optional<Steps> steps = path.isScalar() ? Steps::parse(path.text()) : std::nullopt;
        if (!steps)
            return fail(path, rules::tr("\"%1\" is not a path.").arg(said(path.text())));
        m_declared.m_path = *steps;
    }
    const std::string_view at = m_check["at"].text();
    if (!at.empty() && at != "value" && at != "key" && at != "thing")
        return fail(m_check["at"], rules::tr("\"at\" is value, key or thing."));
    m_declared.m_at = at == "key" ? Declared::At::Key : at == "thing" ? Declared::At::Thing : Declared::At::Value;
    return {};
}

base::Status DeclaredReader::readConditions() {
    const std::pair<std::string_view, std::optional<Condition> *> conditions[] = {
        {"when", &m_declared.m_when}, {"wrong", &m_declared.m_wrong}, {"must", &m_declared.m_must}};
    for (const auto &[key, target] : conditions) {
        const Node node = m_check[key];
        if (!node)
            continue;
        base::Result<Condition> condition = Condition::read(m_document, node);
        if (!condition)
            return std::unexpected(std::move(condition.error()));
        *target = std::move(*condition);
    }
    if (!m_declared.m_wrong && !m_declared.m_must)
        return fail(m_check, rules::tr("A check needs \"wrong\" or \"must\"."));
    return {};
}

base::Status DeclaredReader::readMessage() {
    m_declared.m_message = said(m_check["message"].text()).trimmed();
    if (m_declared.m_message.isEmpty())
        return fail(m_check["message"], rules::tr("A check needs a message: one sentence that says what is wrong."));
    return {};
}

base::Status DeclaredReader::readFix() {
    const Node fix = m_check["fix"];
    if (!fix)
        return {};
    m_declared.m_fixTitle = said(fix["title"].text());
    const QString path = said(m_check["path"].text());
    if (const Node set = fix["set"]) {
        m_declared.setChange(set);
        if (m_declared.m_fixTitle.isEmpty())
            m_declared.m_fixTitle = set.isScalar() ? rules::tr("Set %1 to %2").arg(path, said(set.text())) : rules::tr("Set %1").arg(path);
        return {};
    }
    if (fix["remove"].toBool() == true) {
        m_declared.m_change = Declared::Change::Remove;
        if (m_declared.m_fixTitle.isEmpty())
            m_declared.m_fixTitle = rules::tr("Remove %1").arg(path);
        return {};
    }
    m_declared.m_rename = fix["rename"].text();
    m_declared.m_change = Declared::Change::Rename;
    if (m_declared.m_rename.empty())
        return fail(fix, rules::tr("\"fix\" is {set: VALUE}, {remove: true} or {rename: KEY}, with a title."));
    if (m_declared.m_fixTitle.isEmpty())
        m_declared.m_fixTitle = rules::tr("Rename %1 to %2").arg(path, QString::fromStdString(m_declared.m_rename));
    return {};
}

} // namespace config
