// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How far a run has come, what it waits for and since when, and why it stalls: cause, evidence, remedy.
#pragma once

#include "deploy/runner.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QProgressBar;

namespace models {
class PlanModel;
}

namespace ui {

class ProgressPanel : public QWidget {
    Q_OBJECT
public:
    explicit ProgressPanel(QWidget *parent = nullptr); // hidden until begin

    /// The plan must outlive the run.
    void begin(const models::PlanModel *plan);
    void update(int step);
    void end(const deploy::Outcome &outcome);
    void reset();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showCause(const std::optional<deploy::Cause> &cause, const QString &before);
    void showText();

    const models::PlanModel *m_plan = nullptr;
    std::optional<deploy::Outcome> m_outcome;
    int m_step = -1;
    QTimer m_clock;
    QLabel *m_title;
    QLabel *m_cause;
    QProgressBar *m_bar;
    QPlainTextEdit *m_evidence;
    QLabel *m_remedy;
};

} // namespace ui
