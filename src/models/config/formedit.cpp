// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a field may hold, and how it is written.
#include "models/config/formfields.h"

#include "models/config/words.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

bool fits(const QString &text, QStringView pattern) {
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

bool hasVariable(const QString &text) { return text.contains("${"_L1) || text.startsWith(u'$'); }

QString complaintOfNumber(const FieldRow &row, const QString &text) {
    bool good = false;
    const qint64 number = text.toLongLong(&good);
    if (!good)
        return configTr("A whole number is needed, not “%1”.").arg(text);
    if (number < row.least)
        return configTr("At least %1.").arg(row.least);
    return row.most > 0 && number > row.most ? configTr("At most %1.").arg(row.most) : QString();
}

QString complaintOfCron(const QString &text) {
    if (fits(text, u"@(yearly|annually|monthly|weekly|daily|midnight|hourly)"))
        return {};
    const QStringList fields = text.simplified().split(u' ');
    if (fields.size() != 5)
        return configTr("Five fields are needed (minute, hour, day, month, weekday); there are %1.").arg(text.isEmpty() ? 0 : fields.size());
    constexpr std::array<int, 5> least{0, 0, 1, 1, 0};
    constexpr std::array<int, 5> most{59, 23, 31, 12, 7};
    for (qsizetype i = 0; i < 5; ++i) {
        if (!fits(fields.at(i), u"[0-9A-Za-z*/,?-]+"))
            return configTr("“%1” is not a cron field.").arg(fields.at(i));
        static const QRegularExpression number(u"(?<!/)\\b\\d+"_s);
        for (const auto &match : number.globalMatch(fields.at(i))) {
            const int value = match.captured().toInt();
            if (value < least[static_cast<std::size_t>(i)] || value > most[static_cast<std::size_t>(i)])
                return configTr("%1 is not between %2 and %3.").arg(value).arg(least[static_cast<std::size_t>(i)]).arg(most[static_cast<std::size_t>(i)]);
        }
    }
    return {};
}

/// The members of a path that is not there, outermost first: "resources.requests.cpu" below its nearest parent that is.
struct Missing {
    config::Node parent;
    QStringList keys;
};

Missing missingOf(config::Node root, const std::string &path) {
    std::string above = path;
    Missing missing;
    while (!above.empty()) {
        const std::size_t dot = above.find_last_of('.');
        missing.keys.prepend(QString::fromStdString(dot == std::string::npos ? above : above.substr(dot + 1)));
        above = dot == std::string::npos ? std::string() : above.substr(0, dot);
        missing.parent = above.empty() ? root : root.find(above);
        if (missing.parent)
            break;
    }
    return missing;
}

std::string quotedFor(config::Format format, const FormField &field, const QString &text) {
    if (field.kind == config::Kind::Integer)
        return text.toStdString();
    QString escaped = text;
    escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return (format == config::Format::Json || !fits(text, u"[A-Za-z][A-Za-z0-9._/:-]*") ? u'"' + escaped + u'"' : text).toStdString();
}

/// "requests:\n  cpu: 250m" for the keys below the first.
std::string nested(config::Format format, const QStringList &keys, const std::string &value) {
    if (format == config::Format::Json) {
        std::string text = value;
        for (qsizetype i = keys.size() - 1; i > 0; --i)
            text = "{\"" + keys.at(i).toStdString() + "\": " + text + '}';
        return text;
    }
    std::string text;
    for (qsizetype i = 1; i < keys.size(); ++i) {
        text += std::string(static_cast<std::size_t>(2 * (i - 1)), ' ') + keys.at(i).toStdString() + ':';
        text += i + 1 < keys.size() ? "\n" : " " + value;
    }
    return text;
}

} // namespace

QString complaintOf(const FormField &field, const QString &text) {
    if (text.contains(u'\n'))
        return configTr("One line; longer values are edited as text.");
    if (hasVariable(text))
        return {}; // filled in later; the check knows whether by whom
    switch (field.row->type) {
    case FieldType::Integer:
    case FieldType::Port: return complaintOfNumber(*field.row, text);
    case FieldType::Quantity:
        return fits(text, u"[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?") ? QString() : configTr("A quantity is needed, such as 250m, 512Mi or 2Gi.");
    case FieldType::Duration:
        return fits(text, u"([0-9]+(ms|s|m|h|d|w|y))+|[0-9]+(\\.[0-9]+)?s") ? QString() : configTr("A time with its unit is needed, such as 30s or 5m.");
    case FieldType::Image:
        return fits(text, u"[a-z0-9]([a-zA-Z0-9._/:-]*[a-zA-Z0-9])?(@sha256:[0-9a-f]{64})?") ? QString() : configTr("An image is needed: repository, then : and a tag or @ and a digest.");
    case FieldType::Host:
        return text.size() <= 253 && fits(text, u"(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
            ? QString()
            : configTr("A DNS name in lower case is needed, such as aqi.example.org.");
    case FieldType::Cron: return complaintOfCron(text);
    case FieldType::Command: return text.trimmed().isEmpty() ? configTr("A command is needed.") : QString();
    case FieldType::Text: break;
    }
    return {};
}

base::Result<config::Edit> editOf(const config::Document &document, const FormField &field, const QString &text) {
    if (field.root >= document.roots().size())
        return base::fail(base::ErrorKind::NotFound, configTr("the document has changed; the form is built again"));
    const config::Node root = document.roots()[field.root];
    const config::Kind kind = hasVariable(text) && field.kind != config::Kind::String ? config::Kind::String : field.kind;
    if (const config::Node value = root.find(field.path))
        return config::replaceValue(document, value, {value.isNull() ? config::Kind::String : kind, text.toStdString()});
    const Missing missing = missingOf(root, field.path);
    if (!missing.parent)
        return base::fail(base::ErrorKind::NotFound, configTr("there is nothing at %1 any more").arg(QString::fromStdString(field.path)));
    if (missing.keys.size() == 1)
        return config::insertMember(document, missing.parent, missing.keys.first().toStdString(), {kind, text.toStdString()});
    return config::insertMember(document, missing.parent, missing.keys.first().toStdString(),
        {config::Kind::Map, nested(document.format(), missing.keys, quotedFor(document.format(), field, text))});
}

} // namespace models
