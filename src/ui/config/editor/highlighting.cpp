// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/editor/highlighting.h"

#include "ui/widgets/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>
#include <QHash>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString definitionName(config::Format format) {
    switch (format) {
    case config::Format::Yaml: return u"YAML"_s;
    case config::Format::Json: return u"JSON"_s;
    case config::Format::Toml: return u"TOML"_s;
    case config::Format::Dotenv: return u"INI Files"_s;
    case config::Format::Procfile: return u"YAML"_s;
    case config::Format::Dockerfile: return u"Dockerfile"_s;
    case config::Format::Shell: return u"Bash"_s;
    case config::Format::Plain: break;
    }
    return {};
}

/// The themes are made for grounds of their own; on ours, their fainter colours (comments) are too faint.
class Highlighter : public KSyntaxHighlighting::SyntaxHighlighter {
public:
    using SyntaxHighlighter::SyntaxHighlighter;

    void setDark(bool dark) {
        m_theme = dark ? &darkTheme() : &lightTheme();
        m_inks.clear();
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override {
        SyntaxHighlighter::applyFormat(offset, length, format);
        if (length == 0)
            return;
        QTextCharFormat letters = QSyntaxHighlighter::format(offset);
        letters.clearBackground(); // as are theirs: the editor has its own for the line, for matches and for problems
        if (letters.foreground().style() != Qt::NoBrush)
            letters.setForeground(ink(letters.foreground().color()));
        setFormat(offset, length, letters);
    }

private:
    QColor ink(const QColor &color) {
        const auto known = m_inks.constFind(color.rgb());
        return known != m_inks.cend() ? *known : *m_inks.insert(color.rgb(), readable(color, *m_theme));
    }

    const Theme *m_theme = &lightTheme();
    QHash<QRgb, QColor> m_inks;
};

} // namespace

QList<QColor> editorGrounds(const Theme &theme) { return {theme.surface, theme.window, theme.selection, theme.warnGround}; }

QColor readable(const QColor &ink, const Theme &theme) {
    constexpr double least = 4.5;
    constexpr int steps = 20;
    const QList<QColor> grounds = editorGrounds(theme);
    QColor mixed = ink;
    for (int step = 1; step <= steps && std::ranges::any_of(grounds, [&](const QColor &ground) { return contrast(mixed, ground) < least; }); ++step) {
        const auto between = [step](int from, int to) { return from + (to - from) * step / steps; };
        mixed = QColor(between(ink.red(), theme.text.red()), between(ink.green(), theme.text.green()), between(ink.blue(), theme.text.blue()));
    }
    return mixed;
}

Highlighting::Highlighting() : m_repository(std::make_unique<KSyntaxHighlighting::Repository>()) {}

Highlighting::~Highlighting() = default;

KSyntaxHighlighting::SyntaxHighlighter *Highlighting::attach(QTextDocument *document, const QString &path) {
    const QString name = definitionName(config::formatOf(path));
    auto *highlighter = new Highlighter(document);
    highlighter->setDefinition(name.isEmpty() ? m_repository->definitionForFileName(path) : m_repository->definitionForName(name));
    return highlighter;
}

void Highlighting::setDark(KSyntaxHighlighting::SyntaxHighlighter *highlighter, bool dark) {
    const KSyntaxHighlighting::Theme wanted = m_repository->theme(dark ? u"GitHub Dark"_s : u"GitHub Light"_s);
    const auto fallback = dark ? KSyntaxHighlighting::Repository::DarkTheme : KSyntaxHighlighting::Repository::LightTheme;
    static_cast<Highlighter *>(highlighter)->setDark(dark); // attach() makes no others
    highlighter->setTheme(wanted.isValid() ? wanted : m_repository->defaultTheme(fallback));
    highlighter->rehighlight();
}

} // namespace ui
