// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "ui/widgets/iconengine.h"

#include <QFile>
#include <QWidget>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

Theme makeLight() {
    Theme theme;
    theme.dark = false;
    theme.window = QColor(0xF6F8FA);
    theme.surface = QColor(0xFFFFFF);
    theme.raised = QColor(0xEEF1F4);
    theme.border = QColor(0xD0D7DE);
    theme.outline = QColor(0x868F99);
    theme.text = QColor(0x1F2328);
    theme.secondary = QColor(0x57606A);
    theme.accent = QColor(0x0969DA);
    theme.onAccent = QColor(0xFFFFFF);
    theme.selection = QColor(0xDDEBFC);
    theme.healthy = QColor(0x1A7F37);
    theme.progressing = QColor(0x0969DA);
    theme.degraded = QColor(0x9A6700);
    theme.failed = QColor(0xCF222E);
    theme.neutral = QColor(0x57606A);
    theme.okGround = QColor(0xE6F6EA);
    theme.badGround = QColor(0xFFEBE9);
    theme.warnGround = QColor(0xFFF8DC);
    theme.infoGround = QColor(0xE7F2FD);
    return theme;
}

Theme makeDark() {
    Theme theme;
    theme.dark = true;
    theme.window = QColor(0x0D1117);
    theme.surface = QColor(0x151B23);
    theme.raised = QColor(0x212830);
    theme.border = QColor(0x30363D);
    theme.outline = QColor(0x6E7681);
    theme.text = QColor(0xE6EDF3);
    theme.secondary = QColor(0x9DA7B1);
    theme.accent = QColor(0x58A6FF);
    theme.onAccent = QColor(0x0D1117);
    theme.selection = QColor(0x17304F);
    theme.healthy = QColor(0x3FB950);
    theme.progressing = QColor(0x58A6FF);
    theme.degraded = QColor(0xD29922);
    theme.failed = QColor(0xF85149);
    theme.neutral = QColor(0x8B949E);
    theme.okGround = QColor(0x12261E);
    theme.badGround = QColor(0x2D1619);
    theme.warnGround = QColor(0x272215);
    theme.infoGround = QColor(0x121D2F);
    return theme;
}

QList<QColor> okabeIto() {
    return {QColor(0x0072B2), QColor(0xE69F00), QColor(0x009E73), QColor(0xCC79A7), QColor(0x56B4E9), QColor(0xD55E00), QColor(0xF0E442)};
}

Theme withSeries(Theme theme) {
    theme.series = okabeIto();
    return theme;
}

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

double luminance(const QColor &color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor Theme::state(kube::HealthState value) const {
    switch (value) {
    case kube::HealthState::Healthy: return healthy;
    case kube::HealthState::Progressing: return progressing;
    case kube::HealthState::Degraded: return degraded;
    case kube::HealthState::Failed: return failed;
    case kube::HealthState::Suspended:
    case kube::HealthState::Missing:
    case kube::HealthState::Unknown: break;
    }
    return neutral;
}

const Theme &lightTheme() {
    static const Theme theme = withSeries(makeLight());
    return theme;
}

const Theme &darkTheme() {
    static const Theme theme = withSeries(makeDark());
    return theme;
}

const Theme &themeOf(const QWidget *widget) {
    return widget->palette().color(QPalette::Window).lightness() < 128 ? darkTheme() : lightTheme();
}

double contrast(const QColor &a, const QColor &b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

QFont uiFont(TextSize size, QFont::Weight weight) {
    QFont font(QStringList{u"Inter"_s, u"Noto Sans"_s});
    font.setPixelSize(static_cast<int>(size));
    font.setWeight(weight);
    font.setFeature(QFont::Tag("tnum"), 1);
    return font;
}

QFont monoFont(TextSize size) {
    QFont font(QStringList{u"JetBrains Mono"_s, u"monospace"_s});
    font.setPixelSize(static_cast<int>(size) - (size == TextSize::Base ? 1 : 0)); // its x-height is larger than Inter's
    font.setStyleHint(QFont::Monospace);
    return font;
}

QIcon icon(const QString &name, const QColor &color) {
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    return QIcon(new IconEngine(svg));
}

QIcon icon(const QString &name, const QWidget *widget) { return icon(name, themeOf(widget).text); }

} // namespace ui
