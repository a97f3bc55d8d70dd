// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The filter above a table: green while it fits rows, red and with the reason while it does not.
#pragma once

#include <QLineEdit>

namespace ui {

class SearchField : public QLineEdit {
    Q_OBJECT
public:
    enum class Verdict { None, Good, Bad };
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

    /// message: why it is bad, or how many rows it leaves; the tool tip and accessible description.
    void setVerdict(Verdict verdict, const QString &message = {});
    [[nodiscard]] Verdict verdict() const { return m_verdict; }

Q_SIGNALS:
    /// Down or Enter: the table wants the focus.
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override; // Esc empties, then leaves

private:
    void paintVerdict();
    Verdict m_verdict = Verdict::None;
};

} // namespace ui
