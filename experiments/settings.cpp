#include "experiments/settings.h"

#include <stdexcept>
#include <vector>

#include <fmt/ranges.h>

#include "experiments/toml_value.h"
#include "models/data/files.h"

namespace odelia {

void Settings::read_file(const std::string& path) const {
  toml::table table;
  try {
    table = toml::parse(read_text(path), path);
  } catch (const toml::parse_error& e) {
    throw std::invalid_argument(
        fmt::format("config '{}', line {}: {}", path, e.source().begin.line, e.description()));
  }
  for (const auto& [key, node] : table) {
    const auto found = settings_.find(std::string(key.str()));
    if (found == settings_.end()) {
      std::vector<std::string> known;
      for (const auto& [name, setting] : settings_) known.push_back(name);
      throw std::invalid_argument(fmt::format("config '{}': key '{}' is unknown; known: {}", path,
                                              key.str(), fmt::join(known, ", ")));
    }
    const Setting& setting = found->second;
    std::visit(
        [&, &node = node](auto* value) {
          using T = std::remove_pointer_t<decltype(value)>;
          const auto given = toml_value<T>(node);
          if (!given)
            throw std::invalid_argument(
                fmt::format("config: key '{}' needs {}", found->first,
                            std::is_arithmetic_v<T> ? "a number" : "a text"));
          if (!setting.option.given()) *value = *given;
        },
        setting.value);
  }
}

}  // namespace odelia
