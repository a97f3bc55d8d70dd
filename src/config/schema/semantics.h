// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an API server demands of one object beyond the types of its fields: that parts of it agree. Codes begin with "invalid-".
#pragma once

#include "config/schema/schema.h"

namespace config::schema {

void judgeSemantics(Node object, std::vector<SchemaProblem> &problems);

// The parts of it, each of which looks at what is there and leaves to the schema what is not.
class Semantics {
public:
    explicit Semantics(std::vector<SchemaProblem> &problems) : m_problems(problems) {}

    void metadata(Node object);
    void needSpec(Node holder, const QString &message);
    void podSpec(Node spec, Node claimTemplates = {});
    void workload(Node object);
    void job(Node spec);
    void cronJob(Node object);
    void service(Node object);
    void ingress(Node object);
    void networkPolicy(Node object);
    void autoscaler(Node object);
    void disruptionBudget(Node object);
    void claim(Node spec);
    void volume(Node object);
    void configMap(Node object);
    void secret(Node object);
    void binding(Node object);
    void definition(Node object);
    void priorityClass(Node object);

private:
    void container(Node container, bool initial);
    void environment(Node container);
    void probe(Node container, std::string_view name);
    void handler(Node holder, const QString &what);
    void resources(Node resources);
    void volumes(Node spec);
    void mounts(Node spec, Node claimTemplates);
    void uniqueNames(Node spec);
    void selector(Node object);
    void strategy(Node spec);
    void servicePorts(Node spec);
    void backend(Node backend);
    void metric(Node metric);

    /// At a value, or, where it is absent, at the map that lacks it.
    void say(const char *code, Node at, QString message, std::string suggestion = {});
    void need(Node map, std::string_view key, const QString &message);

    std::vector<SchemaProblem> &m_problems;
};

} // namespace config::schema
