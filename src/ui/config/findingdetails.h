// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One finding explained: what is wrong, why it matters, how to mend it, an example that is wrong and one that is right.
#pragma once

#include "config/rules/rule.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QTextEdit;

namespace ui {

class FindingDetails : public QWidget {
    Q_OBJECT
public:
    explicit FindingDetails(QWidget *parent = nullptr);

    /// rule: null where it is not known (a rule of the user's). place: "base/api.yaml:12:5".
    void showFinding(const config::Finding &finding, const config::RuleInfo *rule, const QString &place);
    void clear();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void fixRequested(const config::Finding &finding);

protected:
    void changeEvent(QEvent *event) override;

private:
    void write();
    struct Shown {
        config::Finding finding;
        std::optional<config::RuleInfo> rule; // its own: a rule's home may go while it is shown
        QString place;
    };
    std::optional<Shown> m_shown;
    QTextEdit *m_text;
    QPushButton *m_fix;
};

} // namespace ui
