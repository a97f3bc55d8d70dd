// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The online ground of the map: what is taken for an address, and that Qt Location asks the named server for tiles, as it was told to, and nobody without one.
#include "ui/forecast/map/maplayer.h"
#include "ui/forecast/map/mapview.h"
#include "ui/forecast/map/tiledialog.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QColor ground(0x336699);

/// Answers every request with one tile, and keeps what it was asked.
class TileServer : public QTcpServer {
public:
    TileServer() {
        QImage tile(256, 256, QImage::Format_RGB32);
        tile.fill(ground);
        QBuffer buffer(&m_tile);
        tile.save(&buffer, "PNG");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(*socket); });
        });
        m_listens = listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QString address() const { return u"http://127.0.0.1:%1/{z}/{x}/{y}.png"_s.arg(serverPort()); }
    [[nodiscard]] bool listens() const { return m_listens; }
    QByteArrayList asked; // heads

private:
    void answer(QTcpSocket &socket) {
        QByteArray &head = m_heads[&socket];
        head += socket.readAll();
        for (qsizetype end = head.indexOf("\r\n\r\n"); end >= 0; end = head.indexOf("\r\n\r\n")) {
            asked.append(head.first(end));
            head.remove(0, end + 4);
            socket.write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: " + QByteArray::number(m_tile.size()) + "\r\n\r\n" + m_tile);
        }
    }
    QByteArray m_tile;
    QHash<QTcpSocket *, QByteArray> m_heads;
    bool m_listens = false;
};

} // namespace

class TestForecastTiles : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light);
    }

    void addresses_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("taken"); // empty: refused
        QTest::newRow("as Qt writes it") << u" https://tiles.example.org/%z/%x/%y.png "_s << u"https://tiles.example.org/%z/%x/%y.png"_s;
        QTest::newRow("as others write it") << u"https://tiles.example.org/a/{z}/{x}/{y}.png?k=1"_s << u"https://tiles.example.org/a/%z/%x/%y.png?k=1"_s;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080/%z/%x/%y.png"_s << u"http://127.0.0.1:8080/%z/%x/%y.png"_s;
        QTest::newRow("in the clear") << u"http://tiles.example.org/%z/%x/%y.png"_s << QString();
        QTest::newRow("a file") << u"file:///tiles/%z/%x/%y.png"_s << QString();
        QTest::newRow("no row") << u"https://tiles.example.org/%z/%x.png"_s << QString();
        QTest::newRow("a column twice") << u"https://tiles.example.org/%z/%x/%x/%y.png"_s << QString();
        QTest::newRow("a password") << u"https://me:secret@tiles.example.org/%z/%x/%y.png"_s << QString();
        QTest::newRow("no host") << u"https:///%z/%x/%y.png"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void addresses() {
        QFETCH(QString, address);
        QFETCH(QString, taken);
        const auto checked = ui::checkedTiles({address, u"© somebody"_s, u"An operation, mail@example.org"_s});
        QCOMPARE(checked ? checked->address : QString(), taken);
        QCOMPARE(ui::tilesFrom(ui::toJson({address, u"© somebody"_s, u"x"_s})).has_value(), checked.has_value());
        QVERIFY(!ui::checkedTiles({address, QString(), u"x"_s}));
        QVERIFY(!ui::checkedTiles({address, u"© somebody"_s, u"x\r\nCookie: a"_s}));
    }

    void theNamedServerIsAsked() {
        TileServer server;
        QVERIFY(server.listens());
        ui::MapView view;
        view.resize(600, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTest::qWait(100);
        QVERIFY(server.asked.isEmpty());
        QCOMPARE(view.layer()->attribution(), QString());
        const auto source = ui::checkedTiles({server.address(), u"© the tests"_s, u"tests of the console"_s});
        QVERIFY(source.has_value());
        view.setTiles(*source);
        QVERIFY2(view.problem().isEmpty(), qPrintable(view.problem()));
        QCOMPARE(view.layer()->attribution(), u"© the tests"_s);
        const auto middle = [&] { return view.grabFramebuffer().pixelColor(300, 200); };
        QTRY_COMPARE(middle(), ground); // below the stations
        QVERIFY(!server.asked.isEmpty());
        static const QRegularExpression request(u"^GET /\\d+/\\d+/\\d+\\.png HTTP"_s);
        for (const QByteArray &head : std::as_const(server.asked)) {
            QVERIFY2(QString::fromLatin1(head).contains(request), head.constData());
            QVERIFY2(head.contains("tests of the console"), head.constData());
        }
        view.setTiles({}); // and back
        QCOMPARE(view.layer()->attribution(), QString());
        QVERIFY(middle() != ground);
    }

    void theDialogSaysWhatIsMissing() {
        ui::TileDialog dialog({});
        QSignalSpy chosen(&dialog, &ui::TileDialog::chosen);
        dialog.show();
        const auto press = [&](const QString &text) {
            for (auto *button : dialog.findChildren<QPushButton *>())
                if (button->text() == text)
                    button->click();
        };
        press(u"Use this server"_s);
        QCOMPARE(chosen.size(), 0);
        QVERIFY(dialog.isVisible());
        const auto labels = dialog.findChildren<ui::SecondaryLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const auto *label) { return label->text().contains(u"needs %z"_s); }));
        const auto fields = dialog.findChildren<QLineEdit *>();
        fields[0]->setText(u"https://tiles.example.org/{z}/{x}/{y}.png"_s);
        fields[1]->setText(u"© somebody"_s);
        fields[2]->setText(u"us"_s);
        if (const QString folder = qEnvironmentVariable("AQI_PICTURES"); !folder.isEmpty())
            QVERIFY(dialog.grab().save(folder + u"/tile-dialog.png"_s));
        press(u"Use this server"_s);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(!dialog.isVisible());
    }
};

QTEST_MAIN(TestForecastTiles)
#include "tst_forecasttiles.moc"
