// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagemodule.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/page.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace console {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("console::PageModule", text); }

/// Beside the program where it was built; below lib where it was installed.
QString modulePath(const QString &name) {
    const QString folder = QCoreApplication::applicationDirPath();
    const QString beside = folder + u'/' + name;
    return QFileInfo::exists(beside) ? beside : folder + u"/../lib/aqi-console/"_s + name;
}

class MissingPage : public ui::Page {
public:
    MissingPage(const QString &id, const QString &title, const QString &icon, const QString &why)
        : Page(id, title, icon) {
        auto *empty = new ui::EmptyState;
        empty->setText(tr("A part of AQI Console is missing"), tr("This page is in a file beside the program that cannot be loaded. Install AQI Console again. %1").arg(why));
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(empty);
        setSettled(true);
    }
    void setContext(const ui::PageContext &) override {}
};

ui::Page *makePage(const char *maker, const QString &id, const QString &title) {
    QLibrary module(modulePath(u"aqi-console-map.so"_s));
    const auto make = reinterpret_cast<ui::Page *(*)()>(module.resolve(maker));
    return make ? make() : new MissingPage(id, title, id, module.errorString());
}

} // namespace

ui::Page *makeForecastPage() { return makePage("aqiMakeForecastPage", u"forecast"_s, tr("Forecast")); }

ui::Page *makeMonitoringPage() { return makePage("aqiMakeMonitoringPage", u"monitoring"_s, tr("Monitoring")); }

base::Result<ui::Terminal *> makeTerminal() {
    QLibrary module(modulePath(u"aqi-console-shell.so"_s));
    const auto make = reinterpret_cast<ui::Terminal *(*)()>(module.resolve("aqiMakeTerminal"));
    if (!make)
        return base::fail(base::ErrorKind::Io, module.errorString(), module.fileName());
    return make();
}

} // namespace console
