// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "relay.h"

#include "flow.h"

#include <algorithm>
#include <array>

namespace config {

namespace {

constexpr std::size_t hashSize = 10; // of kustomize's hash of a generated object's content

std::size_t indexOf(Node item) {
    std::size_t index = 0;
    for (const Node one : item.parent()) {
        if (one == item)
            break;
        ++index;
    }
    return index;
}

class Relayer {
public:
    explicit Relayer(const std::function<bool(std::string_view)> &isGenerated) : m_isGenerated(isGenerated) {}

    void lay(Node before, Node now, Node rendered, Node beneath) {
        if (!now || (before && saySame(before, now)))
            putFlow(rendered, m_made.text);
        else if (before && saySame(before, rendered))
            take(now);
        else if (now.isMap() && rendered.isMap())
            layMaps(before, now, rendered, beneath);
        else if (now.isSequence() && rendered.isSequence())
            laySequences(before, now, rendered, beneath);
        else if (before.isString() && m_isGenerated(before.text()) && isHashed(rendered.text(), before.text()))
            take(now); // a reference that kustomize completed
        else
            putFlow(rendered, m_made.text); // laid over
    }
    [[nodiscard]] Relaid finish() { return std::move(m_made); }

private:
    static bool isHashed(std::string_view full, std::string_view name) {
        const std::size_t at = full.find(name);
        return at != std::string_view::npos && full.size() >= at + name.size() + hashSize + 1;
    }

    void take(Node now) {
        putFlow(now, m_made.text);
        m_made.named = m_made.named || says(now);
    }
    /// Whether a value of it is a generated name.
    bool says(Node now) {
        return now.isScalar() ? m_isGenerated(now.text()) : std::any_of(now.begin(), now.end(), [&](Node one) { return says(one); });
    }
    void separate(bool &first) {
        if (!first)
            m_made.text += ", ";
        first = false;
    }
    void beginMember(bool &first, std::string_view key) {
        separate(first);
        putFlow(key, m_made.text);
        m_made.text += ": ";
    }

    void layMaps(Node before, Node now, Node rendered, Node beneath) {
        m_made.text += '{';
        bool first = true;
        for (const Node member : rendered) {
            const std::string_view key = member.key();
            const Node was = before[key];
            const bool gone = was && !now[key] && saySame(was, member);
            if (gone && !beneath[key])
                continue;
            beginMember(first, key);
            gone ? take(beneath[key]) : lay(was, now[key], member, beneath[key]);
        }
        for (const Node member : now) {
            const std::string_view key = member.key();
            if (rendered[key] || before[key] || key.starts_with('$')) // kustomize took it out; or an order to it ("$patch")
                continue;
            beginMember(first, key);
            take(member);
        }
        m_made.text += '}';
    }

    /// Items without names in lists that have grown or shrunk cannot be told apart: the newer text's stand then.
    void laySequences(Node before, Node now, Node rendered, Node beneath) {
        const bool named = now.size() > 0 && !now[0].isScalar();
        if (!named && (before.size() != now.size() || before.size() != rendered.size()))
            return take(now);
        const auto like = [named](Node item, Node sequence) { return named ? itemLike(item, sequence) : sequence[indexOf(item)]; };
        m_made.text += '[';
        bool first = true;
        for (const Node item : now) {
            const Node was = like(item, before);
            const Node is = like(item, rendered);
            if (was && !is)
                continue; // kustomize took it out
            separate(first);
            is ? lay(was, item, is, like(item, beneath)) : take(item);
        }
        for (const Node item : rendered) {
            const Node under = named ? itemLike(item, beneath) : Node();
            const bool gone = named && itemLike(item, before);
            if (!named || itemLike(item, now) || (gone && !under))
                continue;
            separate(first);
            putFlow(gone ? under : item, m_made.text); // as it was below; or kustomize put it in
        }
        m_made.text += ']';
    }

    const std::function<bool(std::string_view)> &m_isGenerated;
    Relaid m_made;
};

} // namespace

Node itemLike(Node item, Node sequence) {
    static constexpr std::array<std::string_view, 9> keys = {"name", "mountPath", "containerPort", "port", "topologyKey", "key", "host", "path", "ip"};
    if (item.isScalar()) {
        for (const Node other : sequence)
            if (other.isScalar() && other.text() == item.text())
                return other;
        return {};
    }
    for (const std::string_view key : keys) {
        if (!item[key].isScalar())
            continue;
        for (const Node other : sequence)
            if (other[key].text() == item[key].text())
                return other;
        if (std::any_of(sequence.begin(), sequence.end(), [&](Node other) { return bool(other[key]); }))
            return {}; // it has such names, and this one is not among them
    }
    return sequence[indexOf(item)];
}

bool saySame(Node a, Node b) {
    if (bool(a) != bool(b) || a.kind() != b.kind() || a.size() != b.size())
        return false;
    if (a.isMap())
        return std::all_of(a.begin(), a.end(), [&](Node member) { return b[member.key()] && saySame(member, b[member.key()]); });
    if (a.isSequence())
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), saySame);
    return a.text() == b.text();
}

Relaid relay(Node before, Node now, Node rendered, Node beneath, const std::function<bool(std::string_view)> &isGenerated) {
    Relayer relayer(isGenerated);
    relayer.lay(before, now, rendered, beneath);
    return relayer.finish();
}

} // namespace config
