// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultcommand.h"

#include "ownrequest.h"
#include "sandbox/faults/fault.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <cstdio>
#include <expected>

using namespace Qt::StringLiterals;

namespace {

constexpr int exitBad = 1;
constexpr int exitUsage = 2;
constexpr int exitUnreachable = 3;

QString latin(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void print(const QString &text) {
    std::printf("%s\n", qPrintable(text));
}
void print(const QJsonObject &json) {
    print(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

int failed(int status, const QString &message) {
    std::fprintf(stderr, "aqi-sandbox: %s\n", qPrintable(message));
    return status;
}

/// "deployment/api in aqi-predictor"; empty for none.
QString shownTarget(const QJsonObject &fault) {
    const auto target = fault[u"target"].toString();
    const auto ns = fault[u"namespace"].toString();
    return ns.isEmpty() || ns == target ? target : target + u" in "_s + ns;
}

QString shown(const QJsonObject &fault) {
    const auto target = shownTarget(fault);
    return target.isEmpty() ? fault[u"fault"].toString() : fault[u"fault"].toString() + u" of "_s + target;
}

QByteArray pathOf(const QString &name, const FaultRequest &request) {
    QUrlQuery query;
    if (!request.ns.isEmpty())
        query.addQueryItem(u"namespace"_s, request.ns);
    if (const auto target = request.words.value(request.name == "clear"_L1 ? 1 : 0); !target.isEmpty())
        query.addQueryItem(u"target"_s, target);
    const auto path = name.isEmpty() ? QByteArray("/sandbox/faults") : "/sandbox/faults/" + QUrl::toPercentEncoding(name);
    return query.isEmpty() ? path : path + '?' + query.toString(QUrl::FullyEncoded).toUtf8();
}

/// What the sandbox answered, or the exit status that says why there is nothing.
std::expected<QJsonObject, int> asked(const StateDirectory &directory, const QByteArray &method, const QByteArray &path) {
    const auto answer = askSandbox(directory, method, path);
    if (!answer)
        return std::unexpected(failed(exitUnreachable, u"no sandbox answers in %1; start one with `aqi-sandbox up`"_s.arg(directory.path())));
    const auto json = QJsonDocument::fromJson(answer->body).object();
    if (answer->status == 200)
        return json;
    const auto message = json[u"message"].toString(u"the sandbox answered %1"_s.arg(answer->status));
    return std::unexpected(failed(answer->status == 400 ? exitUsage : exitBad, message));
}

QJsonArray activeOf(const QJsonArray &active, const QString &name) {
    QJsonArray result;
    for (const auto &fault : active) {
        if (fault[u"fault"].toString() == name)
            result.append(fault);
    }
    return result;
}

QJsonObject listed(const sandbox::Fault &fault, const QJsonArray &active) {
    const auto name = latin(fault.name);
    return {{u"name"_s, name}, {u"target"_s, latin(placeholder(fault.target))}, {u"usualTarget"_s, latin(fault.usual)}, {u"does"_s, latin(fault.does)},
        {u"shows"_s, latin(fault.shows)}, {u"lasts"_s, fault.place != sandbox::Fault::Place::Moment}, {u"on"_s, activeOf(active, name)}};
}

void printListed(const QJsonObject &fault) {
    const auto target = fault[u"target"].toString();
    const auto usual = fault[u"usualTarget"].toString();
    QString head = fault[u"name"].toString();
    if (!target.isEmpty())
        head += u" ["_s + target + u']' + (usual.isEmpty() ? QString() : u"   (usually "_s + usual + u')');
    print(head);
    print(u"    "_s + fault[u"does"].toString());
    print(u"    You will see: "_s + fault[u"shows"].toString());
    for (const auto &on : fault[u"on"].toArray())
        print(u"    ON "_s + (shownTarget(on.toObject()) + u" since "_s + on[u"since"].toString()).trimmed());
}

int list(const StateDirectory &directory, Format format) {
    const auto answer = askSandbox(directory, "GET", "/sandbox/faults"); // without a sandbox, what it could do is listed all the same
    const auto active = answer ? QJsonDocument::fromJson(answer->body)[u"active"].toArray() : QJsonArray();
    QJsonArray all;
    for (const auto &fault : sandbox::faults())
        all.append(listed(fault, active));
    if (format == Format::Json) {
        print(QJsonObject{{u"faults"_s, all}, {u"running"_s, answer.has_value()}});
        return 0;
    }
    for (const auto &fault : all)
        printListed(fault.toObject());
    return 0;
}

int clear(const StateDirectory &directory, const FaultRequest &request, Format format) {
    const auto name = request.words.value(0);
    if (!name.isEmpty() && !sandbox::findFault(name.toStdString()))
        return failed(exitUsage, u"there is no fault \"%1\"; `aqi-sandbox fault list` names them"_s.arg(name));
    const auto answer = asked(directory, "DELETE", pathOf(name, request));
    if (!answer)
        return answer.error();
    const auto cleared = (*answer)[u"cleared"].toArray();
    if (format == Format::Json)
        print(*answer);
    for (const auto &fault : format == Format::Json ? QJsonArray() : cleared)
        print(u"cleared "_s + shown(fault.toObject()));
    return !name.isEmpty() && cleared.isEmpty() ? failed(exitBad, name + u" is not on"_s) : 0;
}

int inject(const StateDirectory &directory, const FaultRequest &request, Format format) {
    const auto *fault = sandbox::findFault(request.name.toStdString());
    if (!fault)
        return failed(exitUsage, u"there is no fault \"%1\"; `aqi-sandbox fault list` names them"_s.arg(request.name));
    const auto answer = asked(directory, "POST", pathOf(request.name, request));
    if (!answer)
        return answer.error();
    if (format == Format::Json)
        print(*answer);
    else
        print(u"%1: %2"_s.arg(shown(*answer), latin(fault->shows)));
    return 0;
}

} // namespace

int faultCommand(const StateDirectory &directory, const FaultRequest &request, Format format) {
    if (request.words.size() > (request.name == "clear"_L1 ? 2 : request.name == "list"_L1 ? 0 : 1))
        return failed(exitUsage, u"too many words behind fault %1; see aqi-sandbox --help"_s.arg(request.name));
    if (request.name == "list"_L1)
        return list(directory, format);
    if (request.name == "clear"_L1)
        return clear(directory, request, format);
    return inject(directory, request, format);
}
