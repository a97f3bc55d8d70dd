// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Location's map, what moves it, and the one layer that is painted over it. Without tiles there is no network.
import QtLocation
import QtPositioning
import QtQuick

import AqiConsole.Forecast

FocusScope {
    id: root

    function zoomAround(point: point, steps: real): void {
        const held = map.toCoordinate(point, false);
        map.zoomLevel = Math.max(map.minimumZoomLevel, Math.min(map.maximumZoomLevel, map.zoomLevel + steps));
        map.alignCoordinateToPoint(held, point);
    }
    function zoomMiddle(steps: real): void {
        zoomAround(Qt.point(width / 2, height / 2), steps);
    }

    focus: true

    Component {
        id: offline

        Plugin {
            name: "itemsoverlay"
        }
    }
    Component {
        id: online

        // Qt's own list of providers is not asked for, neighbouring tiles are not fetched ahead, and each server has a cache of its own.
        Plugin {
            name: "osm"

            PluginParameter { name: "osm.useragent"; value: mapTiles.userAgent }
            PluginParameter { name: "osm.mapping.providersrepository.disabled"; value: true }
            PluginParameter { name: "osm.mapping.custom.host"; value: mapTiles.address }
            PluginParameter { name: "osm.mapping.custom.mapcopyright"; value: mapTiles.attribution }
            PluginParameter { name: "osm.mapping.custom.datacopyright"; value: mapTiles.attribution }
            PluginParameter { name: "osm.mapping.prefetching_style"; value: "NoPrefetching" }
            PluginParameter { name: "osm.mapping.cache.directory"; value: mapTiles.cache }
        }
    }

    Keys.onPressed: event => {
        const step = event.modifiers & Qt.ShiftModifier ? 240 : 80;
        if (event.key === Qt.Key_Left)
            map.pan(-step, 0);
        else if (event.key === Qt.Key_Right)
            map.pan(step, 0);
        else if (event.key === Qt.Key_Up)
            map.pan(0, -step);
        else if (event.key === Qt.Key_Down)
            map.pan(0, step);
        else if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            root.zoomMiddle(0.5);
        else if (event.key === Qt.Key_Minus)
            root.zoomMiddle(-0.5);
        else
            return;
        event.accepted = true;
    }

    Map {
        id: map

        anchors.fill: parent
        copyrightsVisible: false
        maximumZoomLevel: 12.5
        minimumZoomLevel: 3
        center: QtPositioning.coordinate(22.5, 80)
        zoomLevel: 4.5
        plugin: (mapTiles ? online : offline).createObject(root)
        onSupportedMapTypesChanged: {
            if (mapTiles && supportedMapTypes.length > 0)
                activeMapType = supportedMapTypes[supportedMapTypes.length - 1]; // the custom host is always the last
        }

        PinchHandler {
            id: pinch

            property geoCoordinate held

            target: null
            onActiveChanged: if (active)
                held = map.toCoordinate(centroid.position, false)
            onScaleChanged: delta => {
                map.zoomLevel += Math.log2(delta);
                map.alignCoordinateToPoint(held, centroid.position);
            }
        }
        WheelHandler {
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            onWheel: event => root.zoomAround(Qt.point(event.x, event.y), event.angleDelta.y / 240)
        }
        DragHandler {
            target: null
            onTranslationChanged: delta => map.pan(-delta.x, -delta.y)
        }
        TapHandler {
            onTapped: event => {
                root.forceActiveFocus();
                layer.tap(event.position);
            }
            onDoubleTapped: event => root.zoomAround(event.position, 1)
        }
        HoverHandler {
            onPointChanged: layer.hover(point.position)
            onHoveredChanged: if (!hovered)
                layer.hover(Qt.point(-1000, -1000))
        }
    }
    MapLayer {
        id: layer

        anchors.fill: parent
        attribution: mapTiles ? mapTiles.attribution : ""
        center: map.center
        objectName: "layer"
        zoomLevel: map.zoomLevel
        onMoveRequested: (center, zoom) => {
            map.zoomLevel = zoom;
            map.center = center;
        }
    }
}
