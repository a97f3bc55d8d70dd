// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The query box: an expression, now or over the page's time range, its series as a table and as curves, and Prometheus' errors at their place.
#pragma once

#include "models/monitoring/factmodel.h"
#include "prometheus/client.h"

#include <QPlainTextEdit>
#include <QTimer>

class QComboBox;
class QLabel;
class QPushButton;

namespace ui {

class Banner;
class FilteredTable;
class PanelCard;

/// Enter asks; Shift+Enter breaks the line.
class QueryEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit QueryEdit(QWidget *parent = nullptr);
    /// Underlines what is there; below zero: nothing.
    void setWrongPlace(qsizetype place);
    [[nodiscard]] qsizetype wrongPlace() const { return m_wrong; }

Q_SIGNALS:
    void submitted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    qsizetype m_wrong = -1;
};

class QueryView : public QWidget {
    Q_OBJECT
public:
    explicit QueryView(QWidget *parent = nullptr);

    /// Null: nothing can be asked. Must be valid until the next call.
    void setClient(prometheus::Client *client);
    void setRange(std::chrono::seconds range) { m_range = range; }
    void ask(const QString &expression);
    void cancel();
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QueryEdit *edit() const { return m_edit; }
    [[nodiscard]] FilteredTable *table() const { return m_table; }
    [[nodiscard]] models::monitoring::FactModel *model() { return &m_model; }
    [[nodiscard]] QString verdict() const;

Q_SIGNALS:
    void changed();

private:
    void submit();
    void onAnswer(const base::Result<prometheus::QueryResult> &answer);
    void showResult(const prometheus::QueryResult &result);
    void showState();
    [[nodiscard]] bool isRange() const;

    prometheus::Client *m_client = nullptr;
    std::chrono::seconds m_range{3600};
    prometheus::Asked<prometheus::QueryResult> m_asked;
    prometheus::RangePlan m_plan;
    QString m_expression; // asked last
    bool m_loading = false;
    quint64 m_generation = 0;
    models::monitoring::FactModel m_model;
    QueryEdit *m_edit;
    QComboBox *m_kind;
    QPushButton *m_run;
    QLabel *m_verdict;
    Banner *m_banner;
    PanelCard *m_curves;
    FilteredTable *m_table;
};

} // namespace ui
