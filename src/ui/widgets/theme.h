// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The look: colours of the light and the dark theme, type and spacing, and who applies them to the program.
#pragma once

#include "kube/health.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QList>
#include <QObject>

class QApplication;
class QWidget;

namespace ui {

namespace space { // pixels; everything stands on a grid of 4
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
inline constexpr int row = 26;
inline constexpr int radius = 6;
} // namespace space

struct Theme {
    bool dark = false;
    QColor window;    // behind everything: rail, bars
    QColor surface;   // tables, cards, editors
    QColor raised;    // pop-ups, hovered rows
    QColor border;    // the one border colour; decoration only
    QColor outline;   // borders that a control is known by (3:1)
    QColor text;
    QColor secondary; // still 4.5:1 on window and surface
    QColor accent;
    QColor onAccent;  // text on accent
    QColor selection; // behind a selected row
    QColor healthy, progressing, degraded, failed, neutral; // marks and words of the states
    QColor okGround, badGround, warnGround, infoGround; // faint grounds of the filter field and banners
    QList<QColor> series; // Okabe-Ito, colour-blind safe; the last never on white

    [[nodiscard]] QColor state(kube::HealthState state) const;
};

[[nodiscard]] const Theme &lightTheme();
[[nodiscard]] const Theme &darkTheme();
/// The theme that this widget's palette belongs to. Ask in paintEvent and in changeEvent(PaletteChange), never keep it.
[[nodiscard]] const Theme &themeOf(const QWidget *widget);

/// Ratio of WCAG 2.2 between two opaque colours, 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

enum class TextSize { Secondary = 11, Base = 13, Title = 16, Large = 20 }; // pixels
[[nodiscard]] QFont uiFont(TextSize size = TextSize::Base, QFont::Weight weight = QFont::Normal);
/// For identifiers, YAML, logs.
[[nodiscard]] QFont monoFont(TextSize size = TextSize::Base);

/// An icon of our own family (resources/icons), drawn in the text colour of the theme; name without suffix. Sizes 16 and 20.
[[nodiscard]] QIcon icon(const QString &name, const QColor &color);
[[nodiscard]] QIcon icon(const QString &name, const QWidget *widget);

enum class ThemeChoice { System, Light, Dark };

/// Applies style, palette, fonts and style sheet to the application, now and on every change of the choice or of the system's scheme.
class ThemeController : public QObject {
    Q_OBJECT
public:
    explicit ThemeController(QApplication &application, ThemeChoice choice = ThemeChoice::System);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool dark() const;
    void setChoice(ThemeChoice choice);

Q_SIGNALS:
    void changed();

private:
    void apply();
    QApplication &m_application;
    ThemeChoice m_choice;
};

} // namespace ui
