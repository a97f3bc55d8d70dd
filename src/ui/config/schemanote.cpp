// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/schemanote.h"

#include "base/duration.h"
#include "config/schema/version.h"
#include "models/config/checker.h"
#include "ui/config/serverschemas.h"

#include <QResizeEvent>

namespace ui {

SchemaNote::SchemaNote(const ServerSchemas &server, const models::Checker &checker, QWidget *parent) : SecondaryLabel({}, parent), m_server(server), m_checker(checker) {
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // it is shortened before the window is made wider
    connect(&server, &ServerSchemas::changed, this, &SchemaNote::refresh);
    connect(&checker, &models::Checker::stateChanged, this, &SchemaNote::refresh);
    m_aging.setInterval(std::chrono::seconds(10));
    connect(&m_aging, &QTimer::timeout, this, &SchemaNote::refresh);
    m_aging.start();
    refresh();
}

void SchemaNote::setEnvironment(const QString &name) {
    m_name = name;
    refresh();
}

QString SchemaNote::trouble() const {
    if (m_server.error())
        return m_server.error()->message;
    return m_checker.kindsError() ? tr("they cannot be read: %1").arg(m_checker.kindsError()->message) : QString();
}

void SchemaNote::refresh() {
    const models::ServerKindsPtr kinds = m_server.kinds();
    const QString program = tr("Checked against Kubernetes %1, the program's own schemas").arg(config::kubernetesVersion());
    QString tip = tr("With an environment connected, its server's own schemas are used.");
    if (kinds && m_checker.schemas()) {
        const QString age = base::ageText(kinds->at, QDateTime::currentDateTimeUtc());
        m_phrase = kinds->version.isEmpty() ? tr("Checked against the schemas of %1, %2 old").arg(m_name, age) : tr("Checked against the schemas of %1 (%2), %3 old").arg(m_name, kinds->version, age);
        tip = tr("Asked at %1.").arg(base::absoluteText(kinds->at));
        if (!trouble().isEmpty())
            tip += u' ' + tr("Asked again, it did not answer: %1.").arg(trouble());
        if (!kinds->missing.isEmpty())
            tip += u' ' + tr("The program's schemas judge what is missing: %1.").arg(kinds->missing);
    } else if (!trouble().isEmpty()) {
        m_phrase = tr("%1: those of %2 could not be had, %3").arg(program, m_name, trouble());
    } else if (m_server.isAsking() || kinds) {
        m_phrase = tr("%1; asking %2 for its own").arg(program, m_name);
    } else {
        m_phrase = program;
    }
    setToolTip(m_phrase + u'\n' + tip);
    setAccessibleName(m_phrase);
    elide();
}

void SchemaNote::elide() { setText(fontMetrics().elidedText(m_phrase, Qt::ElideRight, std::max(0, width() - 2))); }

void SchemaNote::resizeEvent(QResizeEvent *event) {
    SecondaryLabel::resizeEvent(event);
    elide();
}

} // namespace ui
