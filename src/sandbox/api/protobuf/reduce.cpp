// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// At build time: Kubernetes' own generated.proto files (numbers, names and types of fields) and types.go files (which scalars are
// pointers, so that their zero says something) as one JSON text in a C++ source. usage: reduce OUTPUT FOLDER...
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

namespace {

using Json = nlohmann::json;

const std::set<std::string> scalars = {"string", "bool", "int32", "int64", "uint32", "uint64", "bytes", "double", "float"};

std::string qualified(const std::string &package, const std::string &type) {
    if (scalars.contains(type))
        return type;
    return type.starts_with('.') ? type.substr(1) : package + '.' + type;
}

void readProto(const std::filesystem::path &path, Json &messages, std::string &package) {
    static const std::regex packageLine(R"(^package ([\w.]+);)");
    static const std::regex messageLine(R"(^message (\w+) \{)");
    static const std::regex fieldLine(R"(^  (optional|repeated) ([.\w]+) (\w+) = (\d+)[^;]*;)");
    static const std::regex mapLine(R"(^  map<string, ([.\w]+)> (\w+) = (\d+);)");
    std::ifstream file(path);
    std::string message;
    std::smatch match;
    for (std::string line; std::getline(file, line);) {
        if (std::regex_search(line, match, packageLine))
            package = match[1];
        else if (std::regex_search(line, match, messageLine))
            messages[message = package + '.' + match[1].str()] = Json::object();
        else if (std::regex_search(line, match, fieldLine))
            messages[message][match[4].str()] = {{"name", match[3].str()}, {"type", qualified(package, match[2])},
                {"form", match[1].str() == "repeated" ? "list" : "one"}};
        else if (std::regex_search(line, match, mapLine))
            messages[message][match[3].str()] = {{"name", match[2].str()}, {"type", qualified(package, match[1])}, {"form", "map"}};
    }
}

void markPointers(const std::filesystem::path &path, const std::string &package, Json &messages) {
    static const std::regex structLine(R"(^type (\w+) struct \{)");
    static const std::regex pointerLine(R"re(^\s+\w+\s+\*(?:int32|int64|bool|string)\s+`json:"(\w+))re");
    std::ifstream file(path);
    std::string message;
    std::smatch match;
    for (std::string line; std::getline(file, line);) {
        if (std::regex_search(line, match, structLine))
            message = package + '.' + match[1].str();
        else if (std::regex_search(line, match, pointerLine) && messages.contains(message)) {
            for (auto &field : messages[message]) {
                if (field["name"] == match[1].str())
                    field["pointer"] = true;
            }
        }
    }
}

} // namespace

int main(int argc, char **argv) {
    Json messages = Json::object();
    for (int i = 2; i < argc; ++i) {
        const std::filesystem::path folder(argv[i]);
        std::string package;
        readProto(folder / "generated.proto", messages, package);
        markPointers(folder / "types.go", package, messages);
    }
    if (argc < 3 || messages.empty()) {
        std::fputs("no messages found\n", stderr);
        return 1;
    }
    std::ofstream out(argv[1]);
    out << "#include \"sandbox/api/protobuf/messages.h\"\n\nnamespace sandbox {\n\nconst char *protobufMessages() {\n    return R\"json("
        << messages.dump() << ")json\";\n}\n\n} // namespace sandbox\n";
    return out.good() ? 0 : 1;
}
