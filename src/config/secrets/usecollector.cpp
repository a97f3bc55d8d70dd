// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/usecollector.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace config::secrets {

namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view wordAt(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && isWordCharacter(text[end]))
        ++end;
    return text.substr(at, end - at);
}

template <class Function> void eachScalar(Node node, const Function &function) {
    if (node.isScalar())
        function(node);
    else
        for (const Node child : node)
            eachScalar(child, function);
}

} // namespace

// --- where -----------------------------------------------------------------------------------------------------------

void UseCollector::place(SecretUse &use, Node at, std::string_view within) const {
    const Document *document = m_document;
    Range range = at.range();
    if (m_origin) {
        document = m_origin->document;
        const std::string path = at.path();
        Node there = m_origin->root.find(path);
        // Lists of a patch are merged by name: an index that leads to another value there leads nowhere.
        for (const auto &[patch, root] : m_origin->patches)
            if (const Node patched = root.find(path); patched && patched.text() == at.text()) {
                there = patched;
                document = patch;
            }
        if (!document)
            return;
        range = there && there.text() == at.text() ? there.range() : Range{m_origin->root.range().begin, m_origin->root.range().begin};
    }
    if (!within.empty())
        if (const auto found = document->text(range).find(within); found != std::string_view::npos)
            range = {range.begin + std::uint32_t(found), range.begin + std::uint32_t(found + within.size())};
    use.file = document->path();
    use.range = range;
    use.position = document->position(range.begin);
}

void UseCollector::add(SecretUse::Role role, const QString &secret, std::string_view key, Node at, bool optional, std::string_view within) {
    SecretUse use{role, m_platform, secret, std::string(key), m_document->path(), {}, {}, m_object, optional};
    place(use, at, within);
    for (auto known = m_uses.rbegin(); known != m_uses.rend() && known->file == use.file; ++known)
        if (known->key == use.key && known->object == use.object && known->range == use.range && known->secret == use.secret)
            return; // once more through an alias
    m_uses.push_back(std::move(use));
}

// --- Kubernetes ------------------------------------------------------------------------------------------------------

void UseCollector::kubernetes(const Document &document, const Object &object, Platform platform, const Origin *origin) {
    m_document = &document;
    m_origin = origin;
    m_platform = platform;
    m_object = object.text();
    providers(object);
    references(object.root);
    m_origin = nullptr;
    m_object.clear();
}

// Wherever they stand, so that pods inside of custom resources are seen too.
void UseCollector::references(Node node) {
    for (const Node child : node) {
        if (child.isMap())
            reference(child);
        if (!child.isScalar())
            references(child);
    }
}

void UseCollector::reference(Node node) {
    const std::string_view key = node.key();
    const bool optional = node["optional"].toBool().value_or(false);
    const Node name = node["name"];
    if (key == "secretKeyRef" && name) {
        // Cloud Run: the name is that of an entry of Secret Manager, the key is its version.
        if (m_platform == Platform::CloudRun)
            add(SecretUse::Role::Needs, u"Secret Manager"_s, name.text(), name, optional);
        else
            add(SecretUse::Role::Needs, text(name.text()), node["key"].text(), node["key"] ? node["key"] : name, optional);
    } else if (key == "secretRef" && name && node.parent().parent().key() == "envFrom")
        add(SecretUse::Role::Needs, text(name.text()), {}, name, optional);
    else if (key == "secret")
        volume(node);
}

void UseCollector::volume(Node secret) {
    const Node name = secret["secretName"] ? secret["secretName"] : secret.parent().parent().key() == "sources" ? secret["name"] : Node();
    if (!name)
        return;
    const bool optional = secret["optional"].toBool().value_or(false);
    if (m_platform == Platform::CloudRun)
        return add(SecretUse::Role::Needs, u"Secret Manager"_s, name.text(), name, optional);
    for (const Node item : secret["items"])
        add(SecretUse::Role::Needs, text(name.text()), item["key"].text(), item["key"], optional);
    if (secret["items"].size() == 0)
        add(SecretUse::Role::Needs, text(name.text()), {}, name, optional);
}

void UseCollector::providers(const Object &object) {
    const QString name = text(object.name);
    if (object.kind == "Secret")
        for (const char *part : {"stringData", "data"})
            for (const Node value : object.root[part])
                add(SecretUse::Role::Provides, name, value.key(), value);
    if (object.kind == "SealedSecret")
        for (const Node value : object.root.find("spec.encryptedData"))
            add(SecretUse::Role::Provides, name, value.key(), value);
    if (object.kind == "ExternalSecret") {
        const Node target = object.root.find("spec.target.name");
        for (const Node item : object.root.find("spec.data"))
            add(SecretUse::Role::Provides, target ? text(target.text()) : name, item["secretKey"].text(), item["secretKey"]);
    }
}

void UseCollector::generators(const File &kustomization) {
    m_document = kustomization.document.get();
    m_platform = kustomization.kind.platform;
    const QString folder = QFileInfo(m_document->path()).path();
    for (const Node root : m_document->roots())
        for (const Node one : root["secretGenerator"])
            generator(one, folder);
}

void UseCollector::generator(Node generator, const QString &folder) {
    const QString name = text(generator["name"].text());
    const auto before = [](std::string_view entry, char sign) { return entry.substr(0, entry.find(sign)); };
    for (const Node literal : generator["literals"])
        add(SecretUse::Role::Provides, name, before(literal.text(), '='), literal);
    for (const Node file : generator["files"]) {
        const std::string_view entry = file.text();
        const std::string_view key = before(entry, '=');
        add(SecretUse::Role::Provides, name, key.substr(key.rfind('/') + 1), file); // npos + 1 is 0
    }
    const auto environment = [&](Node path) {
        const File *file = m_set.file(QDir::cleanPath(folder + u'/' + text(path.text())));
        if (!file)
            return add(SecretUse::Role::Provides, name, {}, path);
        const Document *outer = std::exchange(m_document, file->document.get());
        for (const Node root : m_document->roots())
            for (const Node value : root)
                add(SecretUse::Role::Provides, name, value.key(), value);
        m_document = outer;
    };
    for (const Node path : generator["envs"])
        environment(path);
    if (generator["env"])
        environment(generator["env"]);
}

// --- other platforms -------------------------------------------------------------------------------------------------

void UseCollector::file(const File &file) {
    m_document = file.document.get();
    m_platform = file.kind.platform;
    if (file.kind.role == Role::Kustomization)
        return generators(file);
    for (const Node root : m_document->roots())
        switch (file.kind.role) {
        case Role::ComposeFile: compose(root); break;
        case Role::Workflow: workflow(root); break;
        case Role::AppJson: appJson(root); break;
        case Role::StreamlitSecrets: leaves(root); break;
        case Role::AppRunnerService:
        case Role::TaskDefinition:
        case Role::Dockerrun: amazon(root); break;
        case Role::CloudBuildFile: cloudBuild(root); break;
        case Role::DotenvFile: dotenv(root); break;
        default: break;
        }
}

void UseCollector::compose(Node root) {
    for (const Node part : root)
        for (const Node entry : part) {
            m_object = part.key() == "services" ? u"services."_s + text(entry.key()) : QString();
            eachScalar(entry, [this](Node scalar) { variables(scalar); });
            if (part.key() == "services")
                passedThrough(entry["environment"]);
            if (const Node variable = entry["environment"]; part.key() == "secrets" && variable.isScalar())
                add(SecretUse::Role::Needs, u"environment"_s, variable.text(), variable);
        }
    m_object.clear();
}

// ${NAME}, ${NAME:-default}, ${NAME:?message}, $NAME; $$ is a dollar.
void UseCollector::variables(Node scalar) {
    const std::string_view value = scalar.text();
    for (std::size_t at = value.find('$'); at != std::string_view::npos && at + 1 < value.size(); at = value.find('$', at + 1)) {
        if (value[at + 1] == '$') {
            ++at;
            continue;
        }
        const bool braced = value[at + 1] == '{';
        const std::string_view name = wordAt(value, at + 1 + braced);
        if (name.empty() || !looksSecret(name))
            continue;
        const std::string_view rest = braced ? value.substr(at + 2 + name.size()) : std::string_view();
        add(SecretUse::Role::Needs, u"environment"_s, name, scalar, rest.starts_with(":-") || rest.starts_with('-'), name);
    }
}

// A variable without a value is taken from the environment of whoever starts the services.
void UseCollector::passedThrough(Node environment) {
    for (const Node entry : environment) {
        const std::string_view name = environment.isMap() ? (entry.isNull() ? entry.key() : std::string_view()) : entry.text();
        if (!name.empty() && name.find('=') == std::string_view::npos && looksSecret(name))
            add(SecretUse::Role::Needs, u"environment"_s, name, entry);
    }
}

void UseCollector::workflow(Node root) {
    for (const Node part : root)
        if (part.key() == "jobs")
            for (const Node job : part) {
                m_object = u"jobs."_s + text(job.key());
                eachScalar(job, [this](Node scalar) { expressions(scalar); });
                m_object.clear();
            }
        else
            eachScalar(part, [this](Node scalar) { expressions(scalar); });
}

void UseCollector::expressions(Node scalar) {
    const std::string_view value = scalar.text();
    constexpr std::string_view context = "secrets.";
    for (std::size_t open = value.find("${{"); open != std::string_view::npos; open = value.find("${{", open + 3)) {
        const std::string_view expression = value.substr(open, value.find("}}", open) - open);
        for (std::size_t at = expression.find(context); at != std::string_view::npos; at = expression.find(context, at + 1)) {
            const std::string_view name = wordAt(expression, at + context.size());
            // The token of the run itself is always there.
            if (!name.empty() && name != "GITHUB_TOKEN" && !(at > 0 && (isWordCharacter(expression[at - 1]) || expression[at - 1] == '.')))
                add(SecretUse::Role::Needs, u"repository"_s, name, scalar, false, expression.substr(at, context.size() + name.size()));
        }
    }
}

void UseCollector::appJson(Node root) {
    for (const Node variable : root["env"]) {
        const bool generated = variable["generator"].text() == "secret";
        if (generated || looksSecret(variable.key()))
            add(SecretUse::Role::Needs, u"config vars"_s, variable.key(), variable, generated || !variable["required"].toBool().value_or(true));
    }
}

void UseCollector::leaves(Node node) {
    eachScalar(node, [this](Node scalar) { add(SecretUse::Role::Needs, u"secrets.toml"_s, scalar.path(), scalar); });
}

void UseCollector::amazon(Node node) {
    for (const Node child : node) {
        if (child.key() == "RuntimeEnvironmentSecrets")
            for (const Node secret : child)
                add(SecretUse::Role::Needs, u"Secrets Manager"_s, secret.key(), secret);
        else if (child.key() == "secrets" && child.isSequence())
            for (const Node secret : child)
                add(SecretUse::Role::Needs, u"Secrets Manager"_s, secret["name"].text(), secret["name"]);
        else if (!child.isScalar())
            amazon(child);
    }
}

void UseCollector::cloudBuild(Node root) {
    for (const Node secret : root.find("availableSecrets.secretManager"))
        add(SecretUse::Role::Needs, u"Secret Manager"_s, secret["env"].text(), secret["env"]);
}

void UseCollector::dotenv(Node root) {
    for (const Node value : root)
        if (looksSecret(value.key()))
            add(SecretUse::Role::Provides, u"environment"_s, value.key(), value);
}

} // namespace config::secrets
