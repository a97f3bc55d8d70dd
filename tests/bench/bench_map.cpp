// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long a frame of the map takes while it is panned, in software: the bare map, then 5,000 stations over it, then a surface of 256 x 256 as well; at two
// sizes, over all of the country (cities) and near (stations). The scenes alternate, so that whatever else the machine does weighs on all.
// Then how long the page takes to open on answers that were kept: until its list and its map stand there.
#include "ui/forecast/forecastpage.h"
#include "ui/forecast/map/maplayer.h"
#include "ui/forecast/map/mapview.h"
#include "ui/widgets/theme.h"

#include "sandbox/services/aqiservices.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListView>
#include <QPainter>
#include <QQuickItem>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;

namespace {

constexpr int frames = 120;

models::AirMap stations(int count) {
    std::mt19937 random(20261126);
    std::uniform_real_distribution<double> part(0, 1);
    models::AirMap map;
    for (int i = 0; i < count; ++i) {
        models::MapPlace place;
        place.id = u"S%1"_s.arg(i);
        place.name = u"Station %1"_s.arg(i);
        place.latitude = 10 + 20 * part(random);
        place.longitude = 72 + 15 * part(random);
        place.unit = models::toUnit(place.latitude, place.longitude);
        place.index = static_cast<int>(20 + 400 * part(random));
        place.category = *place.index / 100;
        place.text = QString::number(*place.index);
        map.stations.append(place);
        if (i % 25 == 0) {
            place.id = u"city:%1"_s.arg(i);
            map.cities.append(place);
        }
    }
    return map;
}

/// 256 x 256 categories over the country.
ui::MapSurface surface() {
    ui::MapSurface made;
    made.unit = QRectF(models::toUnit(36, 68), models::toUnit(8, 98));
    made.image = QImage(256, 256, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < 256; ++y)
        for (int x = 0; x < 256; ++x)
            made.image.setPixelColor(x, y, QColor::fromHsv((x / 16 + y / 16) * 11 % 120, 255, 255));
    return made;
}

struct Scene {
    const char *name;
    bool stations;
    bool surface;
    std::vector<double> times = {};
};

void pan(ui::MapView &view, Scene &scene) {
    ui::MapLayer *layer = view.layer();
    for (int i = 0; i < frames; ++i) {
        const QPointF middle = layer->projection().center + QPointF(i % 40 < 20 ? 7 : -7, i % 20 < 10 ? 3 : -3) / layer->projection().world();
        const QPointF degrees = models::toDegrees(middle);
        QElapsedTimer timer;
        timer.start();
        Q_EMIT layer->moveRequested(QGeoCoordinate(degrees.y(), degrees.x()), layer->zoomLevel());
        (void)view.grabFramebuffer(); // lays out, paints and reads the frame
        scene.times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
}

void framesOf(const QSize &size, double zoom, const char *goal) {
    const models::AirMap many = stations(5000);
    const forecast::Standard standard = forecast::standards().first();
    ui::MapView view;
    view.resize(size);
    view.show();
    (void)QTest::qWaitForWindowExposed(&view);
    std::vector<Scene> scenes = {{"bare map", false, false}, {"5,000 stations", true, false}, {"5,000 stations and a surface", true, true}};
    for (int round = 0; round < 3; ++round)
        for (Scene &scene : scenes) {
            view.setMap(scene.stations ? many : models::AirMap(), standard);
            Q_EMIT view.layer()->moveRequested(QGeoCoordinate(21, 79), zoom);
            view.layer()->sharpen();
            view.layer()->setSurface(scene.surface ? surface() : ui::MapSurface());
            (void)view.grabFramebuffer();
            pan(view, scene);
        }
    for (Scene &scene : scenes) {
        std::ranges::sort(scene.times);
        const double median = scene.times[scene.times.size() / 2];
        std::printf("%4d x %4d, zoom %4.1f, %-30s median %6.1f   95 %% %6.1f ms   %5.0f frames/s%s\n", size.width(), size.height(), zoom, scene.name, median,
            scene.times[scene.times.size() * 95 / 100], 1000 / median, goal);
    }
}

/// The stand-in API in process, as the page's tests have it.
class InProcess : public base::HttpService {
public:
    QFuture<base::Result<base::HttpReply>> get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds) override {
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        const auto reply = m_services.handle({"api", "GET", path.toStdString(), query.toString(QUrl::FullyEncoded).toStdString(), {}, {}, now});
        return QtFuture::makeReadyValueFuture(
            base::Result<base::HttpReply>(base::HttpReply{reply.status, QByteArray::fromStdString(reply.contentType), QByteArray::fromStdString(reply.body)}));
    }
    QString source() const override { return u"stand-in"_s; }

private:
    sandbox::AqiServices m_services{std::chrono::sys_seconds()};
};

void opening() {
    QTemporaryDir folder;
    const auto memory = std::make_shared<forecast::ReplyMemory>(folder.filePath(u"answers.sqlite"_s));
    ui::PageContext nowhere; // no cluster: all there is was kept
    nowhere.environment.name = u"one"_s;
    forecast::ForecastClient before(std::make_unique<forecast::RememberingService>(std::make_unique<InProcess>(), memory, u"one\n"_s));
    for (const auto &done : {QFuture<void>(before.stations()), QFuture<void>(before.cities())})
        (void)QTest::qWaitFor([&] { return done.isFinished(); });
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        QElapsedTimer timer;
        timer.start();
        ui::ForecastPage page;
        page.resize(1280, 720);
        page.setMemory(memory);
        page.setContext(nowhere);
        page.show();
        auto *list = page.findChild<QListView *>(u"places"_s);
        if (!QTest::qWaitFor([&] { return list->model()->rowCount() > 0; }, 10'000))
            return void(std::printf("the page did not open on what was kept\n"));
        (void)page.grab();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("page opened on kept answers (120 stations), painted             min %6.0f   median %6.0f ms   (goal 300)\n", times.front(), times[times.size() / 2]);
}

} // namespace

int main(int argc, char **argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const ui::ThemeController theme(*qApp, ui::ThemeChoice::Light);
    for (const double zoom : {4.5, 8.7}) {
        framesOf({1280, 720}, zoom, "   (goal 60)");
        framesOf({1900, 1060}, zoom, "   (goal 30)");
    }
    opening();
    return 0;
}
