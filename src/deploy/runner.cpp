// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/runner.h"

#include "base/backoff.h"
#include "deploy/conceal.h"
#include "deploy/conflict.h"
#include "deploy/observation.h"
#include "kube/client.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QHash>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace deploy {

namespace {

using base::ErrorKind;
using Answer = base::Result<QJsonObject>;

constexpr auto pollInterval = 1s;
constexpr auto failedPatience = 10s; // of an object that its controller calls failed while no pod says why
constexpr int applyTries = 5;        // where the server does not answer; an apply may be repeated
constexpr auto deleteTimeout = 30s;
constexpr auto logTimeout = 3s;
constexpr auto cancelPatience = 900ms;
constexpr int logLines = 10;
constexpr auto clockSkew = 30s; // the cluster's clock may be behind ours; its events are compared with the start of the run

bool isSettled(kube::HealthState state) {
    return state == kube::HealthState::Healthy || state == kube::HealthState::Suspended;
}

} // namespace

struct Runner::Private {
    Private(Runner *owner, kube::Client &cluster, Plan what, RunOptions how)
        : q(owner), client(cluster), plan(std::move(what)), options(how), states(plan.steps.size()), written(plan.steps.size(), false) {
        poll.setSingleShot(true);
    }

    Runner *q;
    kube::Client &client;
    const Plan plan;
    const RunOptions options;
    QList<StepState> states;
    QList<bool> written;
    QHash<int, QDateTime> causeSeen; // since when the step's cause has been the same
    QHash<int, QDateTime> failedSeen;
    int next = 0;     // the step to apply
    int waitFrom = 0; // first step of the phase that is under way
    bool running = false;
    bool cancelled = false;
    bool requesting = false; // a write is under way
    QElapsedTimer clock;
    QElapsedTimer waitClock;
    QDateTime started;
    base::Backoff backoff;
    QTimer poll;
    QFutureWatcher<QList<Observed>> watcher;
    QList<int> watched;

    void setState(int step, StepState::Phase phase, const QString &message = {});
    void applyNext();
    void replace(int step);
    void awaitGone(int step, const QElapsedTimer &since);
    void apply(int step);
    void onApplied(int step, const Answer &answer);
    void beginWait();
    void ask();
    void onObserved(const QList<Observed> &all);
    void take(int step, const Observed &seen);
    [[nodiscard]] bool believes(int step, const Observed &seen);
    void failWith(int step, const Cause &cause);
    void failLate();
    void failStep(int step, const base::Error &error);
    void finish(Outcome outcome);
    [[nodiscard]] std::optional<base::Error> refusal() const;
    template <class T, class Handler> void then(QFuture<base::Result<T>> future, Handler handler);
};

// The handler runs in the runner's thread, and not at all once it is gone or has finished. A cancelled request counts as no answer.
template <class T, class Handler> void Runner::Private::then(QFuture<base::Result<T>> future, Handler handler) {
    auto *answer = new QFutureWatcher<base::Result<T>>(q);
    QObject::connect(answer, &QFutureWatcherBase::finished, q, [this, answer, handler] {
        answer->deleteLater();
        if (!running)
            return;
        handler(answer->future().resultCount() > 0 ? answer->result() : base::Result<T>(base::fail(ErrorKind::Cancelled, tr("stopped"))));
    });
    answer->setFuture(future);
}

void Runner::Private::setState(int step, StepState::Phase phase, const QString &message) {
    StepState &state = states[step];
    if (state.phase != phase || !state.since.isValid())
        state.since = QDateTime::currentDateTimeUtc();
    else if (state.message == message)
        return;
    state.phase = phase;
    state.message = message;
    Q_EMIT q->stepChanged(step, state);
}

std::optional<base::Error> Runner::Private::refusal() const {
    for (const Step &step : plan.steps) {
        if (!step.refusal || (options.force && step.refusal->kind == ErrorKind::Conflict))
            continue;
        base::Error error = *step.refusal;
        error.where = step.manifest.ref.text();
        error.message = step.reason;
        return error;
    }
    return {};
}

void Runner::Private::applyNext() {
    if (cancelled)
        return finish({.kind = Outcome::Kind::Cancelled});
    const auto inPhase = [this] { return next < plan.steps.size() && plan.steps[next].phase == plan.steps[waitFrom].phase; };
    for (; inPhase() && plan.steps[next].change == Change::Unchanged; ++next)
        setState(next, StepState::Phase::Skipped, tr("unchanged"));
    if (!inPhase())
        return beginWait();
    const int step = next;
    setState(step, StepState::Phase::Applying);
    if (plan.steps[step].change == Change::Replace)
        replace(step);
    else
        apply(step);
}

void Runner::Private::replace(int step) {
    requesting = true;
    then(client.remove(plan.steps[step].manifest.ref), [this, step](const Answer &answer) {
        requesting = false;
        if (!answer && answer.error().kind != ErrorKind::NotFound)
            return failStep(step, answer.error());
        QElapsedTimer since;
        since.start();
        awaitGone(step, since);
    });
}

void Runner::Private::awaitGone(int step, const QElapsedTimer &since) {
    if (cancelled)
        return finish({.kind = Outcome::Kind::Cancelled});
    then(client.get(plan.steps[step].manifest.ref), [this, step, since](const Answer &answer) {
        if (!answer && answer.error().kind == ErrorKind::NotFound)
            return apply(step);
        if (since.durationElapsed() > deleteTimeout)
            return failStep(step, {ErrorKind::Timeout, tr("the old one was not gone 30 s after it was deleted"), {}, {}});
        setState(step, StepState::Phase::Applying, tr("waits until the old one is gone"));
        QTimer::singleShot(250ms, q, [this, step, since] {
            if (running)
                awaitGone(step, since);
        });
    });
}

void Runner::Private::apply(int step) {
    if (cancelled)
        return finish({.kind = Outcome::Kind::Cancelled});
    requesting = true;
    then(client.apply(plan.steps[step].manifest.object, {.force = options.force}), [this, step](const Answer &answer) {
        requesting = false;
        onApplied(step, answer);
    });
}

void Runner::Private::onApplied(int step, const Answer &answer) {
    if (answer) {
        backoff.reset();
        written[step] = true;
        setState(step, StepState::Phase::Applied);
        ++next;
        return applyNext();
    }
    if (!base::isTransient(answer.error().kind) || backoff.tries() + 1 >= applyTries)
        return failStep(step, answer.error());
    if (cancelled)
        return finish({.kind = Outcome::Kind::Cancelled});
    setState(step, StepState::Phase::Applying, tr("asks again: %1").arg(concealed(answer.error(), plan.steps[step].manifest.object).message));
    QTimer::singleShot(backoff.next(), q, [this, step] {
        if (running)
            apply(step);
    });
}

// Unchanged objects are waited for too: the run before may have been stopped before they were healthy.
void Runner::Private::beginWait() {
    watched.clear();
    for (int step = waitFrom; step < next; ++step)
        if (plan.steps[step].waitHealthy) {
            watched.append(step);
            setState(step, StepState::Phase::Waiting);
        }
    waitFrom = next;
    waitClock.start();
    if (!watched.isEmpty())
        return ask();
    if (next >= plan.steps.size())
        return finish({.kind = Outcome::Kind::Succeeded});
    applyNext();
}

void Runner::Private::ask() {
    QList<kube::ObjectRef> refs;
    for (const int step : std::as_const(watched))
        refs.append(plan.steps[step].manifest.ref);
    watcher.setFuture(observe(client, refs, started));
}

void Runner::Private::onObserved(const QList<Observed> &all) {
    if (cancelled)
        return finish({.kind = Outcome::Kind::Cancelled});
    const QList<int> asked = watched;
    for (qsizetype i = 0; i < asked.size() && i < all.size(); ++i) {
        take(asked[i], all[i]);
        if (all[i].error && (all[i].error->kind == ErrorKind::Auth || all[i].error->kind == ErrorKind::Forbidden))
            return failStep(asked[i], *all[i].error);
        if (believes(asked[i], all[i]))
            return failWith(asked[i], *states[asked[i]].cause);
    }
    if (watched.isEmpty())
        return next >= plan.steps.size() ? finish({.kind = Outcome::Kind::Succeeded}) : applyNext();
    if (waitClock.durationElapsed() > options.timeout)
        return failLate();
    poll.start(pollInterval);
}

void Runner::Private::take(int step, const Observed &seen) {
    StepState &state = states[step];
    if (seen.error) {
        setState(step, StepState::Phase::Waiting, tr("cannot be asked: %1").arg(seen.error->message));
        return;
    }
    if (isSettled(seen.health.state)) {
        state.cause.reset();
        watched.removeOne(step);
        return setState(step, StepState::Phase::Healthy, seen.health.message);
    }
    const auto kindOf = [](const std::optional<Cause> &cause) { return cause ? std::optional(cause->kind) : std::nullopt; };
    if (kindOf(seen.cause) != kindOf(state.cause) || !causeSeen.contains(step))
        causeSeen[step] = QDateTime::currentDateTimeUtc();
    const bool news = seen.cause != state.cause && state.message == seen.health.message && state.phase == StepState::Phase::Waiting;
    state.cause = seen.cause;
    setState(step, StepState::Phase::Waiting, seen.health.message);
    if (news)
        Q_EMIT q->stepChanged(step, state);
}

// True where the step has failed for good; its state then has the cause.
bool Runner::Private::believes(int step, const Observed &seen) {
    if (seen.error || isSettled(seen.health.state))
        return false;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (seen.cause && seen.cause->decisive)
        return causeSeen[step].addSecs(settleTime(seen.cause->kind).count()) <= now;
    if (seen.health.state != kube::HealthState::Failed) {
        failedSeen.remove(step);
        return false;
    }
    if (!failedSeen.contains(step))
        failedSeen[step] = now;
    if (failedSeen[step].addSecs(failedPatience.count()) > now)
        return false;
    if (!states[step].cause)
        states[step].cause = Cause{CauseKind::Unknown, true, plan.steps[step].manifest.ref, {},
            tr("%1 has failed: %2").arg(plan.steps[step].manifest.ref.text(), seen.health.message), seen.health.reason,
            tr("Look at its events and the logs of its pods.")};
    return true;
}

void Runner::Private::failWith(int step, const Cause &cause) {
    const auto end = [this, step](const Cause &known) {
        if (!running)
            return;
        states[step].cause = known;
        setState(step, StepState::Phase::Failed, known.sentence);
        finish({.kind = Outcome::Kind::Failed, .cause = known});
    };
    const bool hasLog = cause.kind == CauseKind::CrashLoop || cause.kind == CauseKind::JobFailed || cause.kind == CauseKind::LivenessFailing
        || cause.kind == CauseKind::OutOfMemory;
    if (!hasLog || cause.container.isEmpty())
        return end(cause);
    // What the container said before it ended is the best evidence; the verdict does not wait long for it.
    const bool previous = cause.kind != CauseKind::JobFailed;
    then(client.logs(cause.object, cause.container, logLines, previous), [cause, end](const base::Result<QString> &log) {
        Cause known = cause;
        if (log && !log->trimmed().isEmpty())
            known.evidence = known.evidence.isEmpty() ? log->trimmed() : known.evidence + u'\n' + log->trimmed();
        end(known);
    });
    QTimer::singleShot(logTimeout, q, [end, cause] { end(cause); });
}

void Runner::Private::failLate() {
    const int step = watched.first();
    StepState &state = states[step];
    const kube::ObjectRef &ref = plan.steps[step].manifest.ref;
    // Of what was not decisive in time: what the pods say is still the best guess.
    if (!state.cause)
        state.cause = Cause{CauseKind::Unknown, false, ref, {}, tr("%1 was not healthy after %2 s: %3").arg(ref.text()).arg(options.timeout.count()).arg(state.message),
            {}, tr("Look at its events and the logs of its pods; where it only needs longer, deploy again with a longer time-out.")};
    const Cause cause = *state.cause;
    setState(step, StepState::Phase::Failed, cause.sentence);
    finish({.kind = Outcome::Kind::Failed, .cause = cause});
}

void Runner::Private::failStep(int step, const base::Error &error) {
    const Step &failed = plan.steps[step];
    base::Error safe = concealed(error, failed.manifest.object);
    if (safe.kind == ErrorKind::Conflict)
        safe.message = conflictText(safe);
    safe.where = failed.manifest.ref.text();
    states[step].error = safe;
    setState(step, StepState::Phase::Failed, safe.message);
    finish({.kind = Outcome::Kind::Failed, .error = safe});
}

void Runner::Private::finish(Outcome outcome) {
    if (!running)
        return;
    running = false;
    poll.stop();
    outcome.applied = static_cast<int>(written.count(true));
    outcome.unchanged = plan.count(Change::Unchanged);
    outcome.remaining = static_cast<int>(plan.steps.size()) - outcome.applied - outcome.unchanged;
    outcome.took = std::chrono::milliseconds(clock.elapsed());
    Q_EMIT q->finished(outcome);
}

Runner::Runner(kube::Client &client, Plan plan, RunOptions options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, client, std::move(plan), options)) {
    connect(&d->poll, &QTimer::timeout, this, [this] { d->ask(); });
    connect(&d->watcher, &QFutureWatcherBase::finished, this, [this] {
        if (d->running && d->watcher.future().resultCount() > 0)
            d->onObserved(d->watcher.result());
    });
}

Runner::~Runner() {
    d->running = false;
    d->watcher.disconnect(this);
    d->watcher.cancel();
    d->watcher.waitForFinished(); // its worker uses the client; it notices within 10 ms
}

void Runner::start() {
    if (d->running || d->clock.isValid())
        return;
    d->running = true;
    d->clock.start();
    d->started = QDateTime::currentDateTimeUtc().addSecs(-clockSkew.count());
    // The caller may connect after start.
    QTimer::singleShot(0, this, [this] {
        if (const auto refusal = d->refusal())
            return d->finish({.kind = Outcome::Kind::Failed, .error = refusal});
        d->applyNext();
    });
}

void Runner::cancel() {
    if (!d->running || d->cancelled)
        return;
    d->cancelled = true;
    if (!d->requesting)
        return d->finish({.kind = Outcome::Kind::Cancelled});
    QTimer::singleShot(cancelPatience, this, [this] { d->finish({.kind = Outcome::Kind::Cancelled}); });
}

const Plan &Runner::plan() const {
    return d->plan;
}

const StepState &Runner::state(int step) const {
    return d->states[step];
}

QString name(StepState::Phase phase) {
    switch (phase) {
    case StepState::Phase::Pending: return u"pending"_s;
    case StepState::Phase::Applying: return u"applying"_s;
    case StepState::Phase::Applied: return u"applied"_s;
    case StepState::Phase::Waiting: return u"waiting"_s;
    case StepState::Phase::Healthy: return u"healthy"_s;
    case StepState::Phase::Skipped: return u"skipped"_s;
    case StepState::Phase::Failed: return u"failed"_s;
    }
    return u"pending"_s;
}

QString name(Outcome::Kind kind) {
    switch (kind) {
    case Outcome::Kind::Succeeded: return u"succeeded"_s;
    case Outcome::Kind::Failed: return u"failed"_s;
    case Outcome::Kind::Cancelled: return u"cancelled"_s;
    }
    return u"failed"_s;
}

} // namespace deploy
