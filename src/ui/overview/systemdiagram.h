// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The system drawn as it is deployed: a box for each workload, live, with arrows for what flows; the others in a group below.
#pragma once

#include "models/systempicture.h"

#include <QDateTime>
#include <QTimer>
#include <QWidget>

namespace ui {

class SystemDiagram : public QWidget {
    Q_OBJECT
public:
    explicit SystemDiagram(QWidget *parent = nullptr);

    void setPicture(const models::SystemPicture &picture);
    void setStale(bool stale);
    /// What Prometheus said is old: grey, while the pods' state is not.
    void setOldSignals(bool old);
    /// When the cluster was last heard of, while it is not live: each box says how old it is. Invalid: live.
    void setLastContact(const QDateTime &at);
    /// Without a signal; a box that is not there deselects.
    void select(const kube::ObjectRef &ref);
    [[nodiscard]] const models::SystemPicture &picture() const { return m_picture; }
    [[nodiscard]] int count() const;
    [[nodiscard]] QRect boxRect(int index) const;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void selected(const kube::ObjectRef &ref);
    void opened(const kube::ObjectRef &ref); // double click, Enter

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Arrangement {
        QList<QRect> rects; // of the boxes, then of the others
        QRect monitoring;
        int othersTop = 0;
        int height = 0;
    };
    [[nodiscard]] const models::SystemBox &box(int index) const;
    [[nodiscard]] int indexAt(const QPoint &point) const;
    [[nodiscard]] int nearest(int from, QPoint direction) const;
    [[nodiscard]] Arrangement arrangement(int width) const;
    void arrange();
    void choose(int index);
    void paintArrows(QPainter &painter) const;
    void paintBox(QPainter &painter, int index) const;
    void paintTitles(QPainter &painter) const;
    [[nodiscard]] QString age() const;
    [[nodiscard]] QString describe(int index) const;

    models::SystemPicture m_picture;
    Arrangement m_places;
    int m_current = -1;
    bool m_stale = false;
    bool m_oldSignals = false;
    QDateTime m_lastContact;
    QTimer m_clock; // the age grows
};

} // namespace ui
