// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is being edited: its text with its undo, what is on disk, and the way back there without losing a byte.
#pragma once

#include "base/error.h"
#include "config/text/edit.h"

#include <QObject>
#include <QString>

#include <memory>
#include <span>

class QTextDocument;

namespace ui {

class OpenFile : public QObject {
    Q_OBJECT
public:
    explicit OpenFile(QString path, QObject *parent = nullptr);
    ~OpenFile() override;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QTextDocument *document() const { return m_document.get(); }
    /// UTF-8 with line feeds, as the engine is given it; what is written may have other line ends and a byte order mark.
    [[nodiscard]] const std::string &text() const;
    /// Of text(); kept until the text changes.
    [[nodiscard]] const config::Document &parsed() const;
    /// What the disk held when it was last read or written, in the form of text().
    [[nodiscard]] const std::string &savedText() const { return m_saved; }
    [[nodiscard]] bool isModified() const;
    /// Why it cannot be edited; empty where it can.
    [[nodiscard]] QString whyReadOnly() const { return m_whyReadOnly; }
    /// The disk holds something else than was read or written, and the text was edited since.
    [[nodiscard]] bool hasConflict() const { return m_conflict; }

    /// Places of the engine and of the text document.
    [[nodiscard]] int toUnits(std::uint32_t byte) const;
    [[nodiscard]] std::uint32_t toBytes(int position) const;

    [[nodiscard]] base::Status read();
    /// Whole or not at all.
    [[nodiscard]] base::Status save();
    /// One step of undo. The edits are of text().
    void apply(std::span<const config::Edit> edits);
    /// Takes what the disk holds, as a step that can be undone.
    void takeFromDisk();
    /// The operator's text stands; the next save overwrites what is on disk.
    void keepMine();
    /// To be called when the file may have changed on disk.
    void checkDisk();
    [[nodiscard]] const std::string &diskText() const { return m_disk; }

Q_SIGNALS:
    void textChanged();
    void modifiedChanged();
    void conflictChanged();
    /// The text was exchanged for what another program wrote.
    void reloaded();

private:
    enum class LineEnd : std::uint8_t { Lf, Crlf };
    [[nodiscard]] base::Result<QByteArray> bytes() const;
    void accept(const QByteArray &bytes);
    [[nodiscard]] std::string normal(const QByteArray &bytes) const;
    void setConflict(bool conflict);
    void onChanged();

    QString m_path;
    std::unique_ptr<QTextDocument> m_document;
    std::string m_saved;
    std::string m_disk; // of the conflict
    QString m_whyReadOnly;
    LineEnd m_lineEnd = LineEnd::Lf;
    bool m_mark = false; // a byte order mark
    bool m_conflict = false;
    bool m_wasModified = false;
    mutable bool m_textKnown = false;
    mutable std::string m_text;
    mutable std::unique_ptr<config::Document> m_parsed;
    struct Offsets;
    mutable std::unique_ptr<Offsets> m_offsets;
};

} // namespace ui
