// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A plan as a tree: phases in their order, their steps below, and how far each has come.
#pragma once

#include "deploy/plan.h"
#include "deploy/runner.h"
#include "models/rowfilter.h"

#include <QAbstractItemModel>

namespace models {

class PlanModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum ColumnIndex { Object, Change, Differences, State, Note, ColumnCount };
    enum PlanRole {
        StepRole = Qt::UserRole + 100, // int; -1 for a phase
        HealthRole,                    // int of kube::HealthState, in the State column; invalid before the run has come there
        ChangeRole,                    // int of deploy::Change
        RefRole,                       // kube::ObjectRef
    };
    explicit PlanModel(QObject *parent = nullptr);

    void setPlan(const deploy::Plan &plan);
    void clear() { setPlan({}); }
    void setState(int step, const deploy::StepState &state);
    /// Makes ages older; call once a second while a run is shown.
    void setNow(const QDateTime &now);
    /// Also the steps that are unchanged; else they and phases that hold nothing else are left out.
    void setShowUnchanged(bool show);
    /// As of a table (RowFilter), over the columns object, change, state and why; the rows are chosen anew here and with a new plan, and
    /// stay while a run changes their states. Invalid, with the reason, and nothing changed where the text is no filter.
    base::Status setFilter(const QString &text);
    /// Steps that are shown.
    [[nodiscard]] int shown() const;

    [[nodiscard]] const deploy::Plan &plan() const { return m_plan; }
    [[nodiscard]] const deploy::StepState &state(int step) const { return m_states[step]; }
    /// Invalid where it is not shown.
    [[nodiscard]] QModelIndex indexOf(int step) const;
    /// -1 for a phase and for no row.
    [[nodiscard]] static int stepOf(const QModelIndex &index);
    [[nodiscard]] int stepOf(const kube::ObjectRef &ref) const;
    /// Steps that are done, for a progress bar.
    [[nodiscard]] int done() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Group {
        deploy::Phase phase;
        QList<int> steps;
    };
    void regroup();
    [[nodiscard]] bool isShown(int step) const;
    [[nodiscard]] QVariant phaseData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant stepData(int step, int column, int role) const;
    [[nodiscard]] QString stateText(int step) const;
    [[nodiscard]] QString noteText(int step) const;

    deploy::Plan m_plan;
    QList<deploy::StepState> m_states;
    QList<Group> m_groups;
    QDateTime m_now;
    models::RowFilter m_filter;
    bool m_showUnchanged = true;
};

} // namespace models
