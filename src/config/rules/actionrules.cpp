// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a workflow hands to actions and takes from its steps: the inputs and outputs of well-known actions (resources/config/actions.yaml), of
// the repository's own, and of scripts that write them.
#include "config/rules/expression.h"
#include "config/rules/meant.h"
#include "config/rules/tables.h"
#include "config/rules/subjects.h"
#include "config/rules/words.h"

#include <QDir>
#include <QRegularExpression>

#include <set>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

using Names = std::vector<std::string_view>;

/// Kept as long as the program: names are views into it.
const Document &actionsFile() {
    static const std::unique_ptr<Document> document = Document::read(u":/config/actions.yaml"_s);
    return *document;
}

Node wellKnown(std::string_view name) {
    for (const Node root : actionsFile().roots())
        if (const Node action = root["actions"][name])
            return action;
    return {};
}

/// Of an action; owners and repositories have no case.
std::string nameOf(std::string_view uses) { return rules::lowered(uses.substr(0, uses.find('@'))); }

Names wordsOf(Node list) {
    Names names;
    for (const Node word : list)
        names.push_back(list.isMap() ? word.key() : word.text());
    return names;
}

bool knows(const Names &names, const QString &word) {
    return std::ranges::any_of(names, [&](std::string_view one) { return said(one).compare(word, Qt::CaseInsensitive) == 0; });
}

/// The file of an action of the repository's own, where it was read too.
Node ownAction(const Subjects &subjects, std::string_view uses) {
    if (!uses.starts_with("./"))
        return {};
    const QString folder = QDir::cleanPath(said(uses.substr(2)));
    for (const File &file : subjects.set().files()) {
        const QString &path = file.document->path();
        if ((path.endsWith(folder + "/action.yml"_L1) || path.endsWith(folder + "/action.yaml"_L1)) && !file.document->roots().empty())
            return file.document->roots().front();
    }
    return {};
}

template <class Visit> void eachJob(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::Workflow))
        for (const Node root : file->document->roots())
            for (const Node job : root["jobs"])
                visit(*file->document, job);
}

template <class Visit> void eachAction(const Subjects &subjects, const Visit &visit) {
    eachJob(subjects, [&](const Document &document, Node job) {
        for (const Node step : job["steps"])
            if (step["uses"].isString())
                visit(document, step, step["uses"]);
    });
}

void misspelt(const Subjects &subjects, Report &report) {
    Names names;
    for (const Node root : actionsFile().roots())
        for (const Node action : root["actions"])
            names.push_back(action.key());
    eachAction(subjects, [&](const Document &document, Node, Node uses) {
        const std::string name = nameOf(uses.text());
        if (name.starts_with("./") || name.starts_with("docker://") || wellKnown(name))
            return;
        const auto close = std::ranges::find_if(names, [&](std::string_view one) { return isOneSlip(name, one); });
        if (close == names.end())
            return;
        const std::string whole = std::string(*close) + std::string(uses.text().substr(name.size()));
        const auto edit = replaceValue(document, uses, {Kind::String, whole});
        report.add(document, uses, tr("%1 is hardly the action that was meant; %2 is one.").arg(said(name), said(*close)),
            edit ? std::optional(Fix{tr("Change %1 to %2").arg(said(uses.text()), said(whole)), {*edit}}) : std::nullopt);
    });
}

void input(const Subjects &subjects, Report &report) {
    eachAction(subjects, [&](const Document &document, Node step, Node uses) {
        const Node known = wellKnown(nameOf(uses.text())), own = known ? Node() : ownAction(subjects, uses.text());
        if ((!known && !own) || (step["with"] && !step["with"].isMap()))
            return;
        const Names names = wordsOf(known ? known["inputs"] : own["inputs"]);
        Names given;
        for (const Node value : step["with"]) {
            given.push_back(value.key());
            if (knows(names, said(value.key())) || (own && own["runs"]["using"].text() == "docker"))
                continue;
            // A later version may have more of them; one's own is known to the last.
            const auto close = meant(value.key(), names);
            if (!close && !own)
                continue;
            const auto edit = close ? renameKey(document, value, *close) : base::Result<Edit>(base::fail(base::ErrorKind::NotFound, {}));
            const QString taker = said(uses.text()), name = said(value.key());
            report.add(document, value, close ? tr("%1 takes no \"%2\"; did you mean %3?").arg(taker, name, said(*close)) : tr("%1 takes no \"%2\".").arg(taker, name),
                edit ? std::optional(Fix{tr("Change %1 to %2").arg(name, said(*close)), {*edit}}) : std::nullopt, Report::Where::Key);
        }
        Names required = wordsOf(known["required"]);
        for (const Node each : own["inputs"])
            if (each["required"].toBool().value_or(false) && !each["default"])
                required.push_back(each.key());
        for (const std::string_view each : required)
            if (!knows(given, said(each)))
                report.add(document, uses, tr("%1 needs \"%2\", which this step does not give it.").arg(said(uses.text()), said(each)));
    });
}

/// A line that prints one "name=value" or begins a longer one, "name<<END".
std::optional<QString> printed(const QString &line) {
    static const QRegularExpression print(uR"re(^(?:echo|printf)\s+["']?([A-Za-z_][\w-]*)(?:=|<<))re"_s);
    static const QRegularExpression quoted(uR"re("[^"]*"|'[^']*')re"_s), further(u"[;&|`(]"_s);
    const auto match = print.match(line);
    // Another command on the line may write anything.
    return match.hasMatch() && !QString(line).remove(quoted).contains(further) ? std::optional(match.captured(1)) : std::nullopt;
}

/// The outputs that a script writes, where every line that writes one says which.
std::optional<std::set<QString>> writtenBy(const QString &script) {
    std::set<QString> names;
    std::vector<QString> group; // lines since a "{"
    bool inGroup = false, any = false;
    for (const QString &untrimmed : script.split(u'\n')) {
        const QString line = untrimmed.trimmed();
        if (line == "{"_L1) {
            inGroup = true;
            group.clear();
            continue;
        }
        if (line.startsWith(u'}'))
            inGroup = false;
        else if (inGroup)
            group.push_back(line);
        if (!line.contains("GITHUB_OUTPUT"_L1))
            continue;
        any = true;
        const std::vector<QString> lines = line.startsWith(u'}') ? std::exchange(group, {}) : std::vector{line};
        for (const QString &each : lines) {
            const auto name = printed(each);
            if (!name)
                return std::nullopt;
            names.insert(*name);
        }
    }
    return any ? std::optional(names) : std::nullopt;
}

Node stepOf(Node job, const QString &id) {
    for (const Node step : job["steps"])
        if (said(step["id"].text()).compare(id, Qt::CaseInsensitive) == 0)
            return step;
    return {};
}

/// What is wrong with an output of a step.
std::optional<QString> outputProblem(const Subjects &subjects, Node step, const QString &id, const QString &output) {
    const Node known = wellKnown(nameOf(step["uses"].text())), own = ownAction(subjects, step["uses"].text());
    Names names = wordsOf(known ? known["outputs"] : own["outputs"]);
    std::optional<std::set<QString>> written;
    std::set<std::string> kept;
    if (step["run"] && (written = writtenBy(said(step["run"].text())))) {
        for (const QString &name : *written)
            names.push_back(*kept.insert(name.toStdString()).first);
    }
    if (knows(names, output))
        return std::nullopt;
    const auto close = meant(output.toStdString(), names);
    if (!close && !own && !written)
        return std::nullopt;
    return close ? tr("The step %1 gives no \"%2\"; did you mean %3?").arg(id, output, said(*close)) : tr("The step %1 gives no \"%2\": the expression is empty.").arg(id, output);
}

void output(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node job) {
        eachExpression(document, job, [&](Node, Range range, const Expression &expression) {
            for (const auto &[path] : expression.reads) {
                if (path.size() < 4 || path[0] != "steps"_L1 || path[2] != "outputs"_L1 || path[3] == "*"_L1)
                    continue;
                const Node step = stepOf(job, path[1]);
                if (const auto problem = step ? outputProblem(subjects, step, path[1], path[3]) : std::nullopt)
                    report.add(document, range, *problem);
            }
        });
    });
}

} // namespace

std::span<const RuleEntry> actionRules() {
    static constexpr RuleEntry table[] = {{"workflow-action-misspelt", misspelt}, {"workflow-action-input", input}, {"workflow-step-output", output}};
    return table;
}

} // namespace config
