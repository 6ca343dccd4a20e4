#include "experiments/command/state_type.h"

#include <vector>

#include <fmt/format.h>

#include "experiments/command/verbs.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// None of what is no such name.
std::optional<at::ScalarType> type_named(const std::string& name) {
  if (name == "float32") return at::kFloat;
  if (name == "float64") return at::kDouble;
  return {};
}

Misuse no_type(const std::string& name, const std::string& who,
               const std::vector<std::string>& known) {
  return Misuse(
      fmt::format("{}: unknown '{}'; {}", who, printable(name), known_names(name, known)));
}

}  // namespace

at::ScalarType state_type(const std::string& name, const std::string& who) {
  if (const auto type = type_named(name)) return *type;
  throw no_type(name, who, {"float32", "float64"});
}

std::optional<at::ScalarType> state_type_unless_auto(const std::string& name,
                                                     const std::string& who) {
  const auto type = type_named(name);
  if (!type && name != "auto") throw no_type(name, who, {"auto", "float32", "float64"});
  return type;
}

}  // namespace odelia
