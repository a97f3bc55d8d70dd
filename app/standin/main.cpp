// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqi-standin: what the images of the AQI Predictor run in the sandbox. It is called by the names of the programs that it stands in for,
// with their own arguments; `aqi-standin NAME ...` does the same. All that it makes is synthetic.
#include "programs.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string_view>

#if defined(__SANITIZE_ADDRESS__)
/// The leak checker traces its own process, which is the first of its namespace here and may not be traced.
extern "C" const char *__asan_default_options() { // NOLINT: the name is the sanitizer's
    return "detect_leaks=0";
}
#endif

namespace {

struct Program {
    std::string_view name;
    int (*run)(const Words &words);
};
constexpr Program programs[] = {
    {"alembic", &alembic},
    {"uvicorn", &uvicorn},
    {"celery", &celery},
    {"streamlit", &streamlit},
    {"nginx", &nginx},
};

} // namespace

std::string option(const Words &words, std::string_view name, std::string_view otherwise) {
    std::string value(otherwise);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == name && i + 1 < words.size())
            value = words[i + 1];
        else if (words[i].size() > name.size() && words[i].starts_with(name) && words[i][name.size()] == '=')
            value = words[i].substr(name.size() + 1);
    }
    return value;
}

std::string variable(const char *name, std::string_view otherwise) {
    const char *value = std::getenv(name);
    return value ? std::string(value) : std::string(otherwise);
}

int main(int argc, char **argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // the log of a container has lines, when they are said
    std::signal(SIGPIPE, SIG_IGN); // a server that went away is an error of the call that met it
    Words words(argv, argv + argc);
    if (!words.empty())
        words[0].erase(0, words[0].rfind('/') + 1);
    if (!words.empty() && words[0] == "aqi-standin")
        words.erase(words.begin());
    const auto program = words.empty() ? std::end(programs) : std::ranges::find(programs, words[0], &Program::name);
    if (program == std::end(programs)) {
        std::fprintf(stderr, "aqi-standin: this stands in for programs of the AQI images in the sandbox, and is called by their names\n");
        return 2;
    }
    words.erase(words.begin());
    return program->run(words);
}
