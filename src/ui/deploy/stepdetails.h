// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything about one step: what it is, where it stands, what it changes field by field, and why it does not get on.
#pragma once

#include "deploy/plan.h"
#include "deploy/runner.h"

#include <QWidget>

class QLabel;
class QTextEdit;

namespace ui {

class DetailsList;
class StateLabel;

class StepDetails : public QWidget {
    Q_OBJECT
public:
    explicit StepDetails(QWidget *parent = nullptr);

    void showStep(const deploy::Step &step, const deploy::StepState &state);
    void clear();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void fillText();

    deploy::Step m_step;
    deploy::StepState m_state;
    bool m_hasStep = false;
    QLabel *m_title;
    DetailsList *m_list;
    QTextEdit *m_text;
};

} // namespace ui
