// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The details of one object of the session, live: state, facts, containers, conditions, events.
#pragma once

#include "kube/session.h"
#include "models/objectdetails.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace ui {

class DetailsList;
class EmptyState;
class StateLabel;

class ObjectPane : public QWidget {
    Q_OBJECT
public:
    explicit ObjectPane(QWidget *parent = nullptr);

    /// Null: nothing can be shown. Keeps the object.
    void setSession(kube::Session *session);
    void setObject(const kube::ObjectRef &ref);
    void setStale(bool stale);
    [[nodiscard]] kube::ObjectRef object() const { return m_ref; }

private:
    void scheduleUpdate();
    void showCurrent();
    [[nodiscard]] std::optional<models::ObjectDetails> find() const;
    void showDetails(const models::ObjectDetails &details);
    void addSection(const models::DetailsSection &section);
    [[nodiscard]] QWidget *makeEntry(const models::DetailsEntry &entry);

    QPointer<kube::Session> m_session;
    kube::ObjectRef m_ref;
    std::optional<models::ObjectDetails> m_shown;
    bool m_stale = false;
    QTimer m_update; // several tables change at once: one update for all
    QTimer m_ages;
    QWidget *m_content;
    EmptyState *m_empty;
    QLabel *m_name;
    QLabel *m_kind;
    StateLabel *m_state;
    QLabel *m_message;
    DetailsList *m_facts;
    QVBoxLayout *m_sections;
};

} // namespace ui
