// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/yamlreader.h"

#include "deploy/yamlscalar.h"
#include "deploy/words.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringDecoder>

#include <sstream>
#include <vector>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

// Thrown inside this file only: yaml-cpp's event interface has no other way to stop.
struct Refusal {
    int line;
    QString message;
};

struct Node {
    QJsonValue value;
    qint64 nodes = 1;
    int aliases = 0;
};

struct Frame {
    bool map = false;
    QJsonObject object;
    QJsonArray array;
    QList<QJsonObject> merges; // of "<<"
    QString key;
    bool hasKey = false;
    bool mergeKey = false;
    YAML::anchor_t anchor = YAML::NullAnchor;
    qint64 nodes = 1;
    int aliases = 0;
    int line = 0;
};

constexpr auto tagPrefix = "tag:yaml.org,2002:"_L1;

class Builder : public YAML::EventHandler {
public:
    explicit Builder(const YamlLimits &limits) : m_limits(limits) {}

    QList<YamlDocument> documents;

    void OnDocumentStart(const YAML::Mark &mark) override {
        m_anchors.clear();
        m_stack.clear();
        m_document = {QJsonValue::Undefined, mark.line + 1, {}};
    }

    void OnDocumentEnd() override {
        if (!m_document.root.isUndefined() && !m_document.root.isNull())
            documents.append(m_document);
    }

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override {
        add(mark, {QJsonValue(QJsonValue::Null)}, anchor, std::nullopt);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override {
        const auto found = m_anchors.constFind(anchor);
        if (found == m_anchors.constEnd())
            throw Refusal{mark.line + 1, tr("an alias stands inside the value it stands for")};
        Node node = *found;
        node.aliases += 1;
        m_aliases += node.aliases;
        if (m_aliases > m_limits.aliases)
            throw Refusal{mark.line + 1, tr("more than %1 alias expansions").arg(m_limits.aliases)};
        add(mark, node, YAML::NullAnchor, node.value.isString() ? std::optional(node.value.toString()) : std::nullopt);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override {
        const QString text = QString::fromStdString(value);
        const bool plain = tag == "?" || tag.empty();
        if (wantsKey()) {
            const auto key = plain ? plainKey(text) : std::optional(text);
            m_pendingMerge = plain && text == "<<"_L1;
            add(mark, {QJsonValue(text)}, anchor, key);
            return;
        }
        add(mark, {plain ? resolved(mark, text) : tagged(mark, QString::fromStdString(tag), text)}, anchor, std::nullopt);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        open(mark, anchor, false);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        if (m_stack.size() == 2 && m_stack[0].map && m_stack[0].key == "items"_L1 && !m_stack[1].map)
            m_document.itemLines.append(mark.line + 1);
        open(mark, anchor, true);
    }
    void OnMapEnd() override { close(); }

private:
    bool wantsKey() const { return !m_stack.empty() && m_stack.back().map && !m_stack.back().hasKey; }

    static QJsonValue resolved(const YAML::Mark &mark, const QString &text) {
        const auto value = plainScalar(text);
        if (!value)
            throw Refusal{mark.line + 1, tr("%1 has no form in JSON, which Kubernetes speaks").arg(text)};
        return *value;
    }

    static QJsonValue tagged(const YAML::Mark &mark, const QString &tag, const QString &text) {
        if (tag == tagPrefix + "binary"_L1) {
            const auto bytes = QByteArray::fromBase64Encoding(text.simplified().remove(u' ').toLatin1());
            if (!bytes)
                throw Refusal{mark.line + 1, tr("the value tagged !!binary is not base64")};
            return QString::fromUtf8(*bytes);
        }
        for (const QLatin1StringView type : {"int"_L1, "float"_L1, "bool"_L1, "null"_L1}) {
            if (tag != tagPrefix + type)
                continue;
            const QJsonValue value = resolved(mark, text);
            const bool fits = type == "bool"_L1 ? value.isBool() : type == "null"_L1 ? value.isNull() : value.isDouble();
            if (!fits)
                throw Refusal{mark.line + 1, tr("the value is tagged !!%1 but is none").arg(type)};
            return value;
        }
        return text;
    }

    void open(const YAML::Mark &mark, YAML::anchor_t anchor, bool map) {
        if (wantsKey())
            throw Refusal{mark.line + 1, tr("a key has to be text, not a list or a map")};
        if (static_cast<int>(m_stack.size()) >= m_limits.depth)
            throw Refusal{mark.line + 1, tr("nested deeper than %1 levels").arg(m_limits.depth)};
        if (m_stack.empty())
            m_document.line = mark.line + 1;
        Frame frame;
        frame.map = map;
        frame.anchor = anchor;
        frame.line = mark.line + 1;
        m_stack.push_back(std::move(frame));
    }

    void close() {
        Frame frame = std::move(m_stack.back());
        m_stack.pop_back();
        for (const QJsonObject &merge : std::as_const(frame.merges))
            for (auto it = merge.begin(); it != merge.end(); ++it)
                if (!frame.object.contains(it.key()))
                    frame.object.insert(it.key(), it.value());
        YAML::Mark mark;
        mark.line = frame.line - 1;
        Node node{frame.map ? QJsonValue(frame.object) : QJsonValue(frame.array), frame.nodes, frame.aliases};
        add(mark, node, frame.anchor, std::nullopt);
    }

    void add(const YAML::Mark &mark, const Node &node, YAML::anchor_t anchor, const std::optional<QString> &key) {
        if (anchor != YAML::NullAnchor)
            m_anchors.insert(anchor, node);
        if (m_stack.empty()) {
            m_document.root = node.value;
            return;
        }
        Frame &frame = m_stack.back();
        frame.nodes += node.nodes;
        frame.aliases += node.aliases;
        if (frame.nodes > m_limits.nodes)
            throw Refusal{mark.line + 1, tr("more than %1 values").arg(m_limits.nodes)};
        if (!frame.map)
            frame.array.append(node.value);
        else if (!frame.hasKey)
            takeKey(mark, frame, key);
        else
            takeValue(mark, frame, node.value);
    }

    void takeKey(const YAML::Mark &mark, Frame &frame, const std::optional<QString> &key) {
        if (!key)
            throw Refusal{mark.line + 1, tr("a key is missing or null")};
        frame.mergeKey = m_pendingMerge;
        m_pendingMerge = false;
        if (!frame.mergeKey && frame.object.contains(*key))
            throw Refusal{mark.line + 1, tr("the key %1 stands twice in one map").arg(*key)};
        if (frame.object.size() >= m_limits.keys)
            throw Refusal{mark.line + 1, tr("more than %1 keys in one map").arg(m_limits.keys)};
        frame.key = *key;
        frame.hasKey = true;
    }

    static void takeValue(const YAML::Mark &mark, Frame &frame, const QJsonValue &value) {
        frame.hasKey = false;
        if (!frame.mergeKey) {
            frame.object.insert(frame.key, value);
            return;
        }
        frame.mergeKey = false;
        const QJsonArray several = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue &one : several) {
            if (!one.isObject())
                throw Refusal{mark.line + 1, tr("<< can only merge maps")};
            frame.merges.append(one.toObject());
        }
    }

    const YamlLimits m_limits;
    std::vector<Frame> m_stack;
    QHash<YAML::anchor_t, Node> m_anchors;
    YamlDocument m_document;
    int m_aliases = 0;
    bool m_pendingMerge = false;
};

QString at(const QString &file, int line) {
    return line > 0 ? u"%1:%2"_s.arg(file).arg(line) : file;
}

base::Status checkText(const QByteArray &yaml, const QString &file, const YamlLimits &limits) {
    if (yaml.size() > limits.bytes)
        return base::fail(base::ErrorKind::Invalid, tr("is larger than %1 MB").arg(limits.bytes / (1024 * 1024)), file);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(yaml);
    if (yaml.contains('\0') || decoder.hasError())
        return base::fail(base::ErrorKind::Invalid, tr("is not UTF-8 text"), file);
    return {};
}

} // namespace

base::Result<QList<YamlDocument>> readYaml(const QByteArray &yaml, const QString &file, const YamlLimits &limits) {
    if (const auto checked = checkText(yaml, file, limits); !checked)
        return std::unexpected(checked.error());
    Builder builder(limits);
    try {
        std::istringstream stream(yaml.toStdString());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) { }
    } catch (const Refusal &refusal) {
        return base::fail(base::ErrorKind::Invalid, refusal.message, at(file, refusal.line));
    } catch (const YAML::Exception &exception) {
        return base::fail(base::ErrorKind::Invalid, tr("is not valid YAML: %1").arg(QString::fromStdString(exception.msg)),
            at(file, exception.mark.line + 1));
    }
    return builder.documents;
}

} // namespace deploy
