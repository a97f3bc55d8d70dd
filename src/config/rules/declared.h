// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A rule that is written as data: what it looks at, a path, a condition and a message.
//
//   check:
//     for: container            # what is looked at, one at a time (the "thing"):
//                               #   object                   an object of Kubernetes
//                               #   pod                      the pod spec that a workload makes
//                               #   container                of a pod, all of them; app-container (with sidecars), init-container
//                               #   compose-service          of a Compose file; compose-file
//                               #   workflow, job, step      of GitHub Actions
//                               #   instruction              of a Dockerfile: {instruction, value, stage}
//                               #   variable                 of a dotenv file
//                               #   file                     the root of any file that is not made of Kubernetes objects
//     kinds: [Deployment]       # object, pod, container: only of these objects. A kind of Kubernetes itself, or "Certificate.cert-manager.io"
//     roles: [alert-rules]      # file: only of these roles (names of config::Role)
//     files: "*/values.yaml"    # only in files of such a path, * and ? as in a shell
//     path: ports[*].hostPort   # from the thing to the value that is judged (steps.h); without it the thing itself
//     when: CONDITION           # of the thing; the rest only counts where it holds (condition.h)
//     wrong: CONDITION          # of the value: a finding where it holds ...
//     must: CONDITION           # ... and where this one does not
//     message: "{container} asks for port {value} of the node."
//     at: key                   # where the finding stands: value (default), key, or thing
//     fix: {set: false}         # or {remove: true}, or {rename: newKey}; of the judged value. `title` says what the button reads
//
// In a message: {name} {kind} {object} of the object, {container}, {thing} (the key or name of the thing), {path}, {key} and {value} of the
// value, {file}, and {=PATH} for any other value from the thing.
#pragma once

#include "config/rules/condition.h"
#include "config/rules/report.h"

namespace config {

class Subjects;
struct ObjectSubject;

class Declared {
public:
    /// Error: the first thing that is wrong in it; `where` is "path:line".
    [[nodiscard]] static base::Result<Declared> read(const Document &document, Node check);
    void run(const Subjects &subjects, Report &report) const;

private:
    friend class DeclaredReader;
    enum class For : std::uint8_t { Object, Pod, Container, AppContainer, InitContainer, File };
    enum class At : std::uint8_t { Value, Key, Thing };
    enum class Change : std::uint8_t { None, Set, Remove, Rename };
    struct Here {
        const ObjectSubject *subject = nullptr; // null: in a file
        const config::File *file = nullptr;
        Sight sight;
        QString container;
    };

    [[nodiscard]] bool looksAt(const ObjectSubject &subject) const;
    [[nodiscard]] bool looksInto(const QString &path) const;
    void runObjects(const Subjects &subjects, Report &report) const;
    void runContainers(const Subjects &subjects, Report &report) const;
    void runFiles(const Subjects &subjects, Report &report) const;
    void judge(const Here &here, Report &report) const;
    void found(const Here &here, const Spot &spot, Report &report) const;
    [[nodiscard]] QString messageOf(const Here &here, const Spot &spot) const;
    [[nodiscard]] QString placeholder(QStringView name, const Here &here, const Spot &spot) const;
    [[nodiscard]] std::optional<Fix> fixOf(const Here &here, const Spot &spot) const;
    [[nodiscard]] base::Result<Edit> editOf(const Document &document, Node node, const Spot &spot) const;

    For m_for = For::Object;
    std::vector<Role> m_roles;                                // of File
    Steps m_each;                                             // of File: from a root to the things
    std::vector<std::pair<std::string, std::string>> m_kinds; // kind and group; group "" is Kubernetes itself
    QRegularExpression m_files;
    Steps m_path;
    std::optional<Condition> m_when, m_wrong, m_must;
    QString m_message;
    At m_at = At::Value;
    Change m_change = Change::None;
    Value m_set;
    std::string m_rename;
    QString m_fixTitle;
};

} // namespace config
