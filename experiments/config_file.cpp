#include "experiments/config_file.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/paths.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// Names of the configs that come with Odelia.
std::vector<std::string> shipped_configs() {
  std::vector<std::string> names;
  for (const auto& root : resource_roots()) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root / "experiments" / "configs", ignored))
      if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}
}  // namespace

std::string config_file(const std::string& given) {
  std::error_code ignored;
  if (fs::exists(given, ignored) && !fs::is_directory(given, ignored)) return given;
  if (!is_bare_name(given))
    throw std::invalid_argument(fmt::format(
        "config '{}': no such file; check the path, or give the name alone of one that comes with "
        "Odelia: {}",
        given, fmt::join(shipped_configs(), ", ")));
  const std::string name = given.ends_with(".toml") ? given : given + ".toml";
  for (const auto& root : resource_roots())
    if (const fs::path path = root / "experiments" / "configs" / name; fs::exists(path, ignored))
      return path.string();
  throw std::invalid_argument(
      fmt::format("config '{}': no file of that name, and none that comes with Odelia: {}", given,
                  fmt::join(shipped_configs(), ", ")));
}

}  // namespace odelia
