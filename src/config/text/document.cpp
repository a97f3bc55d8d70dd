// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/document.h"

#include "config/text/readers.h"
#include "config/text/words.h"

#include <QFile>
#include <QFileInfo>
#include <QUtf8StringView>

#include <algorithm>

namespace config {

namespace {

std::optional<Problem> tooLarge(std::uint64_t size, const Limits &limits) {
    if (size <= std::min<std::uint64_t>(limits.bytes, std::numeric_limits<std::uint32_t>::max() / 2))
        return {};
    const double megabyte = 1024 * 1024;
    return Problem{"text-too-large",
        tr("The file has %1 MB, and no more than %2 MB are read.").arg(double(size) / megabyte, 0, 'f', 1).arg(double(limits.bytes) / megabyte, 0, 'f', 1), {}};
}

std::uint32_t sequenceLength(std::string_view text, std::size_t at) { // 0 where it is no UTF-8
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(at);
    const std::uint32_t length = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    for (std::uint32_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xC0) != 0x80)
            return 0;
    const unsigned second = byte(at + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool outside = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return overlong || outside ? 0 : length;
}

// What no text file holds: such a file is not looked into.
std::optional<Problem> notText(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x20 && c < 0x7F) {
            ++at;
            continue;
        }
        const Range here{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
        if (c == 0)
            return Problem{"text-binary", tr("This is no text: it holds a zero byte."), here};
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
            return Problem{"text-control-character", tr("The control character 0x%1 may not stand in a text file.").arg(c, 2, 16, QLatin1Char('0')), here};
        const std::uint32_t length = sequenceLength(text, at);
        if (length == 0)
            return Problem{"text-not-utf8", tr("The byte 0x%1 is not UTF-8. Save the file in that encoding.").arg(c, 2, 16, QLatin1Char('0')), here};
        at += length;
    }
    return {};
}

void readAs(Format format, Reading &reading) {
    switch (format) {
    case Format::Yaml: return readYaml(reading);
    case Format::Json: return readJson(reading);
    case Format::Toml: return readToml(reading);
    case Format::Dotenv: return readDotenv(reading);
    case Format::Procfile: return readProcfile(reading);
    case Format::Dockerfile: return readDockerfile(reading);
    case Format::Shell:
    case Format::Plain: return;
    }
}

} // namespace

Document::Document(QString path, std::string text, Format format)
    : m_path(std::move(path)), m_text(std::move(text)), m_format(format), m_tree(std::make_unique<Tree>()) {
    m_tree->source = m_text;
    m_lines.push_back(markSize(m_text));
    for (auto at = m_text.find('\n'); at != m_text.npos; at = m_text.find('\n', at + 1))
        m_lines.push_back(static_cast<std::uint32_t>(at + 1));
}

Document::~Document() = default;

std::unique_ptr<Document> Document::parse(QString path, std::string text, Format format, const Limits &limits) {
    if (auto problem = tooLarge(text.size(), limits)) {
        std::unique_ptr<Document> document(new Document(std::move(path), {}, format));
        document->m_problems.push_back(std::move(*problem));
        return document;
    }
    std::unique_ptr<Document> document(new Document(std::move(path), std::move(text), format));
    if (auto problem = notText(document->m_text)) {
        document->m_problems.push_back(std::move(*problem));
        return document;
    }
    document->m_tree->nodes.reserve(std::min<std::size_t>(document->m_text.size() / 24 + 8, limits.nodes));
    std::vector<std::uint32_t> roots;
    Reading reading{*document->m_tree, roots, document->m_problems, limits};
    readAs(format, reading);
    for (const std::uint32_t root : roots)
        document->m_roots.emplace_back(document->m_tree.get(), root);
    std::ranges::stable_sort(document->m_problems, {}, [](const Problem &problem) { return problem.range.begin; });
    return document;
}

std::unique_ptr<Document> Document::read(const QString &path, const Limits &limits) {
    const auto refused = [&](Problem problem) {
        std::unique_ptr<Document> document(new Document(path, {}, formatOf(path)));
        document->m_problems.push_back(std::move(problem));
        return document;
    };
    const QFileInfo info(path);
    if (info.exists() && !info.isFile()) // a device or a pipe would never end
        return refused({"text-unreadable", tr("This is no regular file."), {}});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused({"text-unreadable", tr("The file cannot be read: %1.").arg(file.errorString()), {}});
    if (auto problem = tooLarge(static_cast<std::uint64_t>(file.size()), limits))
        return refused(std::move(*problem));
    std::string text(static_cast<std::size_t>(file.size()) + 1, '\0'); // one more: it may have grown since
    const qint64 size = file.read(text.data(), static_cast<qint64>(text.size()));
    if (size < 0)
        return refused({"text-unreadable", tr("The file cannot be read: %1.").arg(file.errorString()), {}});
    text.resize(static_cast<std::size_t>(size));
    return parse(path, std::move(text), formatOf(path), limits);
}

Position Document::position(std::uint32_t offset) const {
    offset = std::min(offset, static_cast<std::uint32_t>(m_text.size()));
    const auto next = std::ranges::upper_bound(m_lines, offset);
    if (next == m_lines.begin())
        return {};
    const std::uint32_t begin = *(next - 1);
    Position position{static_cast<int>(next - m_lines.begin()), 1};
    for (std::uint32_t at = begin; at < offset; ++at)
        position.column += (static_cast<unsigned char>(m_text[at]) & 0xC0) != 0x80 ? 1 : 0;
    return position;
}

std::uint32_t Document::offset(Position position) const {
    const auto line = static_cast<std::size_t>(std::clamp(position.line, 1, static_cast<int>(m_lines.size())) - 1);
    const std::uint32_t begin = m_lines[line];
    const std::string_view text = this->line(begin);
    std::uint32_t at = 0;
    for (int column = 1; column < position.column && at < text.size(); ++column)
        do
            ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return begin + at;
}

std::string_view Document::line(std::uint32_t offset) const {
    offset = std::min(offset, static_cast<std::uint32_t>(m_text.size()));
    const auto next = std::ranges::upper_bound(m_lines, offset);
    const std::uint32_t begin = next == m_lines.begin() ? m_lines.front() : *(next - 1);
    std::string_view line = std::string_view(m_text).substr(begin);
    line = line.substr(0, line.find('\n'));
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

Node Document::at(std::uint32_t offset) const {
    Node found;
    for (const Node root : m_roots)
        if (const Node node = root.at(offset))
            found = node;
    return found;
}

} // namespace config
