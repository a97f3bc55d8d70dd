// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any JSON as an object of any kind: rows and health, never a crash.
#include "kube/health.h"
#include "kube/rowparser.h"

#include <QJsonDocument>
#include <QTimeZone>

#include <cstdint>

using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    QJsonObject object = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size))).object();
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1772431800, QTimeZone::UTC);
    (void)kube::healthOf(object, now);
    (void)kube::podRow(object, now);
    (void)kube::workloadRow(object, now);
    (void)kube::autoscalerRow(object, now);
    (void)kube::serviceRow(object);
    (void)kube::eventRow(object);
    (void)kube::sliceCount(object);
    (void)kube::podUsages(object);
    for (const auto &[version, kind] : {std::pair{u"v1"_s, u"Pod"_s}, {u"apps/v1"_s, u"Deployment"_s}, {u"apps/v1"_s, u"StatefulSet"_s},
             {u"batch/v1"_s, u"Job"_s}, {u"autoscaling/v2"_s, u"HorizontalPodAutoscaler"_s}, {u"apps/v1"_s, u"DaemonSet"_s}}) {
        object["apiVersion"_L1] = version;
        object["kind"_L1] = kind;
        (void)kube::healthOf(object, now);
        (void)kube::workloadRow(object, now);
    }
    return 0;
}
