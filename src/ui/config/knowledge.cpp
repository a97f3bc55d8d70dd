// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the workspace knows of a place in a text.
#include "ui/config/openfile.h"
#include "ui/config/workspace.h"

using namespace Qt::StringLiterals;

namespace ui {

const config::Schemas *Workspace::schemas() const { return m_checker.validator() ? &m_checker.validator()->schemas() : nullptr; }

std::vector<config::Completion> Workspace::complete(const OpenFile &file, int position) const {
    return schemas() ? schemas()->complete(kindOf(file), file.parsed(), file.toBytes(position)) : std::vector<config::Completion>();
}

QString Workspace::explain(const OpenFile &file, int position) const {
    const config::Node node = file.parsed().at(file.toBytes(position));
    if (!node || !schemas())
        return {};
    config::Node root = node;
    while (root.parent())
        root = root.parent();
    const auto explanation = schemas()->explain(kindOf(file), root, node);
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
