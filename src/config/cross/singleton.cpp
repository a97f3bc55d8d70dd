// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of which one may run at a time: schedulers of Celery, whose every entry runs as often as there are pods.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
/// The word that makes a container's program a scheduler, where no lock keeps two apart.
std::optional<Word> schedulerWord(const View &view, const Pod &pod, Node container) {
    const auto words = commandLine(container, environment(view, pod, container));
    const bool celery = std::ranges::any_of(words, [](const Word &word) { return contains(word.text, "celery"); });
    const bool locked = std::ranges::any_of(words, [](const Word &word) { return contains(lowered(word.text), "redbeat"); });
    const auto found = std::ranges::find_if(words, [](const Word &word) {
        return word.text == "beat" || word.text == "-B" || word.text == "--beat" || (contains(word.text, "celery") && std::ranges::contains(split(word.text, " \t\n"), "beat"));
    });
    return celery && !locked && found != words.end() ? std::optional(*found) : std::nullopt;
}

template <class Function> void eachScheduler(const View &view, Function &&function) {
    for (const Pod &pod : view.pods()) {
        for (const Node container : containers(pod.spec, Containers::App)) {
            if (const auto word = schedulerWord(view, pod, container))
                function(pod, container, *word);
        }
    }
}

void scaled(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachScheduler(view, [&](const Pod &pod, Node, const Word &word) {
            const Object *scaler = view.autoscalerOf(*pod.owner);
            const int most = view.mostReplicas(*pod.owner);
            if (most < 2 && pod.owner->kind != "DaemonSet")
                return;
            const Node replicas = pod.owner->root["spec"]["replicas"];
            const QString message = tr("%1 runs Celery's scheduler in up to %2 pods: every task is put into the queue as many times.")
                                        .arg(pod.owner->text(), pod.owner->kind == "DaemonSet" ? tr("as many nodes as there are") : QString::number(most));
            if (scaler)
                report.add(view.scope, *scaler, scaler->root["spec"]["maxReplicas"], message);
            else
                report.add(view.scope, *pod.owner, replicas ? replicas : word.node, message);
        });
    });
}

void overlaps(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachScheduler(view, [&](const Pod &pod, Node, const Word &word) {
            const Node strategy = pod.owner->root["spec"]["strategy"];
            const Node surge = strategy["rollingUpdate"]["maxSurge"];
            if (pod.owner->kind == "Deployment" && strategy["type"].text() != "Recreate" && surge.text() != "0" && surge.text() != "0%")
                report.add(view.scope, *pod.owner, strategy["type"] ? strategy["type"] : word.node,
                    tr("%1 starts a new scheduler before the old one ends: for that time every task is put into the queue twice; use the strategy Recreate.").arg(pod.owner->text()));
        });
    });
}

/// Two workloads that schedule for the same application.
void twice(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const Pod *first = nullptr;
        std::string application;
        eachScheduler(view, [&](const Pod &pod, Node container, const Word &word) {
            const auto words = commandLine(container, environment(view, pod, container));
            const auto app = option(words, {"--app", "-A"});
            const std::string mine = std::string(imageRepository(container["image"].text())) + ' ' + (app ? app->text : std::string());
            if (first && first->owner != pod.owner && mine == application && sameNamespace(first->ns(), pod.ns()) && view.meet(*first->owner, *pod.owner))
                report.add(view.scope, *pod.owner, word.node,
                    tr("%1 and %2 both schedule the tasks of one application: every task is put into the queue twice.").arg(first->owner->text(), pod.owner->text()));
            if (!first) {
                first = &pod;
                application = mine;
            }
        });
    });
}
} // namespace

std::span<const RuleEntry> singletonRules() {
    static constexpr RuleEntry table[] = {
        {"scheduler-scaled", scaled},
        {"scheduler-overlaps-itself", overlaps},
        {"scheduler-twice", twice},
    };
    return table;
}

} // namespace config::cross
