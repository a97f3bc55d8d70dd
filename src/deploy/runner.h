// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out a plan: applies in order, waits for health phase by phase, names the cause when it stalls. Never decides what to do.
#pragma once

#include "deploy/cause.h"
#include "deploy/plan.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace kube {
class Client;
}

namespace deploy {

struct StepState {
    enum class Phase { Pending, Applying, Applied, Waiting, Healthy, Skipped, Failed };
    Phase phase = Phase::Pending;
    QString message; // "2 of 3 pods ready"
    std::optional<Cause> cause;
    std::optional<base::Error> error;
    QDateTime since; // of this phase
};
/// Stable lower-case name ("waiting"), for JSON.
[[nodiscard]] QString name(StepState::Phase phase);

struct Outcome {
    enum class Kind { Succeeded, Failed, Cancelled };
    Kind kind = Kind::Failed;
    int applied = 0;   // objects written
    int unchanged = 0;
    int remaining = 0; // not reached
    std::optional<Cause> cause = {};
    std::optional<base::Error> error = {};
    std::chrono::milliseconds took{0};
};
/// Stable lower-case name ("succeeded"), for JSON.
[[nodiscard]] QString name(Outcome::Kind kind);

struct RunOptions {
    std::chrono::seconds timeout{600}; // of each wait
    bool force = false;                // take over fields that another manager owns
};

/// Lives in the thread that makes it. Emits finished exactly once after start. cancel() lets the request under way end, applies nothing more,
/// and finishes within a second; what was applied stays and the next plan goes on from there.
/// A plan with a refused step (a conflict counts unless force is set) is not begun: half a set is worse than none.
/// The client must outlive it.
class Runner : public QObject {
    Q_OBJECT
public:
    Runner(kube::Client &client, Plan plan, RunOptions options, QObject *parent = nullptr);
    ~Runner() override;

    void start();
    void cancel();
    [[nodiscard]] const Plan &plan() const;
    [[nodiscard]] const StepState &state(int step) const;

Q_SIGNALS:
    void stepChanged(int step, const deploy::StepState &state);
    void finished(const deploy::Outcome &outcome);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace deploy
