// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/searchfield.h"


#include <QKeyEvent>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace ui {

SearchField::SearchField(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent) {
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    setProperty("verdict", u"none"_s);
}

void SearchField::setVerdict(Verdict verdict, const QString &message) {
    setToolTip(message);
    setAccessibleDescription(message);
    if (verdict == m_verdict)
        return;
    m_verdict = verdict;
    paintVerdict();
}

void SearchField::paintVerdict() {
    setProperty("verdict", m_verdict == Verdict::Good ? u"good"_s : m_verdict == Verdict::Bad ? u"bad"_s : u"none"_s);
    style()->unpolish(this); // the style sheet looks at properties only when it polishes
    style()->polish(this);
}

void SearchField::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return;
    }
    QLineEdit::keyPressEvent(event);
}


} // namespace ui
