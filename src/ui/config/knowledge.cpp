// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the workspace knows of a place in a text.
#include "ui/config/openfile.h"
#include "ui/config/workspace.h"

using namespace Qt::StringLiterals;

namespace ui {

/// Those that judge: the connected server's or the program's, and the definitions of the folder.
std::shared_ptr<const config::Schemas> Workspace::schemas() const {
    if (!m_checker.validator() || !set())
        return nullptr;
    config::Settings settings;
    settings.schemas = m_checker.schemas();
    return m_checker.validator()->schemasFor(*set(), settings);
}

std::vector<config::Completion> Workspace::complete(const OpenFile &file, int position) const {
    const auto known = schemas();
    return known ? known->complete(kindOf(file), file.parsed(), file.toBytes(position)) : std::vector<config::Completion>();
}

QString Workspace::explain(const OpenFile &file, int position) const {
    const config::Node node = file.parsed().at(file.toBytes(position));
    const auto known = schemas();
    if (!node || !known)
        return {};
    config::Node root = node;
    while (root.parent())
        root = root.parent();
    const auto explanation = known->explain(kindOf(file), root, node);
    if (!explanation)
        return {};
    constexpr int characters = 600;
    const QString description = explanation->description.size() > characters ? explanation->description.left(characters).trimmed() + u'…' : explanation->description;
    QString html = u"<p><b>%1</b><br>%2</p>"_s.arg(explanation->title.toHtmlEscaped(), explanation->type.toHtmlEscaped());
    for (const QString &part : {explanation->constraints, description}) {
        if (!part.isEmpty())
            html += u"<p>%1</p>"_s.arg(part.toHtmlEscaped());
    }
    return html;
}

std::optional<models::Target> Workspace::target(const OpenFile &file, int position) const {
    return set() ? models::targetAt(*set(), file.parsed(), file.toBytes(position)) : std::nullopt;
}

} // namespace ui
