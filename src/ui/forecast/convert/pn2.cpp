// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pn2.h"

#include <QDataStream>

#include <cstdlib>

namespace convert {

namespace {
constexpr quint8 multiGeometry = 4;

class Reader {
public:
    explicit Reader(const QByteArray &bytes)
        : m_stream(bytes) {}

    std::expected<QList<Shape>, QString> read() {
        quint8 version = 0;
        quint8 coloured = 0;
        quint32 count = 0;
        m_stream >> version >> count >> coloured;
        if (version != 2)
            return std::unexpected(QStringLiteral("not a PN2 file of version 2"));
        quint32 before = 0;
        for (quint32 i = 0; i < count && good() && !m_stream.atEnd();
            ++i) { // count includes the members of multi-geometries
            quint8 kind = 0;
            quint32 id = 0;
            m_stream >> kind >> id;
            if (id != before && coloured) {
                quint8 colour = 0;
                m_stream >> colour;
            }
            before = id;
            if (kind == multiGeometry)
                readMany();
            else
                readOne(kind);
        }
        if (!good() || !m_stream.atEnd())
            return std::unexpected(QStringLiteral("broken near shape %1").arg(m_shapes.size()));
        return m_shapes;
    }

private:
    [[nodiscard]] bool good() const { return m_good && m_stream.status() == QDataStream::Ok; }

    void readMany() {
        quint8 count = 0;
        m_stream >> count;
        for (quint8 i = 0; i < count && good(); ++i) {
            quint8 kind = 0;
            quint32 id = 0;
            m_stream >> kind >> id;
            readOne(kind);
        }
    }

    void readOne(quint8 kind) {
        quint32 nodes = 0;
        m_stream >> nodes;
        Shape shape;
        m_good = m_good && kind < multiGeometry;
        shape.kind = static_cast<Shape::Kind>(kind);
        for (quint32 i = 0; i < nodes && good(); ++i) {
            qint16 latitude = 0;
            qint16 longitude = 0;
            qint16 relatives = 0;
            m_stream >> latitude >> longitude >> relatives;
            add(shape, longitude, latitude);
            for (qint16 j = 0; j < relatives && good(); ++j) {
                qint8 up = 0;
                qint8 right = 0;
                m_stream >> up >> right;
                add(shape, longitude + right, latitude + up);
            }
        }
        m_shapes.append(shape);
    }

    void add(Shape &shape, int longitude, int latitude) {
        m_good = m_good && std::abs(longitude) <= 21600 && std::abs(latitude) <= 10800;
        shape.points.append({longitude, latitude});
    }

    QDataStream m_stream;
    QList<Shape> m_shapes;
    bool m_good = true;
};
} // namespace

std::expected<QList<Shape>, QString> readPn2(const QByteArray &bytes) {
    return Reader(bytes).read();
}

} // namespace convert
