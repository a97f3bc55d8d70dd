#include "config/schema/complete.h"
namespace config::schema { std::optional<Explanation> explain(const Known &, FileKind, Node, Node) { return {}; } }
