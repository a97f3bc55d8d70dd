// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "kube/client.h"
#include "kube/kubeconfig.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace cli {

namespace {
QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}
} // namespace

Command::Command(const QString &synopsis, const QString &description, const QStringList &formats) : m_synopsis(synopsis), m_formats(formats) {
    parser.setApplicationDescription(description);
    parser.addOptions({
        {{u"h"_s, u"help"_s}, tr("Explain this command.")},
        {u"kubeconfig"_s, tr("The kubeconfig file; else those of KUBECONFIG, else ~/.kube/config."), u"FILE"_s},
        {u"context"_s, tr("The kubeconfig's context; else its current one."), u"NAME"_s},
        {{u"n"_s, u"namespace"_s}, tr("The namespace; else the context's."), u"NS"_s},
        {u"format"_s, tr("%1 (default) or %2.").arg(formats.first(), formats.mid(1).join(u", "_s)), formats.join(u'|'), formats.first()},
    });
}

Command::~Command() = default;

bool Command::parse(const QStringList &arguments, qsizetype least, qsizetype most) {
    const bool understood = parser.parse(QStringList{u"aqictl"_s} + arguments);
    if (parser.isSet(u"help"_s)) {
        // The parser's own usage line names the program by its path and knows no commands.
        const QString text = parser.helpText();
        printLine(tr("Usage: aqictl %1 [options]").arg(m_synopsis) + text.mid(text.indexOf(u'\n')));
        return false;
    }
    const QString format = parser.value(u"format"_s);
    if (!understood)
        m_exit = wrongUse(parser.errorText());
    else if (!m_formats.contains(format))
        m_exit = wrongUse(tr("--format is %1, not %2").arg(m_formats.join(tr(" or ")), format));
    else if (operands().size() < least || operands().size() > most)
        m_exit = wrongUse(tr("usage: aqictl %1 [options]; --help explains").arg(m_synopsis));
    m_format = format == "json"_L1 ? Format::Json : format == "sarif"_L1 ? Format::Sarif : Format::Text;
    return m_exit == Well;
}

int Command::wrongUse(const QString &message) const {
    complain(message);
    return WrongUse;
}

int Command::failed(const base::Error &error) {
    complain(error);
    return base::exitStatus(error.kind) == Unreachable ? Unreachable : Bad;
}

kube::Client *Command::connect() {
    const auto config = kube::Kubeconfig::load(parser.value(u"kubeconfig"_s));
    auto access = config ? config->access(parser.value(u"context"_s)) : base::Result<kube::ClusterAccess>(std::unexpected(config.error()));
    if (!access) {
        complain(access.error());
        m_exit = base::exitStatus(access.error().kind) == Unreachable ? Unreachable : WrongUse;
        return nullptr;
    }
    if (parser.isSet(u"namespace"_s))
        access->ns = parser.value(u"namespace"_s);
    m_client = std::make_unique<kube::Client>(*access);
    return m_client.get();
}

QString Command::ns() const {
    return m_client->access().ns;
}

} // namespace cli
