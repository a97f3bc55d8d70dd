// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: the system drawn as it is deployed, every box live.
#pragma once

#include "models/systempicture.h"
#include "ui/widgets/page.h"

#include <QPointer>
#include <QTimer>

class QScrollArea;
class QStackedLayout;

namespace ui {

class Banner;
class BoxWatch;
class EmptyState;
class ObjectPane;
class SystemDiagram;

class OverviewPage : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(QWidget *parent = nullptr);
    ~OverviewPage() override;

    void setContext(const PageContext &context) override;
    void setConnection(const kube::Connection &connection) override;
    void refresh() override;
    [[nodiscard]] QWidget *detailsWidget() override;
    [[nodiscard]] QList<KeyHelp> keys() const override;
    void selectObject(const kube::ObjectRef &ref) override;

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void takeFocus();
    void scheduleUpdate();
    void showPicture();
    void askForIngress();
    void watchService(const PageContext &context);
    [[nodiscard]] QString alertsText() const;
    void onIngress(const base::Result<QList<QJsonObject>> &objects);

    PageContext m_context;
    QPointer<kube::Session> m_session;
    kube::Connection m_connection;
    std::optional<models::IngressFact> m_ingress; // nothing until it was asked for; without a name: there is none
    BoxWatch *m_watch;
    SystemDiagram *m_diagram;
    EmptyState *m_empty;
    QScrollArea *m_scroll;
    QStackedLayout *m_stack;
    QPointer<ObjectPane> m_details;
    QTimer m_update;
    QTimer m_ingressTimer;
};

} // namespace ui
