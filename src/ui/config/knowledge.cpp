// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the workspace knows of a place in a text.
#include "ui/config/openfile.h"
#include "ui/config/workspace.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ui {

config::Node Workspace::rootAt(const config::Document &document, std::uint32_t offset) const {
    for (const config::Node root : document.roots()) {
        if (root.at(offset))
            return root;
    }
    return {};
}

std::vector<config::Completion> Workspace::complete(const OpenFile &file, int position) const {
    return schemas() ? schemas()->complete(kindOf(file), file.parsed(), file.toBytes(position)) : std::vector<config::Completion>();
}

QString Workspace::explain(const OpenFile &file, int position) const {
    const std::uint32_t offset = file.toBytes(position);
    const config::Node root = rootAt(file.parsed(), offset);
    if (!root || !schemas())
        return {};
    const auto explanation = schemas()->explain(kindOf(file), root, root.at(offset));
    if (!explanation)
        return {};
    QString html = u"<p><b>%1</b> %2</p>"_s.arg(explanation->title.toHtmlEscaped(), explanation->type.toHtmlEscaped());
    constexpr int characters = 600;
    QString description = explanation->description.left(characters).toHtmlEscaped();
    if (explanation->description.size() > characters)
        description += u'…';
    for (const QString &part : {description, explanation->constraints.toHtmlEscaped()}) {
        if (!part.isEmpty())
            html += u"<p>%1</p>"_s.arg(part);
    }
    return html;
}

std::optional<models::Target> Workspace::target(const OpenFile &file, int position) const {
    return set() ? models::targetAt(*set(), file.parsed(), file.toBytes(position)) : std::nullopt;
}

} // namespace ui
