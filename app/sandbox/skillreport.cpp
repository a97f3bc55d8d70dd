// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "skillreport.h"

#include "sandbox/services/catalog.h"
#include "sandbox/services/skill.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <cstdio>

using namespace Qt::StringLiterals;
using sandbox::LeadSkill;
using sandbox::Pollutant;

namespace {

constexpr int days = 30;
constexpr int leads = 24;

QString named(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

void printTable(Pollutant pollutant, const std::vector<LeadSkill> &skill) {
    std::printf("%s, %s, %d forecasts\n", qPrintable(named(key(pollutant))), qPrintable(named(unit(pollutant))), skill.front().count);
    std::printf("  %4s  %8s  %8s  %8s  %15s  %16s  %7s  %11s\n", "LEAD", "MAE", "RMSE", "BIAS", "PERSISTENCE MAE", "PERSISTENCE RMSE", "SKILL", "IN INTERVAL");
    for (const LeadSkill &lead : skill)
        std::printf("  %2d h  %8.2f  %8.2f  %+8.2f  %15.2f  %16.2f  %7.2f  %9.0f %%\n", lead.lead, lead.mae, lead.rmse, lead.bias, lead.persistenceMae,
            lead.persistenceRmse, lead.skill(), 100 * lead.coverage);
}

QJsonObject leadJson(const LeadSkill &lead) {
    return {{u"lead_hours"_s, lead.lead}, {u"count"_s, lead.count}, {u"mae"_s, lead.mae}, {u"rmse"_s, lead.rmse}, {u"bias"_s, lead.bias},
        {u"persistence_mae"_s, lead.persistenceMae}, {u"persistence_rmse"_s, lead.persistenceRmse}, {u"skill"_s, lead.skill()},
        {u"coverage"_s, lead.coverage}};
}

QStringList worseLeads(Pollutant pollutant, const std::vector<LeadSkill> &skill) {
    QStringList worse;
    for (const LeadSkill &lead : skill) {
        if (lead.skill() <= 0)
            worse.append(u"%1 at %2 h"_s.arg(named(key(pollutant))).arg(lead.lead));
    }
    return worse;
}

} // namespace

int showSkill(Format format) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (format == Format::Text)
        std::printf("The stand-in's forecast on its own synthetic data: %d cities, %d days, issued every 6 h with the 14 days known then.\n"
                    "Skill is 1 - MAE / MAE of persistence; the interval promises 80 %%.\n", int(sandbox::cities().size()), days);
    QJsonObject all;
    QStringList worse;
    for (const Pollutant pollutant : sandbox::pollutants) {
        const std::vector<LeadSkill> skill = measureSkill(pollutant, now, days, leads);
        worse += worseLeads(pollutant, skill);
        if (format == Format::Text)
            printTable(pollutant, skill);
        QJsonArray list;
        for (const LeadSkill &lead : skill)
            list.append(leadJson(lead));
        all.insert(named(key(pollutant)), list);
    }
    if (format == Format::Json)
        std::printf("%s\n", QJsonDocument(QJsonObject{{u"synthetic"_s, true}, {u"days"_s, days}, {u"skill"_s, all}}).toJson().constData());
    else
        std::printf("%s\n", worse.isEmpty() ? "Better than persistence at every lead." : qPrintable(u"No better than persistence: "_s + worse.join(u", "_s)));
    return worse.isEmpty() ? 0 : 1;
}
