// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults that are on. Each is an object of the store that no API serves, so that it is kept in one file with what it has changed: a
// restart of the sandbox forgets neither or both.
#pragma once

#include "sandbox/api/writer.h"
#include "sandbox/faults/objectfaults.h"

#include <QObject>

#include <functional>
#include <string>
#include <vector>

namespace sandbox {

struct ActiveFault {
    const Fault *fault = nullptr;
    FaultTarget target;
    std::string since; // RFC 3339
};

class FaultBook : public QObject {
    Q_OBJECT
public:
    FaultBook(ObjectStore &store, const OpenApi &openApi, QObject *parent = nullptr);

    /// Asked before a fault is put on: what says that it can do nothing here (a hollow pod has no process) refuses it.
    using Check = std::function<Outcome<void>(const ActiveFault &)>;
    void setCheck(Check check) { m_check = std::move(check); }

    /// 404 where there is no such fault or target, 409 where it is on already, 422 where it can do nothing here. A moment's fault is told
    /// by happened() and not kept.
    Outcome<ActiveFault> inject(const std::string &name, const std::string &ns, const std::string &target);
    /// Those of a name and a target, where they are given, the newest first; what was cleared.
    std::vector<ActiveFault> clear(const std::string &name = {}, const std::string &target = {});
    /// The oldest first.
    [[nodiscard]] std::vector<ActiveFault> active() const;

Q_SIGNALS:
    void changed();
    void happened(std::string_view name);

private:
    Outcome<Json> make(const std::vector<ObjectChange> &changes);
    Outcome<Json> make(const ObjectChange &change);
    void undo(const Json &record);
    void takeBack(const Json &made);

    ObjectStore &m_store;
    Writer m_writer;
    Check m_check;
};

} // namespace sandbox
