// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/secretmodel.h"

#include "models/config/words.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString givenWord(GivenInFiles given) {
    switch (given) {
    case GivenInFiles::Value: return configTr("a value");
    case GivenInFiles::Placeholder: return configTr("a placeholder");
    case GivenInFiles::Empty: return configTr("an empty value");
    case GivenInFiles::Nothing: break;
    }
    return u"—"_s;
}

QString keptWord(const config::RequiredSecret &secret, const SecretState &state) {
    if (!state.known)
        return configTr("not known");
    if (state.kept)
        return configTr("kept");
    return secret.optional ? configTr("not set, optional") : configTr("not set");
}

} // namespace

SecretModel::SecretModel(QObject *parent) : QAbstractTableModel(parent) {}

void SecretModel::setTarget(SecretTarget target, const config::Set &set, const QString &root) {
    beginResetModel();
    m_target = std::move(target);
    m_root = root;
    m_given.clear();
    for (const config::RequiredSecret &secret : m_target.required)
        m_given.push_back(givenInFiles(set, secret));
    endResetModel();
}

void SecretModel::clear() {
    beginResetModel();
    m_target = {};
    m_given.clear();
    endResetModel();
}

void SecretModel::setStates(SecretStates states) {
    m_states = std::move(states);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const config::RequiredSecret *SecretModel::secret(const QModelIndex &index) const {
    return index.isValid() && index.row() < rowCount() ? &m_target.required[static_cast<std::size_t>(index.row())] : nullptr;
}

SecretState SecretModel::state(const QModelIndex &index) const {
    const config::RequiredSecret *found = secret(index);
    const auto at = found ? m_states.find(m_target.nameOf(*found)) : m_states.end();
    return at == m_states.end() ? SecretState() : at->second;
}

GivenInFiles SecretModel::given(const QModelIndex &index) const {
    return index.isValid() && index.row() < rowCount() ? m_given[static_cast<std::size_t>(index.row())] : GivenInFiles::Nothing;
}

QModelIndex SecretModel::indexOf(const config::SecretName &name) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (m_target.nameOf(m_target.required[static_cast<std::size_t>(row)]) == name)
            return index(row, 0);
    }
    return {};
}

QString SecretModel::placeText(const config::SecretUse &use) const {
    const QString file = QDir(m_root).relativeFilePath(use.file);
    return use.range.size() > 0 ? u"%1:%2"_s.arg(file).arg(use.position.line) : file;
}

int SecretModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_target.required.size()); }

int SecretModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString SecretModel::text(const config::RequiredSecret &secret, const SecretState &state, int row, int column) const {
    switch (column) {
    case Key: return secret.key.empty() ? configTr("every key") : QString::fromStdString(secret.key);
    case Value: return keptWord(secret, state);
    case Strength: return gradeWord(gradeOf(secret.key, state));
    case Files: return givenWord(m_given[static_cast<std::size_t>(row)]);
    case Secret: return secret.secret;
    default: break;
    }
    const QString first = placeText(secret.uses.front()).section(u'/', -1); // the whole path is in the tool tip
    return secret.uses.size() == 1 ? first : configTr("%1 and %2 more").arg(first).arg(secret.uses.size() - 1);
}

QString SecretModel::toolTip(const config::RequiredSecret &secret, const SecretState &state, int column) const {
    QStringList lines;
    if (column == Uses) {
        for (const config::SecretUse &use : secret.uses)
            lines << (use.object.isEmpty() ? placeText(use) : u"%1  %2"_s.arg(placeText(use), use.object));
    } else if (column == Files) {
        for (const config::SecretUse &use : secret.providers)
            lines << placeText(use);
    } else {
        for (const config::SecretIssue &issue : state.issues)
            lines << issue.message;
    }
    return lines.join(u'\n');
}

QVariant SecretModel::data(const QModelIndex &index, int role) const {
    const config::RequiredSecret *found = secret(index);
    if (!found)
        return {};
    const SecretState known = state(index);
    switch (role) {
    case Qt::DisplayRole: return text(*found, known, index.row(), index.column());
    case Qt::ToolTipRole: return toolTip(*found, known, index.column());
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(headerData(index.column(), Qt::Horizontal).toString(), text(*found, known, index.row(), index.column()));
    case KeptRole: return !known.known ? -1 : known.kept ? 1 : 0;
    case GradeRole: return static_cast<int>(gradeOf(found->key, known));
    case OptionalRole: return found->optional;
    default: return {};
    }
}

QVariant SecretModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Key: return configTr("Key");
    case Value: return configTr("Value");
    case Strength: return configTr("Strength");
    case Files: return configTr("In the files");
    case Uses: return configTr("Used by");
    default: return configTr("Secret");
    }
}

} // namespace models
