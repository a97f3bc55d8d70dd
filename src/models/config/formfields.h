// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What people change in a file, as fields of a form: a table of places for each kind of file, and the fields that one file has.
#pragma once

#include "base/error.h"
#include "config/set/platform.h"
#include "config/text/edit.h"

#include <QStringList>

#include <optional>
#include <span>

namespace models {

enum class FieldType : std::uint8_t { Text, Integer, Quantity, Duration, Image, Host, Cron, Port, Command };

/// One kind of place. Path: "spec.replicas"; "[]" stands for every item, "{}" for every member that is a scalar or, in the middle, a map.
struct FieldRow {
    config::Role role;
    const char *kinds; // of Kubernetes objects, "Deployment StatefulSet"; empty: any
    const char *path;
    const char *section; // empty: that of the list's item ("Container api")
    const char *label;
    FieldType type;
    std::int64_t least;
    std::int64_t most;   // 0: no bound
    const char *unit;
    const char *help;
};
[[nodiscard]] std::span<const FieldRow> fieldTable();

struct FormField {
    const FieldRow *row = nullptr;
    QString section;
    QString label;
    std::size_t root = 0;  // of the document's roots
    std::string path;      // of the value, or of the one that would be written
    QString value;
    bool present = false;
    bool writable = true;  // false: it comes from an alias or a merge
    config::Kind kind = config::Kind::String;
    bool operator==(const FormField &) const = default;
};

struct FormSection {
    QString title;   // "Deployment/api"
    QList<FormField> fields;
    bool operator==(const FormSection &) const = default;
};

/// Fields of a file, by object or part. Secret values are left out: they are not edited in a form.
[[nodiscard]] QList<FormSection> formOf(const config::Document &document, config::FileKind kind);

/// Why the text cannot be the field's value; empty where it can.
[[nodiscard]] QString complaintOf(const FormField &field, const QString &text);

/// Writes a field's value into the document: that value's bytes alone, or a new member where there was none.
[[nodiscard]] base::Result<config::Edit> editOf(const config::Document &document, const FormField &field, const QString &text);

} // namespace models
