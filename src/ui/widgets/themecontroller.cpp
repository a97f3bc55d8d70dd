// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleHints>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QPalette paletteOf(const Theme &theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.window);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.secondary);
    palette.setColor(QPalette::Button, theme.surface);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.failed);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.selection);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Accent, theme.accent);
    palette.setColor(QPalette::Light, theme.raised);
    palette.setColor(QPalette::Midlight, theme.border);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, theme.outline);
    palette.setColor(QPalette::Shadow, theme.border);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, theme.outline);
    return palette;
}

/// Colours are named in the sheet as @name, so that it reads as a sheet.
QString styleSheetOf(const Theme &theme) {
    QString sheet = uR"(
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 6px; }
QPushButton { background: @surface; color: @text; border: 1px solid @border; border-radius: 6px; padding: 4px 12px; min-height: 18px; }
QPushButton:hover { background: @raised; }
QPushButton:pressed { background: @selection; }
QPushButton:disabled { color: @outline; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @raised; color: @outline; border-color: @border; }
QPushButton:focus, QToolButton:focus, QComboBox:focus { border: 1px solid @accent; outline: none; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 3px 11px; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px; }
QToolButton:hover { background: @raised; }
QToolButton:checked { background: @selection; }
QToolButton:disabled { color: @outline; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QComboBox, QSpinBox { background: @surface; color: @text; border: 1px solid @border; border-radius: 6px; padding: 3px 8px; min-height: 18px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QSpinBox:focus { border: 1px solid @accent; }
QLineEdit[verdict="good"] { background: @okGround; }
QLineEdit[verdict="bad"] { background: @badGround; border: 1px solid @failed; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(:/icons/@folder/chevron-down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; outline: none; }
QAbstractItemView { outline: none; }
QTableView, QTreeView, QListView { background: @surface; border: none; gridline-color: @border; }
QPlainTextEdit, QTextEdit, QTextBrowser { background: @surface; border: 1px solid @border; border-radius: 6px; selection-background-color: @accent; selection-color: @onAccent; }
QHeaderView { background: @window; border: none; }
QHeaderView::section { background: @window; color: @secondary; border: none; border-bottom: 1px solid @border; padding: 0 8px; font-weight: 500; }
QHeaderView::section:hover { color: @text; }
QMenu { background: @surface; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @outline; }
QMenu::separator { height: 1px; background: @border; margin: 4px 0; }
QSplitter::handle { background: @border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @outline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar::tab { background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent; padding: 6px 12px; font-weight: 600; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar:focus { outline: none; }
QTabBar::tab:focus { color: @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QProgressBar { background: @raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QCheckBox::indicator, QTreeView::indicator { width: 14px; height: 14px; border: 1px solid @outline; border-radius: 3px; background: @surface; }
QCheckBox::indicator:checked, QTreeView::indicator:checked { image: url(:/icons/@folder/check.svg); border-color: @accent; }
QCheckBox::indicator:disabled { border-color: @border; }
QAbstractScrollArea::corner { background: transparent; border: none; }
)"_s;
    const std::pair<QLatin1StringView, QColor> colors[] = {{"@window"_L1, theme.window}, {"@surface"_L1, theme.surface}, {"@raised"_L1, theme.raised},
        {"@border"_L1, theme.border}, {"@outline"_L1, theme.outline}, {"@text"_L1, theme.text}, {"@secondary"_L1, theme.secondary},
        {"@accent"_L1, theme.accent}, {"@onAccent"_L1, theme.onAccent}, {"@selection"_L1, theme.selection}, {"@okGround"_L1, theme.okGround},
        {"@badGround"_L1, theme.badGround}, {"@failed"_L1, theme.failed}};
    for (const auto &[name, color] : colors)
        sheet.replace(name, color.name());
    sheet.replace("@folder"_L1, theme.dark ? "dark"_L1 : "light"_L1);
    return sheet;
}

} // namespace

ThemeController::ThemeController(QApplication &application, ThemeChoice choice)
    : m_application(application)
    , m_choice(choice) {
    m_application.setStyle(QStyleFactory::create(u"Fusion"_s));
    m_application.setFont(uiFont());
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_choice == ThemeChoice::System)
            apply();
    });
    apply();
}

bool ThemeController::dark() const {
    if (m_choice == ThemeChoice::System)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    return m_choice == ThemeChoice::Dark;
}

void ThemeController::setChoice(ThemeChoice choice) {
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

void ThemeController::apply() {
    const Theme &theme = dark() ? darkTheme() : lightTheme();
    const QPalette palette = paletteOf(theme);
    m_application.setPalette(palette);
    QToolTip::setPalette(palette);
    m_application.setStyleSheet(styleSheetOf(theme));
    Q_EMIT changed();
}

} // namespace ui
