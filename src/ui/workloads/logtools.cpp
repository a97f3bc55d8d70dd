// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/logtools.h"

#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace ui {

namespace {

// What the range combo box holds: lines as positive numbers, seconds as negative ones, 0 for all.
constexpr int lastMinutes = -5 * 60;
constexpr int lastHour = -60 * 60;
constexpr int lastDay = -24 * 60 * 60;

} // namespace

LogTools::LogTools(QWidget *parent)
    : QWidget(parent)
    , m_container(new QComboBox)
    , m_range(new QComboBox)
    , m_least(new QComboBox)
    , m_field(new SearchField(tr("Find in the log"))) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::s);
    for (auto build : {&LogTools::buildChoice, &LogTools::buildLook}) {
        auto *line = new QHBoxLayout;
        line->setSpacing(space::s);
        (this->*build)(*line);
        layout->addLayout(line);
    }
}

QToolButton *LogTools::button(const QString &text, const QString &toolTip, bool checkable) {
    auto *made = new QToolButton;
    made->setText(text);
    made->setToolTip(toolTip);
    made->setCheckable(checkable);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

void LogTools::buildChoice(QBoxLayout &line) {
    m_container->setAccessibleName(tr("Container"));
    m_container->addItem(tr("All containers"), QString());
    m_range->setAccessibleName(tr("How far back"));
    m_range->addItem(tr("Last 500 lines"), 500);
    m_range->addItem(tr("Last 5000 lines"), 5000);
    m_range->addItem(tr("Last 5 minutes"), lastMinutes);
    m_range->addItem(tr("Last hour"), lastHour);
    m_range->addItem(tr("Last day"), lastDay);
    m_range->addItem(tr("From the beginning"), 0);
    m_range->setToolTip(tr("How far back each container's log is read"));
    m_least->setAccessibleName(tr("Least severity"));
    m_least->addItem(tr("All severities"), int(models::Severity::None));
    m_least->addItem(tr("Information and above"), int(models::Severity::Information));
    m_least->addItem(tr("Warnings and above"), int(models::Severity::Warning));
    m_least->addItem(tr("Errors"), int(models::Severity::Error));
    m_least->setToolTip(tr("Lines that do not say how grave they are stay"));
    m_previous = button(tr("Before the restart"), tr("The log of the instance before the last restart: why it ended"), true);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_container, m_range, m_previous, m_least})
        line.addWidget(widget);
    line.addStretch(1);
    QToolButton *copy = button(tr("Copy"), tr("Copy the selection, or all lines that are shown"), false);
    QToolButton *save = button(tr("Save…"), tr("Save the lines that are shown to a file"), false);
    line.addWidget(copy);
    line.addWidget(save);
    connect(copy, &QToolButton::clicked, this, &LogTools::copyRequested);
    connect(save, &QToolButton::clicked, this, &LogTools::saveRequested);
    connect(m_container, &QComboBox::activated, this, &LogTools::choiceChanged);
    connect(m_range, &QComboBox::activated, this, &LogTools::choiceChanged);
    connect(m_previous, &QToolButton::toggled, this, &LogTools::choiceChanged);
    connect(m_least, &QComboBox::activated, this, &LogTools::leastChanged);
}

void LogTools::buildLook(QBoxLayout &line) {
    m_field->setMaximumWidth(360);
    m_field->setToolTip(tr("Words must all occur, \"two words\" together, !word must not, /regular expression/"));
    m_only = button(tr("Only matches"), tr("Show only the lines that match"), true);
    QToolButton *up = button(tr("↑"), tr("The match before (Shift+Enter)"), false);
    QToolButton *down = button(tr("↓"), tr("The next match (Enter)"), false);
    up->setAccessibleName(tr("Match before"));
    down->setAccessibleName(tr("Next match"));
    QToolButton *wrap = button(tr("Wrap"), tr("Wrap long lines"), true);
    QToolButton *times = button(tr("Times"), tr("Show when the server says each line was written"), true);
    times->setChecked(true);
    m_pause = button(tr("Pause"), tr("New lines wait, none is lost"), true);
    m_end = button(tr("Newest"), tr("Go to the newest line and follow it (End)"), false);
    line.addWidget(m_field, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{up, down, m_only})
        line.addWidget(widget);
    line.addStretch(1);
    for (QWidget *widget : std::initializer_list<QWidget *>{times, wrap, m_pause, m_end})
        line.addWidget(widget);
    connect(up, &QToolButton::clicked, this, [this] { Q_EMIT nextRequested(-1); });
    connect(down, &QToolButton::clicked, this, [this] { Q_EMIT nextRequested(1); });
    connect(wrap, &QToolButton::toggled, this, &LogTools::wrapToggled);
    connect(times, &QToolButton::toggled, this, &LogTools::timesToggled);
}

void LogTools::setContainers(const QStringList &names) {
    const QSignalBlocker quiet(m_container);
    const QString before = container();
    while (m_container->count() > 1)
        m_container->removeItem(1);
    for (const QString &name : names)
        m_container->addItem(name, name);
    m_container->setCurrentIndex(std::max(0, m_container->findData(before)));
    m_container->setVisible(names.size() > 1);
}

void LogTools::setPrevious(bool previous) {
    const QSignalBlocker quiet(m_previous);
    m_previous->setChecked(previous);
}

QString LogTools::container() const { return m_container->currentData().toString(); }

std::optional<int> LogTools::tailLines() const {
    const int value = m_range->currentData().toInt();
    return value > 0 ? std::optional(value) : std::nullopt;
}

std::optional<std::chrono::seconds> LogTools::since() const {
    const int value = m_range->currentData().toInt();
    return value < 0 ? std::optional(std::chrono::seconds(-value)) : std::nullopt;
}

bool LogTools::previous() const { return m_previous->isChecked(); }

models::Severity LogTools::least() const { return static_cast<models::Severity>(m_least->currentData().toInt()); }

} // namespace ui
