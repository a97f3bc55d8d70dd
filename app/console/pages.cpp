// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages.h"

#include "pagemodule.h"

#include "ui/config/configpage.h"
#include "ui/deploy/deploymentspage.h"
#include "ui/overview/overviewpage.h"
#include "ui/workloads/workloadspage.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace console {

QList<ui::PageEntry> pageEntries() {
    const auto tr = [](const char *text) { return QCoreApplication::translate("console::Pages", text); };
    return {
        {u"overview"_s, tr("Overview"), u"overview"_s, [] { return new ui::OverviewPage; }},
        {u"forecast"_s, tr("Forecast"), u"forecast"_s, [] { return makeForecastPage(); }},
        {u"configuration"_s, tr("Configuration"), u"configuration"_s, [] { return new ui::ConfigPage; }},
        {u"deployments"_s, tr("Deployments"), u"deployments"_s, [] { return new ui::DeploymentsPage; }},
        {u"workloads"_s, tr("Workloads"), u"workloads"_s, [] {
             auto *page = new ui::WorkloadsPage;
             page->setTerminalMaker(makeTerminal);
             return page;
         }},
        {u"monitoring"_s, tr("Monitoring"), u"monitoring"_s, [] { return makeMonitoringPage(); }},
    };
}

} // namespace console
