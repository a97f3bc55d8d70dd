// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The keys that an environment needs, with what is known of their values. No role gives a value: the model has none.
#pragma once

#include "models/config/secretlist.h"

#include <QAbstractTableModel>

namespace models {

class SecretModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Key, Value, Strength, Files, Uses, Secret, ColumnCount };
    enum SecretRole {
        KeptRole = Qt::UserRole + 200, // int: -1 not known, 0 no, 1 yes
        GradeRole,                     // int of SecretGrade
        OptionalRole,
    };

    explicit SecretModel(QObject *parent = nullptr);

    /// set: that the target was made of; asked for what the files give, not kept. root: folder that paths are shown below.
    void setTarget(SecretTarget target, const config::Set &set, const QString &root);
    void clear();
    /// States of other targets' keys are let be.
    void setStates(SecretStates states);
    [[nodiscard]] const SecretTarget &target() const { return m_target; }
    [[nodiscard]] const SecretStates &states() const { return m_states; }
    /// Null where the row is none.
    [[nodiscard]] const config::RequiredSecret *secret(const QModelIndex &index) const;
    [[nodiscard]] SecretState state(const QModelIndex &index) const;
    [[nodiscard]] GivenInFiles given(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const config::SecretName &name) const;
    [[nodiscard]] QString completeness() const { return completenessText(m_target, m_states); }
    [[nodiscard]] QString placeText(const config::SecretUse &use) const; // "base/api.yaml:12"

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const config::RequiredSecret &secret, const SecretState &state, int row, int column) const;
    [[nodiscard]] QString toolTip(const config::RequiredSecret &secret, const SecretState &state, int column) const;

    SecretTarget m_target;
    std::vector<GivenInFiles> m_given; // of the target's keys, in their order
    SecretStates m_states;
    QString m_root;
};

} // namespace models
