// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/complete.h"

#include "config/schema/cursor.h"
#include "config/schema/value.h"
#include "config/schema/words.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace config::schema {

namespace {

struct Offer {
    Completion completion;
    bool inside = false; // what is typed stands within the label, not at its beginning
    bool last = false;   // nobody should write it
};

/// Collects what fits what is typed already, and puts it in order.
class Offers {
public:
    explicit Offers(const std::string &prefix) : m_prefix(qstring(prefix).toLower()) {}

    void add(Completion completion, bool last = false) {
        const qsizetype at = qstring(completion.label).toLower().indexOf(m_prefix);
        if (at >= 0 && !completion.label.empty() && m_known.emplace(completion.isKey, completion.label).second)
            m_offers.push_back({std::move(completion), at > 0, last});
    }
    std::vector<Completion> take() {
        std::ranges::stable_sort(m_offers, {}, [](const Offer &each) { // values stay in the order of their schema
            const Completion &offered = each.completion;
            return std::tuple(each.inside, each.last, !offered.required, !offered.isKey, offered.isKey ? std::string_view(offered.label) : std::string_view());
        });
        std::vector<Completion> result;
        for (Offer &each : m_offers)
            result.push_back(std::move(each.completion));
        return result;
    }

private:
    QString m_prefix;
    std::set<std::pair<bool, std::string>> m_known; // whether a key, label
    std::vector<Offer> m_offers;
};

/// The kind that is written most easily, of those that are allowed.
Kind kindOf(Types types) {
    for (const Kind kind : {Kind::String, Kind::Integer, Kind::Number, Kind::Bool, Kind::Sequence, Kind::Map})
        if ((types & bit(kind)) != 0)
            return kind;
    return Kind::Null;
}

QString detailOf(const Voices &voices) {
    QString detail = typeText(typesOf(voices));
    if (const QString bounds = boundsText(voices); !bounds.isEmpty())
        detail += QLatin1String(", ") + bounds;
    const QString constraints = constraintsText(voices);
    return constraints.isEmpty() ? detail : detail + QLatin1String("; ") + constraints;
}

void offerKeys(const Library &library, const Place &place, const Cursor &cursor, Offers &offers) {
    const bool root = cursor.steps.empty();
    for (const Voice &voice : place.voices) {
        const bool ofKubernetes = voice.schema->source && voice.schema->source->dialect == Dialect::Kubernetes;
        for (const Property &property : voice.schema->properties) {
            if ((place.node.isMap() && place.node[property.name] && property.name != cursor.word) || property.schema->never)
                continue;
            const Voices voices = voicesOf(library, *property.schema, {});
            Completion completion{std::string(property.name), detailOf(voices), descriptionOf(voices), false, true, kindOf(typesOf(voices))};
            completion.required = std::ranges::any_of(place.voices, [&](const Voice &each) { return each.sure && std::ranges::contains(each.schema->required, property.name); });
            const bool written = ofKubernetes && (property.name == "managedFields" || (root && property.name == "status")); // by the server
            offers.add(std::move(completion), written || std::ranges::any_of(voices, [](const Voice &each) { return each.schema->deprecated; }));
        }
    }
}

void offerValue(Node value, const QString &detail, Offers &offers) {
    if (value.isScalar() && !value.isNull())
        offers.add({std::string(value.text()), detail, {}, false, false, value.kind()});
}

void offerValues(const Voices &voices, Offers &offers) {
    const Types types = typesOf(voices);
    for (const Voice &voice : voices) {
        for (const Node each : voice.schema->values)
            offerValue(each, {}, offers);
        offerValue(voice.schema->constant, {}, offers);
    }
    if ((types & bit(Kind::Bool)) != 0 && types != anyType)
        for (const char *word : {"true", "false"})
            offers.add({word, {}, {}, false, false, Kind::Bool});
    for (const Voice &voice : voices)
        offerValue(voice.schema->standard, tr("what counts where nothing is written"), offers);
}

/// apiVersion and kind of objects: whatever goes with the other one.
void offerIdentity(const Known &known, Node root, bool kindWanted, Offers &offers) {
    const std::string_view other = root[kindWanted ? "apiVersion" : "kind"].text();
    known.kubernetes.eachKind([&](std::string_view apiVersion, std::string_view kind) {
        if (other.empty() || other == (kindWanted ? apiVersion : kind))
            offers.add({std::string(kindWanted ? kind : apiVersion), kindWanted ? qstring(apiVersion) : qstring(kind), {}, false, false, Kind::String});
    });
}

/// Before it is known what an object is.
void offerBeginning(Node root, const Cursor &cursor, Offers &offers) {
    for (const char *key : {"apiVersion", "kind", "metadata"})
        if (!root[std::string_view(key)] || key == cursor.word)
            offers.add({key, {}, {}, true, true, std::string_view(key) == "metadata" ? Kind::Map : Kind::String});
}

/// Where somebody is writing, and the root that it is in.
struct Spot {
    Cursor cursor;
    std::unique_ptr<Document> whole; // the document without the line that is being written, where that would break it
    Node root;
};

std::optional<Spot> spotAt(const Document &document, std::uint32_t offset) {
    if (document.format() == Format::Yaml)
        if (auto cursor = cursorInYaml(document.text(), offset)) {
            auto whole = Document::parse(document.path(), withoutLine(document.text(), offset), Format::Yaml);
            const Node root = whole->roots().empty() ? Node() : whole->roots().front();
            return Spot{std::move(*cursor), std::move(whole), root};
        }
    auto cursor = cursorAt(document, offset);
    if (!cursor)
        return {};
    const auto roots = document.roots();
    const auto around = std::ranges::find_if(roots, [&](Node each) { return each.range().begin <= offset && offset <= each.range().end; });
    return Spot{std::move(*cursor), nullptr, around != roots.end() ? *around : roots.empty() ? Node() : roots.front()};
}

} // namespace

std::vector<Completion> complete(const Known &known, FileKind kind, const Document &document, std::uint32_t offset) {
    const std::optional<Spot> spot = spotAt(document, offset);
    if (!spot)
        return {};
    const auto &[cursor, whole, root] = *spot;
    Offers offers(cursor.prefix);
    const bool isObject = kind.role == Role::Objects || (kind.role == Role::Patch && !root.isSequence());
    const std::string_view only = cursor.value && cursor.steps.size() == 1 ? std::string_view(cursor.steps[0].key) : std::string_view();
    if (isObject && (only == "apiVersion" || only == "kind")) {
        offerIdentity(known, root, only == "kind", offers);
        return offers.take();
    }
    const Place place = placeOf(known, kind, root, cursor.steps);
    if (isObject && place.voices.empty() && cursor.steps.empty() && !cursor.value)
        offerBeginning(root, cursor, offers);
    if (!cursor.value)
        offerKeys(known.library, place, cursor, offers);
    if (cursor.value || cursor.item)
        offerValues(place.voices, offers);
    return offers.take();
}

} // namespace config::schema
