// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/proxyenvironment.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

QString variable(const QProcessEnvironment &environment, const QString &name) {
    const QString value = environment.value(name);
    return value.isEmpty() ? environment.value(name.toLower()) : value;
}

bool excepted(const QString &host, int port, const QString &exceptions) {
    const QHostAddress address(host);
    for (QString rule : exceptions.split(u',', Qt::SkipEmptyParts)) {
        rule = rule.trimmed().toLower();
        if (rule == "*"_L1)
            return true;
        if (const auto subnet = QHostAddress::parseSubnet(rule); rule.contains(u'/') && subnet.second >= 0) {
            if (!address.isNull() && address.isInSubnet(subnet))
                return true;
            continue;
        }
        if (const qsizetype colon = rule.lastIndexOf(u':'); colon > 0 && rule.count(u':') == 1) {
            if (rule.mid(colon + 1).toInt() != port)
                continue;
            rule.truncate(colon);
        }
        const QString domain = rule.startsWith(u'.') ? rule : u'.' + rule;
        if (host == rule || host.endsWith(domain))
            return true;
    }
    return false;
}

} // namespace

QUrl proxyFromEnvironment(const QUrl &server, const QProcessEnvironment &environment) {
    const QString host = server.host().toLower();
    if (host == "localhost"_L1 || QHostAddress(host).isLoopback())
        return {};
    const bool secure = server.scheme() == "https"_L1;
    QString proxy = variable(environment, secure ? u"HTTPS_PROXY"_s : u"HTTP_PROXY"_s);
    if (proxy.isEmpty() || excepted(host, server.port(secure ? 443 : 80), variable(environment, u"NO_PROXY"_s)))
        return {};
    if (!proxy.contains("://"_L1))
        proxy.prepend("http://"_L1);
    return QUrl(proxy);
}

} // namespace kube
