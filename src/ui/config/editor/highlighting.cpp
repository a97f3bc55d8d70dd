// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/editor/highlighting.h"

#include <KSyntaxHighlighting/Definition>
#include <QTextDocument>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

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

} // namespace

Highlighting::Highlighting() : m_repository(std::make_unique<KSyntaxHighlighting::Repository>()) {}

Highlighting::~Highlighting() = default;

KSyntaxHighlighting::SyntaxHighlighter *Highlighting::attach(QTextDocument *document, const QString &path) {
    const QString name = definitionName(config::formatOf(path));
    auto *highlighter = new KSyntaxHighlighting::SyntaxHighlighter(document);
    highlighter->setDefinition(name.isEmpty() ? m_repository->definitionForFileName(path) : m_repository->definitionForName(name));
    return highlighter;
}

void Highlighting::setDark(KSyntaxHighlighting::SyntaxHighlighter *highlighter, bool dark) {
    const KSyntaxHighlighting::Theme wanted = m_repository->theme(dark ? u"GitHub Dark"_s : u"GitHub Light"_s);
    const auto fallback = dark ? KSyntaxHighlighting::Repository::DarkTheme : KSyntaxHighlighting::Repository::LightTheme;
    highlighter->setTheme(wanted.isValid() ? wanted : m_repository->defaultTheme(fallback));
    highlighter->rehighlight();
}

} // namespace ui
