// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/comparison.h"

#include "models/config/serverfields.h"
#include "models/config/words.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

bool isBelow(const QString &path, const QString &folder) { return path.startsWith(folder + u'/'); }

QString absolute(const QString &path) { return QDir::cleanPath(QDir().absoluteFilePath(path)); }

class Collector {
public:
    explicit Collector(int objects, int rendered) {
        m_made.objects = objects;
        m_made.rendered = rendered;
    }

    void add(const QString &title, const QJsonObject &ours, const QJsonObject &theirs) {
        const TextPair pair = objectTexts(ours, theirs);
        append(m_made.texts.ours, title, pair.ours);
        if (theirs.isEmpty())
            m_made.missing << title;
        else
            append(m_made.texts.theirs, title, pair.theirs);
    }
    void skip(const QString &title, const QString &why) { m_made.unknown << u"%1: %2"_s.arg(title, why); }
    [[nodiscard]] const Comparison &made() const { return m_made; }

private:
    static void append(QString &text, const QString &title, const QString &object) {
        if (!text.isEmpty())
            text += "---\n"_L1;
        text += u"# %1\n"_s.arg(title) + object;
    }

    Comparison m_made;
};

Collector collectorFor(const QList<FileObject> &objects) {
    return Collector(static_cast<int>(objects.size()), static_cast<int>(std::ranges::count(objects, true, &FileObject::rendered)));
}

/// Whether an autoscaler that is deployed with it owns its number of replicas: a file that names none then leaves it to that.
bool isAutoscaled(const config::Object &object, const config::File &file, const config::Scope *home) {
    const auto aims = [&](const config::Object &each) {
        const config::Node target = each.root["spec"]["scaleTargetRef"];
        return each.kind == "HorizontalPodAutoscaler" && target["kind"].text() == object.kind && target["name"].text() == object.name;
    };
    return std::ranges::any_of(file.objects, aims) || (home && std::ranges::any_of(home->objects, aims));
}

bool leavesReplicas(const QJsonObject &ours) { return !ours.value(u"spec"_s).toObject().contains(u"replicas"_s); }

QJsonObject withoutReplicas(QJsonObject live) {
    QJsonObject spec = live.value(u"spec"_s).toObject();
    spec.remove(u"replicas"_s);
    live.insert(u"spec"_s, spec);
    return live;
}

} // namespace

bool holdsObjects(const config::File &file) {
    return !file.objects.empty() && (file.kind.role == config::Role::Objects || file.kind.role == config::Role::Patch);
}

const config::Scope *environmentScope(const config::Set &set, const QString &environmentFolder) {
    const QString wanted = absolute(environmentFolder);
    const auto found = std::ranges::find_if(set.scopes(), [&](const config::Scope &scope) { return !environmentFolder.isEmpty() && absolute(scope.root) == wanted; });
    return found == set.scopes().end() ? nullptr : &*found;
}

const config::Scope *homeOf(const config::Set &set, const config::File &file, const QString &environmentFolder) {
    const QString path = absolute(file.document->path());
    const config::Scope *home = nullptr;
    for (const config::Scope &scope : set.scopes()) {
        if (scope.rendered && isBelow(path, absolute(scope.root)) && (!home || scope.root.size() > home->root.size()))
            home = &scope;
    }
    return home ? home : environmentScope(set, environmentFolder);
}

const config::Object *findIn(const config::Scope &scope, const config::Object &object) {
    const config::Object *best = nullptr;
    for (const config::Object &each : scope.objects) {
        if (each.kind != object.kind || each.name != object.name || each.group() != object.group())
            continue;
        if (!best || (each.ns == object.ns && best->ns != object.ns))
            best = &each;
    }
    return best;
}

QList<const config::Scope *> scopesFor(const config::Set &set, const config::File &file) {
    QList<const config::Scope *> scopes;
    if (!holdsObjects(file))
        return scopes;
    for (const config::Scope &scope : set.scopes()) {
        const bool holds = std::ranges::any_of(file.objects, [&](const config::Object &object) {
            const config::Object *found = findIn(scope, object);
            return found && found->document != object.document;
        });
        if (holds)
            scopes << &scope;
    }
    return scopes;
}

QList<FileObject> objectsIn(const config::File &file, const config::Scope *scope) {
    QList<FileObject> objects;
    for (const config::Object &object : file.objects) {
        const config::Object *rendered = scope ? findIn(*scope, object) : nullptr;
        if (rendered && rendered->document != object.document)
            objects.append({*rendered, true});
        else if (file.kind.role != config::Role::Patch)
            objects.append({object, false});
    }
    return objects;
}

Comparison compareWithScope(const config::File &file, const config::Scope *home, const config::Scope &other) {
    const QList<FileObject> objects = objectsIn(file, home == &other ? nullptr : home);
    Collector collector = collectorFor(objects);
    for (const FileObject &each : objects) {
        const config::Object *theirs = findIn(other, each.object);
        collector.add(each.object.text(), jsonOf(each.object), theirs ? jsonOf(*theirs) : QJsonObject());
    }
    return collector.made();
}

Comparison compareWithLive(const config::File &file, const config::Scope *home, const LiveAnswer &answer) {
    const QList<FileObject> objects = objectsIn(file, home);
    Collector collector = collectorFor(objects);
    for (const FileObject &each : objects) {
        const QString title = each.object.text();
        const base::Result<QJsonObject> *live = answer(each.object);
        const QJsonObject ours = jsonOf(each.object);
        if (!live)
            collector.skip(title, configTr("it was not asked for"));
        else if (*live)
            collector.add(title, ours, withoutServerFields(leavesReplicas(ours) && isAutoscaled(each.object, file, home) ? withoutReplicas(**live) : **live, ours));
        else if (live->error().kind == base::ErrorKind::NotFound)
            collector.add(title, ours, {});
        else
            collector.skip(title, live->error().message);
    }
    return collector.made();
}

} // namespace models
