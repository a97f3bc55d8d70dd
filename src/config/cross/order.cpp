// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that "kubectl apply -f FOLDER" takes by their names: what must be there before other objects can be.
#include "config/cross/commands.h"
#include "config/cross/view.h"
#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
QString folderOf(const Object &object) { return object.document->path().section(u'/', 0, -2); }
QString fileOf(const Object &object) { return object.document->path().section(u'/', -1); }

/// Whether an object is applied before another of its folder.
bool isBefore(const Object &a, const Object &b) {
    if (a.document == b.document)
        return a.root.range().begin < b.root.range().begin;
    return folderOf(a) == folderOf(b) && fileOf(a) < fileOf(b);
}

/// A guide or a script that applies the file first, by its own name.
bool isAppliedAlone(const Subjects &subjects, const Object &object) {
    const QString name = fileOf(object);
    return std::ranges::any_of(subjects.kept(commandsOf), [&](const Command &command) {
        return command.is("kubectl") && std::ranges::any_of(command.words, [&](const Argument &word) { return text(word.text).section(u'/', -1) == name; });
    });
}

/// Folders that a kustomization does not put in order.
template <class Function> void eachPlain(const Subjects &subjects, Function &&function) {
    eachView(subjects, [&](const View &view) {
        const bool kustomized = view.isRendered() || view.isWhole() || std::ranges::any_of(subjects.files(Role::Kustomization), [&](const File *file) {
            return view.scope.root.isEmpty() || file->document->path().startsWith(view.scope.root + u'/') || view.scope.root.startsWith(file->document->path().section(u'/', 0, -2));
        });
        if (!kustomized && view.together())
            function(view);
    });
}

void namespaceLate(const Subjects &subjects, Report &report) {
    eachPlain(subjects, [&](const View &view) {
        for (const Object *made : view.ofKind("Namespace")) {
            const auto first = std::ranges::find_if(view.scope.objects, [&](const Object &object) { return object.ns == made->name && object.root["metadata"]["namespace"] && isBefore(object, *made); });
            if (first != view.scope.objects.end() && !isAppliedAlone(subjects, *made))
                report.add(*made, made->root["metadata"]["name"],
                    tr("%1 is in the namespace %2, which is made after it: the first kubectl apply of the folder refuses it.").arg(first->text(), text(made->name)));
        }
    });
}

void definitionLate(const Subjects &subjects, Report &report) {
    eachPlain(subjects, [&](const View &view) {
        for (const Object &made : view.scope.objects) {
            if (made.kind != "CustomResourceDefinition")
                continue;
            const Node names = made.root["spec"]["names"]["kind"];
            const auto first = std::ranges::find_if(view.scope.objects, [&](const Object &object) {
                return object.kind == names.text() && object.group() == made.root["spec"]["group"].text() && isBefore(object, made);
            });
            if (first != view.scope.objects.end() && !isAppliedAlone(subjects, made))
                report.add(made, names, tr("%1 is of a kind that is defined after it: the first kubectl apply of the folder refuses it.").arg(first->text()));
        }
    });
}
} // namespace

std::span<const RuleEntry> orderRules() {
    static constexpr RuleEntry table[] = {
        {"namespace-made-late", namespaceLate},
        {"definition-made-late", definitionLate},
    };
    return table;
}

} // namespace config::cross
