// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How each change is asked for: what is read first, what is said, what is sent.
#include "models/workloadwords.h"
#include "ui/workloads/changepanel.h"
#include "ui/workloads/workloadchanges.h"

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// "app=api,tier=back"; expressions are left out: what is too much belongs to another owner.
QString selectorOf(const QJsonObject &workload) {
    const QJsonObject labels = workload["spec"_L1].toObject()["selector"_L1].toObject()["matchLabels"_L1].toObject();
    QStringList parts;
    for (auto it = labels.constBegin(); it != labels.constEnd(); ++it)
        parts << it.key() + u'=' + it->toString();
    return parts.join(u',');
}

} // namespace

/// The workload that is meant, with what is to be said where there is none.
std::optional<kube::ObjectRef> WorkloadChanges::target(Act act) {
    if (m_ref.kind != "Pod"_L1)
        return m_ref;
    const auto row = pod(m_ref.name);
    if (!row) {
        m_panel.say(tr("Pod %1 is gone.").arg(m_ref.name));
        return std::nullopt;
    }
    const bool scalable = row->workloadKind == "Deployment"_L1 || row->workloadKind == "StatefulSet"_L1;
    if (scalable || (act != Act::Scale && row->workloadKind == "DaemonSet"_L1))
        return kube::ObjectRef{u"apps/v1"_s, row->workloadKind, row->ref.ns, row->workloadName, {}};
    if (row->workloadName.isEmpty())
        m_panel.say(tr("Pod %1 belongs to no workload. It can be deleted, not scaled or restarted.").arg(m_ref.name));
    else
        m_panel.say(tr("Pod %1 belongs to %2/%3, which cannot be %4.").arg(m_ref.name, row->workloadKind, row->workloadName, act == Act::Scale ? tr("scaled") : tr("restarted")));
    return std::nullopt;
}

std::optional<kube::WorkloadRow> WorkloadChanges::begin(Act act) {
    cancel();
    const auto ref = target(act);
    if (!ref)
        return std::nullopt;
    const auto row = workload(*ref);
    if (!row) {
        m_panel.say(tr("%1 is gone.").arg(ref->text()));
        return std::nullopt;
    }
    if (const QString why = refusal(act, ref->kind); !why.isEmpty()) {
        m_panel.say(why + u'.');
        return std::nullopt;
    }
    m_target = row->ref;
    m_act = act;
    return row;
}

void WorkloadChanges::scale() {
    const auto row = begin(Act::Scale);
    if (!row)
        return;
    m_panel.askNumber(m_context.environment, tr("Pods of %1:").arg(row->ref.text()), row->desired);
    word();
}

/// Reads the workload, then goes on, unless something else was asked for meanwhile.
void WorkloadChanges::read(Act act, const QString &sentence, const std::function<void(const QJsonObject &)> &then) {
    if (!begin(act))
        return;
    m_panel.say(sentence.arg(m_target.text()));
    m_context.client->get(m_target).then(this, [this, then, turn = m_turn](const Answer &object) {
        if (turn != m_turn || m_panel.isHidden())
            return;
        if (object)
            return then(*object);
        m_act = Act::None;
        m_panel.fail(tr("%1 could not be read").arg(m_target.text()), object.error());
    });
}

void WorkloadChanges::restart() {
    read(Act::Restart, tr("Reading how %1 replaces its pods …"), [this](const QJsonObject &object) {
        m_read = object;
        m_panel.ask(m_context.environment, {}, {});
        word();
    });
}

void WorkloadChanges::undo() {
    read(Act::Undo, tr("Reading the revisions of %1 …"), [this](const QJsonObject &object) {
        using List = base::Result<QList<QJsonObject>>;
        m_context.client->list(u"apps/v1"_s, kube::historyKind(m_target.kind), m_target.ns, selectorOf(object))
            .then(this, [this, object, turn = m_turn](const List &history) {
                if (turn != m_turn || m_panel.isHidden())
                    return;
                if (history)
                    return onRevisions(object, *history);
                m_act = Act::None;
                m_panel.fail(tr("The revisions of %1 could not be read").arg(m_target.text()), history.error());
            });
    });
}

void WorkloadChanges::onRevisions(const QJsonObject &object, const QList<QJsonObject> &history) {
    m_read = object;
    m_revisions = kube::revisionsOf(object, history);
    if (m_revisions.size() < 2) {
        m_act = Act::None;
        m_panel.say(tr("%1 has no earlier revision to go back to.").arg(m_target.text()));
        return;
    }
    QStringList choices;
    for (const kube::Revision &revision : m_revisions.mid(1))
        choices << models::revisionText(revision, QDateTime::currentDateTimeUtc());
    m_panel.askChoice(m_context.environment, tr("%1 back to:").arg(m_target.text()), choices);
    word();
}

void WorkloadChanges::deletePod() {
    cancel();
    m_target = m_ref;
    m_act = Act::Delete;
    m_panel.ask(m_context.environment, {}, {});
    word();
}

/// What is asked, as things are now.
void WorkloadChanges::word() {
    m_change.reset();
    if (!m_panel.asking())
        return;
    switch (m_act) {
    case Act::Scale: return wordScale();
    case Act::Restart: return wordRestart();
    case Act::Undo: return wordUndo();
    case Act::Delete: return wordDelete();
    case Act::None: break;
    }
}

void WorkloadChanges::wordScale() {
    const auto row = workload(m_target);
    if (!row)
        return m_panel.reword(tr("%1 is gone.").arg(m_target.text()), {});
    const int replicas = m_panel.number();
    const QString pods = models::podsText(replicas);
    if (replicas == row->desired)
        return m_panel.reword(models::scaleConsequence(*row, replicas), {});
    m_change = Change{tr("Scaling %1 to %2").arg(m_target.text(), pods), tr("Scaled %1 from %2 to %3").arg(m_target.text()).arg(row->desired).arg(pods),
        tr("%1 was not scaled").arg(m_target.text()),
        [ref = m_target, replicas](kube::Client &client) { return client.mergePatch(ref, kube::scalePatch(replicas), u"scale"_s); }};
    m_panel.reword(models::scaleConsequence(*row, replicas), tr("Scale %1 to %2").arg(m_target.name, pods));
}

void WorkloadChanges::wordRestart() {
    const kube::Rollout rollout = kube::rolloutOf(m_read);
    if (rollout.paused)
        return m_panel.reword(models::restartConsequence(m_target, rollout), {});
    m_change = Change{tr("Restarting %1").arg(m_target.text()), tr("Restarted %1: its pods are being replaced").arg(m_target.text()), tr("%1 was not restarted").arg(m_target.text()),
        [ref = m_target](kube::Client &client) { return client.mergePatch(ref, kube::restartPatch(QDateTime::currentDateTimeUtc())); }};
    m_panel.reword(models::restartConsequence(m_target, rollout), tr("Restart %1").arg(m_target.name));
}

void WorkloadChanges::wordUndo() {
    const kube::Rollout rollout = kube::rolloutOf(m_read);
    const qsizetype index = m_panel.choice() + 1;
    if (index < 1 || index >= m_revisions.size())
        return m_panel.reword({}, {});
    const kube::Revision &to = m_revisions.at(index);
    const QString sentence = models::undoConsequence(m_target, rollout, m_revisions.first(), to);
    if (rollout.paused)
        return m_panel.reword(sentence, {});
    m_change = Change{tr("Taking %1 back to revision %2").arg(m_target.text()).arg(to.number), tr("Took %1 back to revision %2: its pods are being replaced").arg(m_target.text()).arg(to.number),
        tr("%1 was not taken back").arg(m_target.text()),
        [ref = m_target, patch = kube::undoPatch(m_read, to)](kube::Client &client) { return client.mergePatch(ref, patch); }};
    m_panel.reword(sentence, tr("Back to revision %1").arg(to.number));
}

void WorkloadChanges::wordDelete() {
    const auto row = pod(m_target.name);
    if (!row)
        return m_panel.reword(tr("Pod %1 is gone.").arg(m_target.name), {});
    const auto owner = workload({{}, row->workloadKind, row->ref.ns, row->workloadName, {}});
    const QString sentence = models::deleteConsequence(*row, owner ? &*owner : nullptr);
    if (row->deleted.isValid())
        return m_panel.reword(sentence, {});
    m_change = Change{tr("Deleting pod %1").arg(row->ref.name), tr("Deleted pod %1").arg(row->ref.name), tr("Pod %1 was not deleted").arg(row->ref.name),
        [ref = row->ref](kube::Client &client) { return client.remove(ref); }};
    m_panel.reword(sentence, tr("Delete %1").arg(row->ref.name));
}

} // namespace ui
