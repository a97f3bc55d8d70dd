// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/tilesource.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("ui::TileSource", text); }

bool isOneLine(const QString &text) {
    return !text.isEmpty() && std::ranges::none_of(text, [](QChar letter) { return letter.category() == QChar::Other_Control; });
}

bool isLoopback(const QString &host) { return host == "localhost"_L1 || QHostAddress(host).isLoopback(); }

} // namespace

base::Result<TileSource> checkedTiles(const TileSource &written) {
    TileSource source{written.address.trimmed(), written.attribution.trimmed(), written.userAgent.trimmed()};
    QString plain = source.address;
    for (const QChar part : {u'z', u'x', u'y'}) {
        source.address.replace(u"{%1}"_s.arg(part), u"%"_s + part);
        if (source.address.count(u"%"_s + part) != 1)
            return base::fail(base::ErrorKind::Invalid, tr("The address needs %z, %x and %y once each, for zoom, column and row"), u"address"_s);
    }
    plain = source.address;
    for (const QChar part : {u'z', u'x', u'y'})
        plain.replace(u"%"_s + part, u"0"_s);
    const QUrl url(plain, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return base::fail(base::ErrorKind::Invalid, tr("This is not an address of a server without a password in it"), u"address"_s);
    if (url.scheme() != "https"_L1 && !(url.scheme() == "http"_L1 && isLoopback(url.host())))
        return base::fail(base::ErrorKind::Invalid, tr("The address must begin with https://, for others could read where you look"), u"address"_s);
    if (!isOneLine(source.attribution))
        return base::fail(base::ErrorKind::Invalid, tr("The licence of a map asks for its attribution, on the map"), u"attribution"_s);
    if (!isOneLine(source.userAgent))
        return base::fail(base::ErrorKind::Invalid, tr("A tile server wants to know who asks: a name and an address for mail"), u"userAgent"_s);
    return source;
}

QJsonObject toJson(const TileSource &source) {
    return {{u"address"_s, source.address}, {u"attribution"_s, source.attribution}, {u"userAgent"_s, source.userAgent}};
}

std::optional<TileSource> tilesFrom(const QJsonObject &object) {
    const auto checked = checkedTiles({object[u"address"].toString(), object[u"attribution"].toString(), object[u"userAgent"].toString()});
    return checked ? std::optional(*checked) : std::nullopt;
}

} // namespace ui
