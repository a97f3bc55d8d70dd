// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/problemspanel.h"

#include "ui/config/severitymark.h"
#include "ui/config/workspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using Model = models::FindingModel;

namespace ui {

namespace {

class ProblemDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {120, space::row}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const Theme &theme = themeOf(option.widget);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.selection);
        QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
        if (index.column() == Model::Message) {
            const auto severity = static_cast<config::Severity>(index.data(Model::SeverityRole).toInt());
            paintSeverityMark(*painter, QRectF(box.left(), box.center().y() - 5.5, 12, 12), severity, theme);
            box.adjust(12 + space::s, 0, 0, 0);
        }
        const QFont font = index.column() == Model::Message ? uiFont() : monoFont(TextSize::Secondary);
        painter->setFont(font);
        painter->setPen(index.column() == Model::Message ? theme.text : theme.secondary);
        const auto mode = index.column() == Model::Place ? Qt::ElideLeft : Qt::ElideRight;
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(index.data().toString(), mode, box.width()));
        painter->restore();
    }
};

} // namespace

ProblemsPanel::ProblemsPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_severity(new QComboBox), m_onlyFile(new QCheckBox(tr("This file only"))), m_field(new SearchField(tr("Filter problems"))),
      m_count(new SecondaryLabel), m_view(new QTreeView), m_empty(new EmptyState), m_stack(new QStackedLayout) {
    build();
    connect(m_severity, &QComboBox::currentIndexChanged, this, &ProblemsPanel::applyFilter);
    connect(m_onlyFile, &QCheckBox::toggled, this, &ProblemsPanel::applyFilter);
    connect(m_field, &QLineEdit::textChanged, this, &ProblemsPanel::applyFilter);
    connect(m_field, &SearchField::left, this, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        const config::Finding *finding = m_model.finding(index);
        if (finding && !m_setting)
            Q_EMIT picked(config::Finding(*finding)); // a copy: what is done about it changes the list
    });
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) { // again, on the row that is current already
        if (const config::Finding *finding = m_model.finding(index))
            Q_EMIT picked(config::Finding(*finding));
    });
    connect(m_view, &QTreeView::activated, this, &ProblemsPanel::opened);
    connect(&workspace.checker(), &models::Checker::checkedChanged, this, &ProblemsPanel::takeChecked);
    connect(&workspace.checker(), &models::Checker::stateChanged, this, &ProblemsPanel::updateTexts);
    updateTexts();
}

void ProblemsPanel::build() {
    m_severity->addItem(tr("All problems"), static_cast<int>(config::Severity::Info));
    m_severity->addItem(tr("Errors and warnings"), static_cast<int>(config::Severity::Warning));
    m_severity->addItem(tr("Errors"), static_cast<int>(config::Severity::Error));
    m_severity->setAccessibleName(tr("Severity"));
    m_field->setMaximumWidth(320);
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new ProblemDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setObjectName(u"problems"_s);
    m_view->setAccessibleName(tr("Problems"));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(Model::Message, QHeaderView::Stretch);
    m_view->header()->resizeSection(Model::Place, 240);
    m_view->header()->resizeSection(Model::Object, 160);
    m_view->header()->resizeSection(Model::Rule, 180);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(space::m, space::xs, space::m, space::xs);
    line->setSpacing(space::m);
    line->addWidget(new SectionTitle(tr("Problems")));
    line->addWidget(m_count);
    line->addStretch(1);
    line->addWidget(m_field, 1);
    line->addWidget(m_severity);
    line->addWidget(m_onlyFile);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addLayout(m_stack, 1);
}

/// In a narrow window the sentence has the room: it names the object where it matters.
void ProblemsPanel::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    constexpr int wide = 1'060;
    constexpr int narrow = 760;
    m_view->setColumnHidden(Model::Object, width() < wide);
    m_view->setColumnHidden(Model::Rule, width() < narrow);
}

void ProblemsPanel::takeChecked() {
    const models::CheckedPtr &checked = m_workspace.checked();
    const QScopedValueRollback quiet(m_setting, true);
    m_model.setFindings(checked ? checked->findings : std::vector<config::Finding>(), m_workspace.folder());
    updateTexts();
}

void ProblemsPanel::setFile(const QString &path) {
    m_file = path;
    applyFilter();
}

void ProblemsPanel::applyFilter() {
    const QScopedValueRollback quiet(m_setting, true);
    m_model.setFilter({m_onlyFile->isChecked() ? m_file : QString(), static_cast<config::Severity>(m_severity->currentData().toInt()), m_field->text().trimmed()});
    const bool filtered = !m_field->text().trimmed().isEmpty();
    const int rows = m_model.rowCount();
    m_field->setVerdict(!filtered ? SearchField::Verdict::None : rows > 0 ? SearchField::Verdict::Good : SearchField::Verdict::Bad,
        !filtered ? QString() : rows > 0 ? tr("%1 shown").arg(rows) : tr("No problem's words, file or rule hold this."));
    updateTexts();
}

void ProblemsPanel::select(const config::Finding &finding) {
    const QScopedValueRollback quiet(m_setting, true);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const config::Finding *each = m_model.finding(m_model.index(row, 0));
        if (each->rule == finding.rule && each->file == finding.file && each->range == finding.range)
            return m_view->setCurrentIndex(m_model.index(row, 0));
    }
}

/// The count in words, and what stands where there is no row.
void ProblemsPanel::updateTexts() {
    using State = models::Checker::State;
    const State state = m_workspace.checker().state();
    const models::CheckedPtr &checked = m_workspace.checked();
    m_count->setText(checked ? models::countsText(m_model.counts()) : QString());
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    if (!checked && state == State::Failed)
        m_empty->setText(tr("Nothing was checked"), tr("The message above says why."));
    else if (!checked)
        m_empty->setText(state == State::Empty ? tr("No folder is open") : tr("Reading and checking the files …"));
    else if (m_model.counts().all() > 0)
        m_empty->setText(tr("No problem fits the filter"), tr("There are %1 in all files.").arg(models::countsText(m_model.counts())));
    else
        m_empty->setText(tr("No problems"), tr("%1 files with %2 objects were checked.").arg(checked->set->files().size()).arg(checked->objects));
}

} // namespace ui
