// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/openfile.h"

#include "models/config/textoffsets.h"

#include <QFile>
#include <QPlainTextDocumentLayout>
#include <QSaveFile>
#include <QStringDecoder>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr qint64 bytesAtMost = 8 * 1024 * 1024;
const QByteArray byteOrderMark("\xEF\xBB\xBF");
} // namespace

struct OpenFile::Offsets {
    models::TextOffsets table;
};

OpenFile::OpenFile(QString path, QObject *parent) : QObject(parent), m_path(std::move(path)), m_document(std::make_unique<QTextDocument>()) {
    m_document->setDocumentLayout(new QPlainTextDocumentLayout(m_document.get()));
    connect(m_document.get(), &QTextDocument::contentsChanged, this, &OpenFile::onChanged);
    connect(m_document.get(), &QTextDocument::modificationChanged, this, &OpenFile::onChanged);
}

OpenFile::~OpenFile() = default;

void OpenFile::onChanged() {
    // A highlighter's colours come here too: only another text counts.
    const QString now = m_document->toRawText();
    std::string text = QString(now).replace(QChar::ParagraphSeparator, u'\n').toStdString();
    if (!m_textKnown || text != m_text) {
        m_text = std::move(text);
        m_textKnown = true;
        m_parsed.reset();
        m_offsets.reset();
        Q_EMIT textChanged();
    }
    if (isModified() != m_wasModified) {
        m_wasModified = !m_wasModified;
        Q_EMIT modifiedChanged();
    }
}

const std::string &OpenFile::text() const { return m_text; }

const config::Document &OpenFile::parsed() const {
    if (!m_parsed)
        m_parsed = config::Document::parse(m_path, m_text, config::formatOf(m_path));
    return *m_parsed;
}

bool OpenFile::isModified() const { return m_text != m_saved; }

int OpenFile::toUnits(std::uint32_t byte) const {
    if (!m_offsets)
        m_offsets = std::make_unique<Offsets>(Offsets{models::TextOffsets(m_text)});
    return m_offsets->table.toUnits(byte);
}

std::uint32_t OpenFile::toBytes(int position) const {
    if (!m_offsets)
        m_offsets = std::make_unique<Offsets>(Offsets{models::TextOffsets(m_text)});
    return m_offsets->table.toBytes(position);
}

base::Result<QByteArray> OpenFile::bytes() const {
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(file.exists() ? base::ErrorKind::Io : base::ErrorKind::NotFound, tr("the file cannot be read"), m_path, file.errorString());
    if (file.size() > bytesAtMost)
        return base::fail(base::ErrorKind::Invalid, tr("the file has %1 MiB; the editor opens up to 8").arg(file.size() / 1024 / 1024), m_path);
    return file.read(bytesAtMost);
}

std::string OpenFile::normal(const QByteArray &bytes) const {
    QByteArray text = bytes.startsWith(byteOrderMark) ? bytes.mid(byteOrderMark.size()) : bytes;
    if (text.contains('\r'))
        text.replace("\r\n", "\n");
    return text.toStdString();
}

base::Status OpenFile::read() {
    const auto read = bytes();
    if (!read)
        return std::unexpected(read.error());
    accept(*read);
    return {};
}

void OpenFile::accept(const QByteArray &bytes) {
    m_mark = bytes.startsWith(byteOrderMark);
    m_lineEnd = bytes.contains("\r\n") ? LineEnd::Crlf : LineEnd::Lf;
    m_saved = normal(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(QByteArrayView(m_saved.data(), static_cast<qsizetype>(m_saved.size())));
    m_whyReadOnly.clear();
    {
        const QSignalBlocker quiet(this);
        m_document->setPlainText(text);
        onChanged();
        m_wasModified = false;
    }
    const bool mixed = m_lineEnd == LineEnd::Crlf && bytes.count('\n') != bytes.count("\r\n");
    if (decoder.hasError())
        m_whyReadOnly = tr("It is not valid UTF-8.");
    else if (mixed)
        m_whyReadOnly = tr("Its lines end in different ways; saving would change them.");
    else if (m_text != m_saved)
        m_whyReadOnly = tr("It holds characters that this editor cannot keep.");
    if (!m_whyReadOnly.isEmpty())
        m_saved = m_text; // what is shown; it is never written
    Q_EMIT textChanged();
    Q_EMIT modifiedChanged();
}

base::Status OpenFile::save() {
    if (!m_whyReadOnly.isEmpty())
        return base::fail(base::ErrorKind::Invalid, m_whyReadOnly, m_path);
    QByteArray bytes = QByteArray::fromStdString(m_text);
    if (m_lineEnd == LineEnd::Crlf)
        bytes.replace("\n", "\r\n");
    if (m_mark)
        bytes.prepend(byteOrderMark);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return base::fail(base::ErrorKind::Io, tr("the file cannot be written"), m_path, file.errorString());
    m_saved = m_text;
    m_document->setModified(false);
    setConflict(false);
    onChanged();
    return {};
}

void OpenFile::apply(std::span<const config::Edit> edits) {
    std::vector<config::Edit> ordered(edits.begin(), edits.end());
    std::ranges::sort(ordered, std::greater(), [](const config::Edit &edit) { return edit.range.begin; });
    std::vector<std::pair<int, int>> places;
    for (const config::Edit &edit : ordered)
        places.emplace_back(toUnits(edit.range.begin), toUnits(edit.range.end));
    QTextCursor cursor(m_document.get());
    cursor.beginEditBlock();
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        cursor.setPosition(places[i].first);
        cursor.setPosition(places[i].second, QTextCursor::KeepAnchor);
        cursor.insertText(QString::fromStdString(ordered[i].text));
    }
    cursor.endEditBlock();
}

void OpenFile::checkDisk() {
    const auto now = bytes();
    if (!now)
        return; // gone for a moment while another program replaces it, or for good: the text stays
    const std::string text = normal(*now);
    if (text == m_saved) {
        setConflict(false);
        return;
    }
    m_disk = text;
    if (isModified() && text != m_text)
        setConflict(true);
    else
        takeFromDisk();
}

void OpenFile::takeFromDisk() {
    const auto now = bytes();
    if (!now)
        return;
    m_saved = normal(*now);
    setConflict(false);
    std::size_t head = 0; // the change alone, so that the cursor and the folding elsewhere stay
    while (head < std::min(m_saved.size(), m_text.size()) && m_saved[head] == m_text[head])
        ++head;
    std::size_t tail = 0;
    while (tail < std::min(m_saved.size(), m_text.size()) - head && m_saved[m_saved.size() - 1 - tail] == m_text[m_text.size() - 1 - tail])
        ++tail;
    const auto whole = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }; // not inside a character
    while (head > 0 && (head >= m_text.size() || !whole(m_text[head]) || head >= m_saved.size() || !whole(m_saved[head])))
        --head;
    while (tail > 0 && (!whole(m_text[m_text.size() - tail]) || !whole(m_saved[m_saved.size() - tail])))
        --tail;
    const config::Edit edit{{static_cast<std::uint32_t>(head), static_cast<std::uint32_t>(m_text.size() - tail)}, m_saved.substr(head, m_saved.size() - tail - head)};
    apply({&edit, 1});
    m_document->setModified(false);
    onChanged();
    Q_EMIT reloaded();
}

void OpenFile::keepMine() {
    m_saved = m_disk;
    setConflict(false);
    onChanged();
}

void OpenFile::setConflict(bool conflict) {
    if (conflict == m_conflict)
        return;
    m_conflict = conflict;
    Q_EMIT conflictChanged();
}

} // namespace ui
