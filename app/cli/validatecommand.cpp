// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl validate.
#include "config/check/settingsfile.h"
#include "findingoutput.h"
#include "livecheck.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSaveFile>
#include <QThread>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

constexpr const char *help = R"(Checks deployment files before a cluster or a platform does: their grammar, their schema, and rules that see one object, several objects or
several files. PATH is a file, or a folder with everything below it; kustomizations in it are rendered by kubectl, and what is found in the result is shown
where it was written. --live checks the objects of the namespace too, and compares the files with them.
shellcheck and promtool are asked about scripts and alert rules where they are installed.

A comment accepts a finding: "# aqi-ignore: RULE[, RULE] because REASON", on the line of a value or before it; above the first key of an object for the
whole object; "# aqi-ignore-file: ..." for the file. The file .aqi-validate.yaml in the folder of all paths switches rules ("rules: {RULE: off|info|warning|error}"),
leaves out files ("ignore: [PATTERN]"), accepts findings in files without comments ("allow: [{path: PATTERN, rules: [RULE], because: REASON}]"), and names files
of rules of your own ("own: [FILE]") and the baseline ("baseline: FILE").

Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong use or unreadable input; 3 the cluster of --live was not reached.

JSON: {"findings": [{"rule", "severity": "error|warning|info", "file", "line", "column", "object", "path", "message", "fix"}], "files", "objects"}; lines and
columns from 1; "fix" is null or {"title", "edits": [{"line", "column", "endLine", "endColumn", "text"}]}.
--rules: {"rules": [{"id", "severity", "category", "on", "across", "title", "why", "mend", "likes"}]}; --explain: one of them.
sarif: SARIF 2.1.0, as code hosts read it.)";

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

void addOptions(QCommandLineParser &parser) {
    parser.addOptions({
        {u"platform"_s, tr("Report files of this platform only: kubernetes, compose, heroku ..."), u"P"_s},
        {u"fail-on"_s, tr("From which severity on the exit status is 1: error (default) or warning."), u"error|warning"_s, u"error"_s},
        {u"baseline"_s, tr("Known findings, which are not reported."), u"FILE"_s},
        {u"write-baseline"_s, tr("Write all findings to FILE as known, and end well."), u"FILE"_s},
        {u"threads"_s, tr("How many threads check; else as many as there are processors."), u"N"_s},
        {u"no-tools"_s, tr("Ask neither shellcheck nor promtool.")},
        {u"no-render"_s, tr("Do not render kustomizations: objects are checked file by file and folder by folder.")},
        {u"live"_s, tr("Check the live objects of the namespace too, and compare the files with them.")},
        {u"rules"_s, tr("List all rules.")},
        {u"explain"_s, tr("Explain one rule, with examples."), u"RULE"_s},
    });
}

struct Options {
    config::Severity failOn = config::Severity::Error;
    std::optional<config::Platform> platform;
    std::optional<std::vector<std::string>> baseline;
    int threads = 1;
    bool fixes = true; // the text does not show them
    std::shared_ptr<const config::Schemas> schemas; // the live server's, as Settings wants them: shared; else null
};

QString platformNames() {
    QStringList names;
    for (int i = 0; i <= int(config::Platform::Other); ++i) {
        const std::string_view name = config::name(config::Platform(i));
        names.append(QString::fromUtf8(name.data(), qsizetype(name.size())));
    }
    return names.join(u", "_s);
}

/// Nothing where the command was used wrongly, which it has said.
std::optional<Options> readOptions(Command &command) {
    Options options;
    const QString failOn = command.parser.value(u"fail-on"_s);
    if (failOn != "error"_L1 && failOn != "warning"_L1) {
        complain(tr("--fail-on is error or warning, not %1").arg(failOn));
        return {};
    }
    options.fixes = command.format() != Format::Text;
    options.failOn = failOn == "error"_L1 ? config::Severity::Error : config::Severity::Warning;
    if (const QString platform = command.parser.value(u"platform"_s); command.parser.isSet(u"platform"_s)) {
        options.platform = config::platformNamed(platform.toStdString());
        if (!options.platform) {
            complain(tr("there is no platform %1; there are %2").arg(platform, platformNames()));
            return {};
        }
    }
    bool isNumber = true;
    options.threads = command.parser.isSet(u"threads"_s) ? command.parser.value(u"threads"_s).toInt(&isNumber) : QThread::idealThreadCount();
    if (!isNumber || options.threads < 1 || options.threads > 256) {
        complain(tr("--threads is a whole number from 1 to 256"));
        return {};
    }
    if (command.parser.isSet(u"baseline"_s)) {
        auto known = config::readBaseline(command.parser.value(u"baseline"_s));
        if (!known) {
            complain(known.error());
            return {};
        }
        options.baseline = std::move(*known);
    }
    return options;
}

config::SettingsFile settingsFor(const Command &command, const config::Set &set, const config::Validator &validator, const Options &options) {
    config::SettingsFile file = config::settingsOf(set, validator);
    file.settings.only = options.platform;
    file.settings.tools = !command.parser.isSet(u"no-tools"_s);
    file.settings.fixes = options.fixes;
    if (options.baseline)
        file.settings.baseline.insert(file.settings.baseline.end(), options.baseline->begin(), options.baseline->end());
    return file;
}

/// Loads and checks in another thread, so that an interrupt ends it.
base::Result<int> checkFiles(Command &command, const config::Validator &validator, const Options &options, std::unique_ptr<config::Set> &set, config::Outcome &outcome) {
    return command.wait(QtConcurrent::run([&](QPromise<base::Result<int>> &promise) {
        const auto cancelled = [&promise] { return promise.isCanceled(); };
        config::LoadOptions load;
        load.render = !command.parser.isSet(u"no-render"_s);
        load.threads = options.threads;
        load.cancelled = cancelled;
        auto loaded = config::Set::load(command.operands(), load);
        if (!loaded) {
            promise.addResult(std::unexpected(loaded.error()));
            return;
        }
        set = std::move(*loaded);
        config::SettingsFile settings = settingsFor(command, *set, validator, options);
        settings.settings.schemas = options.schemas;
        outcome = validator.run(*set, settings.settings, options.threads, cancelled);
        outcome.findings.insert(outcome.findings.begin(), settings.problems.begin(), settings.problems.end());
        promise.addResult(0);
    }));
}

base::Status writeBaseline(const QString &path, const config::Outcome &outcome, const config::Set &set) {
    QSaveFile file(path);
    const std::string text = config::baselineText(outcome.findings, set.root());
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()) || !file.commit())
        return base::fail(base::ErrorKind::Io, tr("the baseline cannot be written: %1").arg(file.errorString()), path);
    return {};
}

/// Whether a path that was named itself, not found in a folder, cannot be read.
bool isUnreadable(const QStringList &paths, const config::Outcome &outcome) {
    return std::ranges::any_of(outcome.findings, [&](const config::Finding &finding) { return finding.rule == "text-unreadable" && paths.contains(finding.file); });
}

/// Adds the live objects' findings. Not Well: it could not be done, and was said.
int checkLive(Command &command, const config::Validator &validator, const Options &options, const config::Set *files, Validated &validated,
    std::unique_ptr<config::Set> &live) {
    auto loaded = liveSet(command, files);
    if (!loaded)
        return Command::failed(loaded.error());
    live = std::move(*loaded);
    config::Settings settings;
    settings.only = options.platform;
    settings.fixes = false; // of live objects none is kept
    settings.schemas = options.schemas;
    config::Outcome outcome = validator.run(*live, settings, options.threads);
    withoutLines(outcome);
    if (files) {
        config::Outcome compared;
        compared.findings = compareWithLive(*files, *live, command.operands());
        for (config::Finding &finding : compared.findings)
            if (finding.rule == "live-unknown")
                finding.position = finding.end = {};
        std::ranges::move(compared.findings, std::back_inserter(outcome.findings));
    }
    std::ranges::move(outcome.findings, std::back_inserter(validated.outcome.findings));
    validated.outcome.files += outcome.files;
    validated.outcome.objects += outcome.objects;
    return Well;
}

int explain(const config::Validator &validator, const QString &id, Format format) {
    const auto rules = validator.rules();
    const auto rule = std::ranges::find(rules, id.toStdString(), &config::RuleInfo::id);
    if (rule == rules.end()) {
        complain(tr("there is no rule %1; aqictl validate --rules lists them").arg(id));
        return WrongUse;
    }
    printRule(*rule, format);
    return Well;
}

int print(Command &command, const Validated &validated, const Options &options) {
    if (command.format() == Format::Json)
        printJson(findingsJson(validated));
    else if (command.format() == Format::Sarif)
        printJson(findingsSarif(validated));
    else
        printFindings(validated);
    if (isUnreadable(command.operands(), validated.outcome))
        return WrongUse;
    const bool bad = std::ranges::any_of(validated.outcome.findings, [&](const config::Finding &finding) { return finding.severity >= options.failOn; });
    return bad ? Bad : Well;
}

int validate(Command &command, const config::Validator &validator, Options options) {
    QElapsedTimer timer;
    timer.start();
    if (command.parser.isSet(u"live"_s)) {
        if (!command.connect())
            return command.exitStatus();
        options.schemas = liveSchemas(command, validator);
    }
    std::unique_ptr<config::Set> set, live;
    Validated validated;
    if (!command.operands().isEmpty())
        if (const auto checked = checkFiles(command, validator, options, set, validated.outcome); !checked) {
            complain(checked.error());
            return checked.error().kind == base::ErrorKind::Cancelled ? Bad : WrongUse;
        }
    std::vector<config::RuleInfo> rules(validator.rules().begin(), validator.rules().end());
    if (command.parser.isSet(u"live"_s)) {
        if (const int status = checkLive(command, validator, options, set.get(), validated, live); status != Well)
            return status;
        std::ranges::move(liveRules(), std::back_inserter(rules));
    }
    validated.set = set ? set.get() : live.get();
    validated.rules = rules;
    validated.milliseconds = timer.elapsed();
    if (command.parser.isSet(u"write-baseline"_s)) {
        const QString path = command.parser.value(u"write-baseline"_s);
        if (const auto written = writeBaseline(path, validated.outcome, *validated.set); !written) {
            complain(written.error());
            return WrongUse;
        }
        complain(tr("%1 findings written to %2").arg(validated.outcome.findings.size()).arg(path));
        return Well;
    }
    return print(command, validated, options);
}

} // namespace

int runValidate(const QStringList &arguments) {
    Command command(u"validate PATH..."_s, tr(help), {u"text"_s, u"json"_s, u"sarif"_s});
    addOptions(command.parser);
    if (!command.parse(arguments, 0, 1000))
        return command.exitStatus();
    const bool lists = command.parser.isSet(u"rules"_s) || command.parser.isSet(u"explain"_s);
    if (command.operands().isEmpty() && !lists && !command.parser.isSet(u"live"_s))
        return command.wrongUse(tr("usage: aqictl validate PATH... [options]; --help explains"));
    const auto options = readOptions(command);
    if (!options)
        return WrongUse;
    const auto validator = config::Validator::create();
    if (!validator) {
        complain(validator.error());
        return Bad;
    }
    if (command.parser.isSet(u"explain"_s))
        return explain(**validator, command.parser.value(u"explain"_s), command.format());
    if (lists) {
        printRules((*validator)->rules(), command.format());
        return Well;
    }
    return validate(command, **validator, *options);
}

} // namespace cli
