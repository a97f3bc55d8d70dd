// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/filespanel.h"

#include "ui/config/severitymark.h"
#include "ui/config/workspace.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using Model = models::FileTreeModel;

namespace ui {

namespace {

/// The name, a dot where it is not saved, and at the right the worst severity with its count.
class FileDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {120, space::row}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const Theme &theme = themeOf(option.widget);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.selection);
        QRect box = option.rect.adjusted(space::xs, 0, -space::s, 0);
        box.setRight(paintCounts(*painter, box, index, theme));
        const bool file = !index.data(Model::PathRole).toString().isEmpty();
        const QFont font = uiFont(TextSize::Base, file || index.parent().isValid() ? QFont::Normal : QFont::DemiBold);
        const QString name = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideMiddle, box.width() - 14);
        painter->setFont(font);
        painter->setPen(file || !index.parent().isValid() ? theme.text : theme.secondary);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, name);
        if (index.data(Model::ModifiedRole).toBool() && file) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.accent);
            painter->drawEllipse(QPointF(box.left() + QFontMetrics(font).horizontalAdvance(name) + 8, box.center().y() + 0.5), 3, 3);
        }
        painter->restore();
    }

private:
    /// Where the room for the name ends.
    static int paintCounts(QPainter &painter, const QRect &box, const QModelIndex &index, const Theme &theme) {
        int right = box.right();
        painter.setFont(uiFont(TextSize::Secondary));
        for (const auto &[role, severity] : {std::pair(Model::WarningsRole, config::Severity::Warning), std::pair(Model::ErrorsRole, config::Severity::Error)}) {
            const int count = index.data(role).toInt();
            if (count == 0)
                continue;
            const QString text = QString::number(count);
            const int width = painter.fontMetrics().horizontalAdvance(text);
            painter.setPen(theme.text);
            painter.drawText(QRect(right - width, box.top(), width + 1, box.height()), Qt::AlignVCenter, text);
            right -= width + 14;
            paintSeverityMark(painter, QRectF(right, box.center().y() - 5, 11, 11), severity, theme);
            right -= space::s;
        }
        return right;
    }
};

} // namespace

FilesPanel::FilesPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_field(new SearchField(tr("Filter files"))), m_view(new QTreeView) {
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new FileDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(14);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setObjectName(u"files"_s);
    m_view->setAccessibleName(tr("Files by platform"));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *line = new QVBoxLayout;
    line->setContentsMargins(space::s, space::s, space::s, space::s);
    line->addWidget(m_field);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_view, 1);
    connect(m_field, &QLineEdit::textChanged, this, &FilesPanel::applyFilter);
    connect(m_field, &SearchField::left, this, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        const QString path = index.data(Model::PathRole).toString();
        if (!m_setting && !path.isEmpty())
            Q_EMIT chosen(path);
    });
    connect(&workspace.checker(), &models::Checker::checkedChanged, this, &FilesPanel::takeChecked);
    connect(&workspace, &Workspace::modifiedChanged, this, [this] { m_model.setModified(m_workspace.modified()); });
}

void FilesPanel::takeChecked() {
    const config::Set *set = m_workspace.set();
    if (!set)
        return;
    QList<Model::Entry> entries;
    for (const config::File &file : set->files())
        entries.append({file.document->path(), file.kind.platform});
    QHash<QString, models::FindingCounts> counts;
    for (const config::Finding &finding : m_workspace.checked()->findings)
        counts[finding.file].add(finding.severity);
    const QScopedValueRollback quiet(m_setting, true);
    const int before = m_model.fileCount();
    m_model.setFiles(entries, m_workspace.folder());
    m_model.setCounts(counts);
    m_model.setModified(m_workspace.modified());
    if (m_model.fileCount() != before)
        expandSome();
    if (!m_view->currentIndex().isValid())
        setCurrent(m_current);
}

/// A tree that is short is shown whole; of a long one, the branch of the file that is shown.
void FilesPanel::expandSome() {
    constexpr int whole = 200;
    if (m_model.shownFiles() <= whole)
        m_view->expandAll();
    setCurrent(m_current);
}

void FilesPanel::applyFilter(const QString &text) {
    const QScopedValueRollback quiet(m_setting, true);
    m_model.setFilter(text.trimmed());
    expandSome();
    const int shown = m_model.shownFiles();
    if (text.trimmed().isEmpty())
        m_field->setVerdict(SearchField::Verdict::None);
    else
        m_field->setVerdict(shown > 0 ? SearchField::Verdict::Good : SearchField::Verdict::Bad,
            shown > 0 ? tr("%1 of %2 files").arg(shown).arg(m_model.fileCount()) : tr("No file's path holds “%1”.").arg(text.trimmed()));
}

void FilesPanel::setCurrent(const QString &path) {
    m_current = path;
    const QModelIndex index = m_model.indexOf(path);
    const QScopedValueRollback quiet(m_setting, true);
    m_view->setCurrentIndex(index);
    if (index.isValid())
        m_view->scrollTo(index);
}

QString FilesPanel::firstFile() const {
    QModelIndex index = m_model.index(0, 0);
    while (m_model.rowCount(index) > 0)
        index = m_model.index(0, 0, index);
    return index.data(Model::PathRole).toString();
}

void FilesPanel::focusFilter() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

} // namespace ui
