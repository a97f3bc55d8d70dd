// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl deploy.
#include "kube/client.h"
#include "planoutput.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

constexpr const char *help = R"(Applies PATH in order: namespace, policies, configuration, storage, databases, migration, monitoring, applications, autoscalers, ingress.
Waits after each part until it is healthy. Where it cannot become healthy, says why within seconds and ends with status 1.
Ctrl-C stops after the request under way; what was applied stays, and the next call goes on from there. What is unchanged is not written again.
A conflict (a field that another manager owns) is refused before anything is changed, unless --force takes the fields over.

JSON: {"outcome" (succeeded, failed, cancelled), "applied", "unchanged", "remaining", "seconds", "cause", "error",
"steps": [{"object", "phase", "change", "state" (pending, applying, applied, waiting, healthy, skipped, failed), "message"}]}, with
)";

using Phase = deploy::StepState::Phase;

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

class Reporter {
public:
    explicit Reporter(const deploy::Plan &plan) : m_plan(plan) {}

    void step(int index, const deploy::StepState &state) {
        const deploy::Step &step = m_plan.steps[index];
        const QString object = step.manifest.ref.text();
        switch (state.phase) {
        case Phase::Applied: return m_progress.line(u"%1  %2"_s.arg(word(step.change), object));
        case Phase::Healthy: return m_progress.line(tr("healthy    %1  %2").arg(object, state.message).trimmed());
        case Phase::Waiting: return waiting(index, object, state);
        case Phase::Applying: return m_progress.now(tr("applying %1 %2").arg(object, state.message));
        default: return;
        }
    }

private:
    static QString word(deploy::Change change) {
        switch (change) {
        case deploy::Change::Create: return tr("created  ");
        case deploy::Change::Replace: return tr("replaced ");
        default: return tr("updated  ");
        }
    }

    // A log gets a line when the cause is another, a terminal sees every count.
    void waiting(int index, const QString &object, const deploy::StepState &state) {
        m_progress.now(tr("waiting for %1: %2").arg(object, state.message));
        const QString sentence = state.cause ? state.cause->sentence : QString();
        if (m_said.value(index) == sentence)
            return;
        m_said[index] = sentence;
        if (!sentence.isEmpty())
            m_progress.line(tr("waiting    %1  %2").arg(object, sentence));
    }

    const deploy::Plan &m_plan;
    Progress m_progress;
    QHash<int, QString> m_said;
};

QString seconds(std::chrono::milliseconds took) {
    return QString::number(static_cast<double>(took.count()) / 1000, 'f', 1);
}

void printText(const deploy::Outcome &outcome) {
    const QString counts = tr("%1 applied, %2 unchanged, %3 not reached, in %4 s")
                               .arg(outcome.applied).arg(outcome.unchanged).arg(outcome.remaining).arg(seconds(outcome.took));
    switch (outcome.kind) {
    case deploy::Outcome::Kind::Succeeded:
        return printLine(outcome.applied == 0 ? tr("No change: %1 objects are as wanted and healthy.").arg(outcome.unchanged) : tr("Deployed: %1.").arg(counts));
    case deploy::Outcome::Kind::Cancelled:
        return printLine(tr("Stopped: %1. The next call goes on from there.").arg(counts));
    case deploy::Outcome::Kind::Failed: break;
    }
    printLine(tr("Failed: %1.").arg(counts));
    if (outcome.cause) {
        printLine(tr("Cause:    %1 (%2)").arg(plain(outcome.cause->sentence), outcome.cause->object.text()));
        const QStringList evidence = outcome.cause->evidence.split(u'\n', Qt::SkipEmptyParts);
        for (qsizetype i = 0; i < evidence.size(); ++i)
            printLine((i == 0 ? tr("Evidence: ") : u"          "_s) + plain(evidence[i]));
        printLine(tr("Remedy:   %1").arg(outcome.cause->remedy));
    } else if (outcome.error) {
        printLine(tr("Cause:    %1").arg(plain(outcome.error->text())));
    }
}

void print(const deploy::Runner &runner, const deploy::Outcome &outcome, Format format) {
    if (format == Format::Text)
        return printText(outcome);
    QJsonArray steps;
    for (int i = 0; i < runner.plan().steps.size(); ++i) {
        const deploy::Step &step = runner.plan().steps[i];
        steps.append(QJsonObject{{u"object"_s, json(step.manifest.ref)}, {u"phase"_s, deploy::name(step.phase)}, {u"change"_s, deploy::name(step.change)},
            {u"state"_s, deploy::name(runner.state(i).phase)}, {u"message"_s, runner.state(i).message}});
    }
    printJson({{u"outcome"_s, deploy::name(outcome.kind)}, {u"applied"_s, outcome.applied}, {u"unchanged"_s, outcome.unchanged},
        {u"remaining"_s, outcome.remaining}, {u"seconds"_s, static_cast<double>(outcome.took.count()) / 1000}, {u"cause"_s, json(outcome.cause)},
        {u"error"_s, json(outcome.error)}, {u"steps"_s, steps}});
}

int statusOf(const deploy::Outcome &outcome) {
    if (outcome.kind == deploy::Outcome::Kind::Succeeded)
        return Well;
    const bool unreachable = outcome.error && !outcome.cause && base::exitStatus(outcome.error->kind) == Unreachable;
    return unreachable ? Unreachable : Bad;
}

int refused(const deploy::Plan &plan, int count) {
    complain(tr("the cluster would refuse %1 objects; nothing was applied").arg(count));
    bool conflicts = false;
    for (const deploy::Step &step : plan.steps)
        if (step.refusal) {
            complain(u"  %1: %2"_s.arg(step.manifest.ref.text(), plain(step.reason)));
            conflicts = conflicts || step.refusal->kind == base::ErrorKind::Conflict;
        }
    if (conflicts)
        complain(tr("--force takes fields over from their managers"));
    return Bad;
}

int run(Command &command, const deploy::Plan &plan, const deploy::RunOptions &options) {
    deploy::Runner runner(command.client(), plan, options);
    Reporter reporter(runner.plan());
    QEventLoop loop;
    deploy::Outcome outcome;
    QObject::connect(&runner, &deploy::Runner::stepChanged, &loop, [&](int step, const deploy::StepState &state) { reporter.step(step, state); });
    QObject::connect(&runner, &deploy::Runner::finished, &loop, [&](const deploy::Outcome &end) {
        outcome = end;
        loop.quit();
    });
    QObject::connect(&command.interrupts, &Interrupts::interrupted, &runner, &deploy::Runner::cancel);
    runner.start();
    if (command.interrupts.happened())
        runner.cancel();
    else
        loop.exec();
    print(runner, outcome, command.format());
    return statusOf(outcome);
}

} // namespace

int runDeploy(const QStringList &arguments) {
    Command command(u"deploy PATH"_s, tr(help) + causeHelp());
    command.parser.addOptions({
        {u"timeout"_s, tr("Seconds to wait for each part to become healthy (600)."), u"SECONDS"_s, u"600"_s},
        {u"force"_s, tr("Take over fields that another manager owns.")},
        {u"dry-run"_s, tr("Only say what would be done, as plan does.")},
    });
    if (!command.parse(arguments, 1, 1))
        return command.exitStatus();
    bool ok = false;
    const int timeout = command.parser.value(u"timeout"_s).toInt(&ok);
    if (!ok || timeout < 1)
        return command.wrongUse(tr("--timeout is a whole number of seconds, not %1").arg(command.parser.value(u"timeout"_s)));
    const bool force = command.parser.isSet(u"force"_s);
    int status = Well;
    const auto plan = makePlan(command, command.operands().first(), status);
    if (!plan)
        return status;
    const int refusedCount = refusals(*plan, force);
    if (command.parser.isSet(u"dry-run"_s)) {
        printPlan(*plan, command.format());
        return refusedCount > 0 ? Bad : Well;
    }
    // The runner refuses too; here every refusal is told, not only the first.
    if (refusedCount > 0 && command.format() == Format::Text)
        return refused(*plan, refusedCount);
    complain(u"%1: %2"_s.arg(plan->cluster, countsText(*plan)));
    return run(command, *plan, {std::chrono::seconds(timeout), force});
}

} // namespace cli
