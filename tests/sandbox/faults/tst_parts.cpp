// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What needs no sandbox: undoing a change beside other people's, and the table of the faults in src/sandbox/faults/README.md.
#include "sandbox/faults/fault.h"
#include "sandbox/faults/takeback.h"

#include <QFile>
#include <QSet>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using sandbox::Json;

namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// An object with these owners and a spec.
Json object(const QByteArray &spec, const std::vector<const char *> &owners) {
    Json managed = Json::array();
    for (const char *owner : owners)
        managed.push_back({{"manager", owner}, {"operation", "Update"}, {"fieldsV1", {{"f:spec", Json::object()}}}});
    return {{"metadata", {{"name", "a"}, {"managedFields", managed}}}, {"spec", Json::parse(spec.toStdString())}};
}

QString table() {
    QString lines;
    for (const auto &fault : sandbox::faults()) {
        const auto target = text(placeholder(fault.target));
        const auto usual = text(fault.usual);
        lines += u"| `%1` | %2 | %3 | %4 |\n"_s.arg(text(fault.name), target.isEmpty() ? u"–"_s : usual.isEmpty() ? target : target + u", usually `"_s + usual + u'`',
            text(fault.does), text(fault.shows));
    }
    return lines;
}

} // namespace

class TestFaultParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takenBack_data() {
        QTest::addColumn<QByteArray>("live");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("back");
        QTest::newRow("as it was left") << QByteArray(R"({"a":2})") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":2})") << QByteArray(R"({"a":1})");
        QTest::newRow("added key goes") << QByteArray(R"({"a":1,"b":2})") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":1,"b":2})") << QByteArray(R"({"a":1})");
        QTest::newRow("removed key comes") << QByteArray(R"({})") << QByteArray(R"({"a":1})") << QByteArray(R"({})") << QByteArray(R"({"a":1})");
        QTest::newRow("another's key stays") << QByteArray(R"({"a":2,"c":9})") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":2})")
                                             << QByteArray(R"({"a":1,"c":9})");
        QTest::newRow("repaired by hand") << QByteArray(R"({"a":3})") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":2})") << QByteArray(R"({"a":3})");
        QTest::newRow("inside a list") << QByteArray(R"({"l":[{"i":"bad","r":5}]})") << QByteArray(R"({"l":[{"i":"good","r":1}]})")
                                       << QByteArray(R"({"l":[{"i":"bad","r":1}]})") << QByteArray(R"({"l":[{"i":"good","r":5}]})");
        QTest::newRow("longer list goes") << QByteArray(R"({"l":[1,2]})") << QByteArray(R"({"l":[1]})") << QByteArray(R"({"l":[1,2]})")
                                          << QByteArray(R"({"l":[1]})");
        QTest::newRow("list that others made longer stays") << QByteArray(R"({"l":[1,2,3]})") << QByteArray(R"({"l":[1]})")
                                                            << QByteArray(R"({"l":[1,2]})") << QByteArray(R"({"l":[1,2,3]})");
    }
    void takenBack() {
        QFETCH(QByteArray, live);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, back);
        const Json result = sandbox::takenBack(object(live, {}), object(before, {}), object(after, {}));
        QCOMPARE(QByteArray::fromStdString(result["spec"].dump()), QByteArray::fromStdString(Json::parse(back.toStdString()).dump()));
    }
    void ownersToo() {
        const Json before = object("{}", {"deployer", "scaler"});
        const Json after = object("{}", {"kubectl-edit", "scaler"});
        QCOMPARE(sandbox::takenBack(after, before, after)["metadata"]["managedFields"].dump(), before["metadata"]["managedFields"].dump());
        const Json live = object("{}", {"kubectl-edit", "another", "scaler"}); // who has written since stays an owner
        QCOMPARE(sandbox::takenBack(live, before, after)["metadata"]["managedFields"].dump(),
            object("{}", {"deployer", "scaler", "another"})["metadata"]["managedFields"].dump());
    }
    void everyFaultSaysWhatItIs() {
        QSet<QString> names;
        for (const auto &fault : sandbox::faults()) {
            QVERIFY2(!names.contains(text(fault.name)), fault.name.data());
            names.insert(text(fault.name));
            for (const auto &sentence : {fault.does, fault.shows})
                QVERIFY2(sentence.size() > 20 && sentence.ends_with('.'), fault.name.data());
            QCOMPARE(sandbox::findFault(fault.name), &fault);
        }
    }
    void documented() {
        QFile file(QStringLiteral(AQI_SOURCE_DIR "/src/sandbox/faults/README.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (QString::fromUtf8(file.readAll()).contains(table()))
            return;
        QFile fail(QStringLiteral(AQI_FAIL_DIR "/README.md.fail"));
        QVERIFY(fail.open(QIODevice::WriteOnly));
        fail.write(table().toUtf8());
        QFAIL(qPrintable(u"src/sandbox/faults/README.md does not show the faults as they are. The table it should have stands in "_s + fail.fileName()));
    }
};

QTEST_GUILESS_MAIN(TestFaultParts)
#include "tst_parts.moc"
