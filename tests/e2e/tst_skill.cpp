// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The report on the stand-in's forecast, as `aqi-sandbox skill` prints it: for programs and for people, and both the same.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 600000; // ms: 15 cities, six pollutants, under sanitizers, on a loaded machine
constexpr int leads = 24;

struct Report {
    int status = -1;
    QByteArray text;
};

Report skill(const QString &format) {
    QProcess process;
    process.start(QStringLiteral(AQI_BIN_DIR "/aqi-sandbox"), {u"skill"_s, u"--format"_s, format});
    if (!process.waitForFinished(patience))
        return {};
    return {process.exitCode(), process.readAllStandardOutput()};
}

} // namespace

class TestSkill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_json = skill(u"json"_s);
        m_pollutants = QJsonDocument::fromJson(m_json.text).object()[u"skill"].toObject();
        QCOMPARE(m_pollutants.keys(), QStringList({u"co"_s, u"no2"_s, u"o3"_s, u"pm10"_s, u"pm25"_s, u"so2"_s}));
    }
    void saysWhatItIsOf() {
        const auto report = QJsonDocument::fromJson(m_json.text).object();
        QVERIFY(report[u"synthetic"].toBool());
        QCOMPARE(report[u"days"].toInt(), 30);
    }
    void everyLeadIsMeasured_data() {
        QTest::addColumn<QString>("pollutant");
        for (const auto &pollutant : m_pollutants.keys())
            QTest::newRow(qPrintable(pollutant)) << pollutant;
    }
    void everyLeadIsMeasured() {
        QFETCH(QString, pollutant);
        const auto list = m_pollutants[pollutant].toArray();
        QCOMPARE(list.size(), leads);
        for (qsizetype i = 0; i < list.size(); ++i) {
            const auto at = [lead = list[i].toObject()](QLatin1StringView name) { return lead[name].toDouble(); };
            const auto shown = QJsonDocument(list[i].toObject()).toJson();
            QCOMPARE(at("lead_hours"_L1), double(i + 1));
            QVERIFY2(at("count"_L1) >= 15 * 29 * 4, shown.constData()); // every six hours of 30 days in every city, but what looks beyond the end
            QVERIFY2(at("mae"_L1) > 0 && at("rmse"_L1) >= at("mae"_L1) && std::abs(at("bias"_L1)) <= at("mae"_L1), shown.constData());
            QVERIFY2(at("persistence_mae"_L1) > 0 && at("persistence_rmse"_L1) >= at("persistence_mae"_L1), shown.constData());
            QVERIFY2(std::abs(at("skill"_L1) - (1 - at("mae"_L1) / at("persistence_mae"_L1))) < 1e-9, shown.constData());
            QVERIFY2(at("coverage"_L1) > 0.6 && at("coverage"_L1) < 0.95, shown.constData()); // 0.8 is promised
        }
        // What is known now says more about the next hour than about the next day.
        QVERIFY(list[0][u"mae"].toDouble() < list[leads - 1][u"mae"].toDouble());
    }
    void worseThanPersistenceIsSaid() {
        QStringList worse;
        for (const auto &pollutant : m_pollutants.keys()) {
            for (const auto &lead : m_pollutants[pollutant].toArray()) {
                if (lead[u"skill"].toDouble() <= 0)
                    worse.append(u"%1 at %2 h"_s.arg(pollutant).arg(lead[u"lead_hours"].toInt()));
            }
        }
        QCOMPARE(m_json.status, worse.isEmpty() ? 0 : 1);
        const auto text = skill(u"text"_s);
        QCOMPARE(text.status, m_json.status);
        const auto last = QString::fromUtf8(text.text.trimmed().split('\n').last());
        QVERIFY2(last.startsWith(worse.isEmpty() ? u"Better than persistence at every lead."_s : u"No better than persistence: "_s), qPrintable(last));
        for (const auto &one : worse)
            QVERIFY2(last.contains(one), qPrintable(last));
        static const QRegularExpression row(u"^ +\\d+ h +[\\d.]+ +[\\d.]+ +[+-][\\d.]+ +[\\d.]+ +[\\d.]+ +-?[\\d.]+ +\\d+ %$"_s, QRegularExpression::MultilineOption);
        QCOMPARE(QString::fromUtf8(text.text).count(row), leads * m_pollutants.size());
    }

private:
    Report m_json;
    QJsonObject m_pollutants;
};

QTEST_GUILESS_MAIN(TestSkill)
#include "tst_skill.moc"
