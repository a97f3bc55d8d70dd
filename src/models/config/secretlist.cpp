// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/secretlist.h"

#include "models/config/filetreemodel.h"
#include "models/config/words.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using config::Platform;
using config::SecretUse;

const QString production = u"production"_s; // of what names no environment

/// By the words of a path below the set's folder, the last that says something: "overlays/staging", "compose.dev.yaml".
QString environmentIn(const QString &path) {
    static const std::array known = {std::pair{u"production"_s, production}, std::pair{u"prod"_s, production}, std::pair{u"staging"_s, u"staging"_s}, std::pair{u"stage"_s, u"staging"_s},
        std::pair{u"development"_s, u"development"_s}, std::pair{u"dev"_s, u"development"_s}, std::pair{u"sandbox"_s, u"sandbox"_s}, std::pair{u"test"_s, u"test"_s}};
    static const QRegularExpression separators(u"[/._-]"_s);
    const QStringList words = path.toLower().split(separators);
    for (qsizetype i = words.size(); i-- > 0;) {
        const auto found = std::ranges::find(known, words.at(i), [](const auto &entry) { return entry.first; });
        if (found != known.end())
            return found->second;
    }
    return {};
}

bool isOfScopes(const config::File &file) {
    using enum config::Role;
    return file.kind.role == Objects || file.kind.role == Patch || file.kind.role == Kustomization;
}

class Collector {
public:
    explicit Collector(const config::Set &set) : m_set(set) {}

    std::vector<SecretTarget> collect() {
        for (const config::Scope &scope : m_set.scopes())
            addScope(scope);
        addFiles();
        std::vector<SecretTarget> targets;
        for (Entry &entry : m_entries) {
            entry.target.required = config::requiredSecrets(entry.uses);
            if (!entry.target.required.empty())
                targets.push_back(std::move(entry.target));
        }
        std::ranges::stable_sort(targets, {}, [](const SecretTarget &target) { return std::pair(target.folder.isEmpty(), target.environment != production); });
        return targets;
    }

private:
    struct Entry {
        SecretTarget target;
        std::vector<SecretUse> uses;
    };

    [[nodiscard]] QString below(const QString &path) const { return QDir(m_set.root()).relativeFilePath(path); }

    /// One cluster's Secret is one, whatever lays itself over the same files.
    Entry &entryFor(Platform platform, const QString &environment) {
        const bool cluster = platform == Platform::Kubernetes || platform == Platform::Gke;
        const QString id = cluster ? environment : textOf(config::name(platform)) + u'-' + environment;
        const auto known = std::ranges::find(m_entries, id, [](const Entry &entry) { return entry.target.id; });
        if (known != m_entries.end())
            return *known;
        m_entries.push_back({{id, platformTitle(platform), environment, {}, {}}, {}});
        return m_entries.back();
    }

    void addScope(const config::Scope &scope) {
        const QString environment = environmentIn(below(scope.root));
        Entry &entry = entryFor(scope.platform, environment.isEmpty() ? production : environment);
        entry.target.folder = scope.root;
        std::ranges::move(config::secretUses(m_set, scope), std::back_inserter(entry.uses));
    }

    /// A file without an environment belongs to each that the files beside it name.
    void addFiles() {
        std::map<std::pair<QString, Platform>, QSet<QString>> beside;
        for (const config::File &file : m_set.files())
            if (const QString environment = environmentIn(below(file.document->path())); !environment.isEmpty())
                beside[{QFileInfo(file.document->path()).path(), file.kind.platform}].insert(environment);
        for (SecretUse &use : config::secretUses(m_set)) {
            const config::File *file = m_set.file(use.file);
            if (!file || isOfScopes(*file) || use.platform == Platform::Kubernetes || use.platform == Platform::Gke)
                continue;
            const QString own = environmentIn(below(use.file));
            QSet<QString> environments = own.isEmpty() ? beside[{QFileInfo(use.file).path(), use.platform}] : QSet{own};
            if (environments.isEmpty())
                environments.insert(production);
            QStringList sorted(environments.cbegin(), environments.cend());
            sorted.sort();
            for (const QString &environment : std::as_const(sorted))
                entryFor(use.platform, environment).uses.push_back(use);
        }
    }

    const config::Set &m_set;
    std::vector<Entry> m_entries;
};

std::string decoded(std::string_view text) {
    const auto bytes = QByteArray::fromBase64Encoding(QByteArray(text.data(), qsizetype(text.size())), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? (*bytes).toStdString() : std::string();
}

GivenInFiles judge(std::string_view text, const std::string &key) {
    if (text.starts_with(key) && text.substr(key.size()).starts_with('=')) // a literal of a generator
        text.remove_prefix(key.size() + 1);
    if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        text = text.substr(1, text.size() - 2);
    if (text.empty())
        return GivenInFiles::Empty;
    std::string inner = decoded(text);
    const bool placeholder = config::isPlaceholderValue(text) || (!inner.empty() && config::isPlaceholderValue(inner));
    config::wipe(inner);
    return placeholder ? GivenInFiles::Placeholder : GivenInFiles::Value;
}

} // namespace

QString SecretTarget::title() const { return environment + u" · "_s + platform; }

std::vector<SecretTarget> secretTargets(const config::Set &set) { return Collector(set).collect(); }

GivenInFiles givenInFiles(const config::Set &set, const config::RequiredSecret &secret) {
    GivenInFiles best = GivenInFiles::Nothing;
    for (const SecretUse &use : secret.providers)
        if (const config::File *file = set.file(use.file))
            best = std::max(best, judge(file->document->text(use.range), secret.key));
    return best;
}

SecretGrade gradeOf(std::string_view key, const std::vector<config::SecretIssue> &issues) {
    using config::SecretKind;
    const auto is = [&](config::SecretWeight weight) { return std::ranges::any_of(issues, [&](const auto &issue) { return issue.weight == weight; }); };
    if (std::ranges::any_of(issues, [](const auto &issue) { return issue.code == "secret-placeholder"; }))
        return SecretGrade::Placeholder;
    if (is(config::SecretWeight::Unusable))
        return SecretGrade::Unusable;
    if (is(config::SecretWeight::Weak))
        return SecretGrade::Weak;
    const SecretKind kind = config::secretKind(key);
    return kind == SecretKind::SigningKey || kind == SecretKind::Password || kind == SecretKind::Token ? SecretGrade::Strong : SecretGrade::Plausible;
}

SecretGrade gradeOf(std::string_view key, const SecretState &state) { return state.kept ? gradeOf(key, state.issues) : SecretGrade::None; }

QString gradeWord(SecretGrade grade) {
    switch (grade) {
    case SecretGrade::Strong: return configTr("strong");
    case SecretGrade::Plausible: return configTr("looks right");
    case SecretGrade::Weak: return configTr("weak");
    case SecretGrade::Unusable: return configTr("unusable");
    case SecretGrade::Placeholder: return configTr("placeholder");
    case SecretGrade::None: break;
    }
    return u"—"_s;
}

QString completenessText(const SecretTarget &target, const SecretStates &states) {
    int wanted = 0, set = 0, optional = 0, unknown = 0;
    std::map<SecretGrade, int> grades;
    for (const config::RequiredSecret &secret : target.required) {
        const auto at = states.find(target.nameOf(secret));
        const SecretState state = at == states.end() ? SecretState() : at->second;
        const SecretGrade grade = gradeOf(secret.key, state);
        unknown += state.known ? 0 : 1;
        ++grades[grade];
        if (secret.optional) {
            optional += state.known && !state.kept ? 1 : 0;
            continue;
        }
        ++wanted;
        set += state.kept && grade != SecretGrade::Placeholder ? 1 : 0;
    }
    const QString where = target.folder.isEmpty() ? configTr("%1 on %2").arg(target.environment, target.platform) : target.environment;
    if (unknown > 0)
        return configTr("%1 needs %2 secrets; which of them are set is not known yet.").arg(where).arg(target.required.size());
    QStringList parts{wanted == 1 ? configTr("%1 of 1 secret of %2 is set").arg(set).arg(where) : configTr("%1 of %2 secrets of %3 are set").arg(set).arg(wanted).arg(where)};
    const auto add = [&](int count, const char *one, const char *many) {
        if (count > 0)
            parts << (count == 1 ? configTr(one) : configTr(many).arg(count));
    };
    add(grades[SecretGrade::Weak], "1 is weak", "%1 are weak");
    add(grades[SecretGrade::Unusable], "1 is unusable", "%1 are unusable");
    add(grades[SecretGrade::Placeholder], "1 holds a placeholder", "%1 hold placeholders");
    add(optional, "1 optional one is not set", "%1 optional ones are not set");
    return parts.join(u"; "_s) + u'.';
}

} // namespace models
