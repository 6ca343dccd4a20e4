#include "experiments/command/settings.h"

#include <cmath>
#include <stdexcept>

#include "experiments/command/toml_text.h"
#include "experiments/command/toml_value.h"
#include "models/data/files.h"
#include "solvers/names.h"

namespace odelia {

void Settings::read_file(const std::string& path) const {
  toml::table table;
  try {
    table = parse_toml(read_text(path), fmt::format("config '{}'", path));
  } catch (const toml::parse_error& e) {
    throw std::invalid_argument(
        fmt::format("config '{}', line {}: {}", path, e.source().begin.line, e.description()));
  }
  for (const auto& [key, node] : table) {
    const auto found = settings_.find(std::string(key.str()));
    if (found == settings_.end())
      throw std::invalid_argument(
          fmt::format("config '{}': key '{}' is unknown; {}", path, key.str(),
                      known_names(std::string(key.str()), names_in(settings_))));
    const Setting& setting = found->second;
    std::visit(
        [&, &node = node](auto* value) {
          using T = std::remove_pointer_t<decltype(value)>;
          const auto given = toml_value<T>(node);
          bool usable = given.has_value();
          if constexpr (std::is_floating_point_v<T>) usable = usable && std::isfinite(*given);
          if (!usable)
            throw std::invalid_argument(fmt::format("config '{}': key '{}' needs {}", path,
                                                    found->first,
                                                    std::is_floating_point_v<T> ? "a finite number"
                                                    : std::is_same_v<T, bool>   ? "true or false"
                                                    : std::is_integral_v<T>     ? "a whole number"
                                                                                : "a text"));
          if (!setting.option.given()) *value = *given;
        },
        setting.value);
  }
}

}  // namespace odelia
