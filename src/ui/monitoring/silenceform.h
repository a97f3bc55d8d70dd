// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a new silence needs: matchers, how long, who and why; below it, at every key, which alerts it would fit.
#pragma once

#include "base/error.h"
#include "prometheus/alertvalues.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class SilenceForm : public QWidget {
    Q_OBJECT
public:
    explicit SilenceForm(QWidget *parent = nullptr); // hidden until open

    /// matchers may be empty: the operator writes them.
    void open(const QList<prometheus::Matcher> &matchers);
    void setAlerts(const QList<prometheus::HeldAlert> &alerts);
    /// From now; an Error says what is missing.
    [[nodiscard]] base::Result<prometheus::Silence> silence() const;

Q_SIGNALS:
    /// The form is complete; nothing is made yet.
    void wanted(const prometheus::Silence &silence);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Esc closes

private:
    void updatePreview();
    QList<prometheus::HeldAlert> m_alerts;
    QLineEdit *m_matchers;
    QComboBox *m_duration;
    QLineEdit *m_author;
    QLineEdit *m_comment;
    QLabel *m_preview;
    QPushButton *m_make;
};

} // namespace ui
