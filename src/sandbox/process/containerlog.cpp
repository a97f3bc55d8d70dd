// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/containerlog.h"

#include <QByteArrayView>

namespace sandbox {

namespace {

constexpr std::size_t maximumBytes = 8 * 1024 * 1024;
constexpr qsizetype maximumLine = 16 * 1024; // a container runtime breaks longer ones

} // namespace

void ContainerLog::add(const QByteArray &bytes) {
    m_rest += bytes;
    qsizetype begin = 0;
    for (qsizetype end = 0; begin < m_rest.size(); begin = end) {
        const qsizetype feed = m_rest.indexOf('\n', begin);
        if (feed >= 0 && feed - begin <= maximumLine) {
            addLine(QByteArrayView(m_rest).sliced(begin, feed - begin));
            end = feed + 1;
        } else if (m_rest.size() - begin > maximumLine) {
            addLine(QByteArrayView(m_rest).sliced(begin, maximumLine));
            end = begin + maximumLine;
        } else {
            break;
        }
    }
    m_rest.remove(0, begin);
}

void ContainerLog::finish() {
    if (!m_rest.isEmpty())
        addLine(m_rest);
    m_rest.clear();
}

void ContainerLog::addLine(QByteArrayView line) {
    m_lines.push_back({m_clock.nowMicro(), std::string(line.data(), static_cast<std::size_t>(line.size()))});
    m_bytes += m_lines.back().text.size();
    if (m_bytes <= maximumBytes)
        return;
    const auto half = m_lines.begin() + static_cast<std::ptrdiff_t>(m_lines.size() / 2);
    for (auto gone = m_lines.begin(); gone != half; ++gone)
        m_bytes -= gone->text.size();
    m_lines.erase(m_lines.begin(), half);
}

} // namespace sandbox
