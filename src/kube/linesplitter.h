// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of a stream into lines, with an upper bound.
#pragma once

#include <QByteArray>

#include <optional>

namespace kube {

class LineSplitter {
public:
    static constexpr qsizetype limit = qsizetype(16) << 20; // bytes of one line

    void feed(const QByteArray &bytes) {
        if (m_start > 0) {
            m_buffer.remove(0, m_start);
            m_searched -= m_start;
            m_start = 0;
        }
        m_buffer += bytes;
    }
    /// The next whole line, without its end.
    std::optional<QByteArray> next() {
        const qsizetype end = m_buffer.indexOf('\n', m_searched);
        if (end < 0) {
            m_searched = m_buffer.size();
            return std::nullopt;
        }
        const QByteArray line = m_buffer.mid(m_start, end - m_start);
        m_start = m_searched = end + 1;
        return line;
    }
    /// The line that is coming in is longer than the limit.
    [[nodiscard]] bool isTooLong() const { return m_buffer.size() - m_start > limit; }
    /// What came after the last line's end.
    [[nodiscard]] QByteArray rest() const { return m_buffer.mid(m_start); }
    void clear() { *this = {}; }

private:
    QByteArray m_buffer;
    qsizetype m_start = 0;
    qsizetype m_searched = 0;
};

} // namespace kube
