// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/imagetable.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <csignal>
#include <span>
#include <string_view>

namespace sandbox {

namespace {

using Words = std::vector<std::string>;

struct Image {
    std::string_view name; // a final * stands for anything
    Words entryPoint;
    Words arguments; // where the container has none
    Environment environment;
    int user = 0;
    int stopSignal = SIGTERM;
    bool ours = false; // of what such an image holds, only shells and what the stand-in stands for are here
};

const std::string postgresPath = "/usr/lib/postgresql/17/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

Image postgresImage(std::string_view name) {
    return {name, {"/bin/bash", std::string(imageFolder) + "/postgres.sh"}, {"postgres"},
        {{"PATH", postgresPath}, {"PGDATA", "/var/lib/postgresql/data"}, {"LANG", "C.UTF-8"}}, 999, SIGINT};
}

Image systemImage(std::string_view name) {
    return {name, {}, {"sh"}, {}, 0, SIGTERM};
}

const std::string standInFolder = std::string(imageFolder) + "/bin/";
constexpr std::string_view standInPrograms[] = {"alembic", "celery", "nginx", "streamlit", "uvicorn"};

bool standsIn(const std::string &program) {
    return std::ranges::contains(standInPrograms, program);
}

/// arguments: the image's own command.
Image ourImage(std::string_view name, Words arguments) {
    return {name, {}, std::move(arguments), {{"PATH", standInFolder + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}}, 0, SIGTERM, true};
}

std::span<const Image> images() {
    static const std::vector<Image> table{
        postgresImage("timescaledb"),
        postgresImage("timescaledb-ha"),
        postgresImage("postgres"),
        postgresImage("postgis"),
        {"redis", {}, {"redis-server"}, {}, 999, SIGTERM},
        {"prometheus", {"prometheus"},
            {"--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus",
                "--web.console.libraries=/usr/share/prometheus/console_libraries", "--web.console.templates=/usr/share/prometheus/consoles"},
            {}, 65534, SIGTERM},
        {"alertmanager", {"alertmanager"}, {"--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"}, {}, 65534,
            SIGTERM},
        systemImage("busybox"),
        systemImage("alpine"),
        systemImage("debian"),
        systemImage("ubuntu"),
        systemImage("bash"),
        ourImage("aqi-predictor-api", {"uvicorn", "src.api.main:app", "--host", "0.0.0.0", "--port", "8000"}),
        ourImage("aqi-predictor-celery", {"celery", "-A", "src.tasks.celery_app", "worker", "--loglevel=info", "--concurrency=2"}),
        ourImage("aqi-predictor-streamlit", {"streamlit", "run", "app.py", "--server.port=8501"}),
        ourImage("aqi-predictor-frontend", {"nginx", "-g", "daemon off;"}),
        ourImage("aqi-predictor-*", {}),
    };
    return table;
}

bool matches(std::string_view pattern, std::string_view name) {
    return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1)) : name == pattern;
}

/// What programs of images are called here, and the option that says where they listen.
struct Program {
    std::string_view name;
    std::string_view called; // here
    struct Option {
        std::string_view name; // "--web.listen-address"
        int port = 0;          // where the option is not given
    };
    std::vector<Option> options;
};

std::span<const Program> programs() {
    static const std::vector<Program> table{
        {"prometheus", "prometheus", {{"--web.listen-address", 9090}}},
        {"alertmanager", "prometheus-alertmanager", {{"--web.listen-address", 9093}, {"--cluster.listen-address", 9094}}},
    };
    return table;
}

Words wordsAt(const Json &container, const char *key, const Environment &environment) {
    Words words;
    for (const auto &word : itemsAt(container, key)) {
        if (word.is_string())
            words.push_back(expanded(word.get<std::string>(), environment));
    }
    return words;
}

std::string baseName(const std::string &program) {
    return program.substr(program.rfind('/') + 1);
}

void setOption(Words &command, const Program::Option &option, const std::string &podIp) {
    const std::string start = std::string(option.name) + "=";
    const auto given = std::ranges::find_if(command, [&start](const std::string &word) { return word.starts_with(start); });
    if (given == command.end()) {
        command.push_back(start + podIp + ":" + std::to_string(option.port));
    } else if (given->size() > start.size()) { // empty means: nowhere
        const auto colon = given->rfind(':');
        *given = start + podIp + (colon == std::string::npos ? "" : given->substr(colon));
    }
}

} // namespace

std::string imageName(const std::string &image) {
    std::string name = image.substr(0, image.find('@'));
    name = name.substr(name.rfind('/') + 1);
    return name.substr(0, name.find(':'));
}

std::vector<std::string> listeningOn(std::vector<std::string> command, const std::string &podIp) {
    if (command.empty())
        return command;
    const std::string name = baseName(command.front());
    const auto program = std::ranges::find(programs(), name, &Program::name);
    if (program != programs().end()) {
        command.front() = program->called;
        for (const auto &option : program->options)
            setOption(command, option, podIp);
    }
    if (name == "redis-server") // what comes last counts; its image has no protected mode either
        command.insert(command.end(), {"--bind", podIp, "--protected-mode", "no"});
    if (name == "uvicorn")
        command.insert(command.end(), {"--host", podIp});
    if (name == "streamlit")
        command.push_back("--server.address=" + podIp);
    if (name == "nginx")
        command.push_back("--listen=" + podIp);
    const bool throughScript = command.size() > 2 && command[1].starts_with(imageFolder);
    if (name == "postgres" || (throughScript && baseName(command[2]) == "postgres"))
        command.insert(command.end(), {"-c", "listen_addresses=" + podIp});
    return command;
}

std::optional<Launch> launchOf(const Json &container, const Environment &environment, const std::string &podIp, StandIn standIn) {
    const std::string name = imageName(textAt(container, "image"));
    const auto image = std::ranges::find_if(images(), [&name](const Image &i) { return matches(i.name, name); });
    if (image == images().end())
        return std::nullopt;
    Words command = wordsAt(container, "command", environment);
    const bool ownCommand = !command.empty();
    if (!ownCommand)
        command = image->entryPoint;
    Words arguments = wordsAt(container, "args", environment);
    if (arguments.empty() && !ownCommand)
        arguments = image->arguments;
    command.insert(command.end(), arguments.begin(), arguments.end());
    if (command.empty())
        return std::nullopt;
    const std::string program = baseName(command.front());
    const bool ours = image->ours && standIn == StandIn::Present;
    if (ours && standsIn(program))
        command.front() = standInFolder + program;
    else if (image->ours && program != "sh" && program != "bash")
        return std::nullopt;
    return Launch{listeningOn(std::move(command), podIp), image->environment, image->user, image->stopSignal, ours};
}

std::vector<std::string> standInNames() {
    return {std::begin(standInPrograms), std::end(standInPrograms)};
}

} // namespace sandbox
