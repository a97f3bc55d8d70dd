// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The plan as a tree of phases and steps, with the shapes of state.
#pragma once

#include <QTreeView>

namespace models {
class PlanModel;
}

namespace ui {

class PlanView : public QTreeView {
    Q_OBJECT
public:
    explicit PlanView(QWidget *parent = nullptr);

    /// The model must outlive the view.
    void setPlan(models::PlanModel *model);
    /// Grey, while what is shown is old.
    void setStale(bool stale);
    [[nodiscard]] bool stale() const { return m_stale; }
    /// -1 where a phase or nothing is selected.
    [[nodiscard]] int currentStep() const;
    void selectStep(int step);
    /// Scrolls to it, unless the operator is reading elsewhere (a row is selected).
    void follow(int step);

Q_SIGNALS:
    void currentStepChanged(int step);
    void opened(int step);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    models::PlanModel *m_plan = nullptr;
    bool m_stale = false;
};

} // namespace ui
