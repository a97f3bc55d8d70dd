// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Build tool: reduces Kubernetes' OpenAPI document to the definitions that the kinds served reach, with client-go's
// newer types laid over them.
//   schema_reduce SWAGGER INTERNAL_GO OUTPUT
#include "sandbox/schema/reduce/applytypes.h"
#include "sandbox/schema/reduce/swagger.h"

#include <fstream>
#include <iostream>

int main(int argc, char **argv) try {
    if (argc != 4) {
        std::cerr << "usage: schema_reduce SWAGGER INTERNAL_GO OUTPUT\n";
        return 2;
    }
    std::ifstream swagger(argv[1]);
    std::ifstream goSource(argv[2]);
    auto definitions = sandbox::swaggerDefinitions(swagger);
    sandbox::layOver(definitions, sandbox::applyDefinitions(goSource));
    std::ofstream out(argv[3]);
    out << nlohmann::json{{"definitions", sandbox::reachableDefinitions(definitions)}}.dump();
    return out.flush() ? 0 : 1;
} catch (const std::exception &error) {
    std::cerr << "schema_reduce: " << error.what() << '\n';
    return 1;
}
