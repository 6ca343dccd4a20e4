#include "experiments/command/config_file.h"

#include <filesystem>

#include <fmt/format.h>

#include "models/paths.h"

namespace odelia {
namespace fs = std::filesystem;

std::string config_file(const std::string& given) {
  std::error_code ignored;
  if (fs::exists(given, ignored) && !fs::is_directory(given, ignored)) return given;
  if (!is_bare_name(given))
    throw std::invalid_argument(fmt::format(
        "config '{}': no such file; check the path, or give the name alone of one that comes with "
        "Odelia, such as quickstart",
        given));
  const std::string name = given.ends_with(".toml") ? given : given + ".toml";
  return resource("experiments/configs/" + name).string();
}

}  // namespace odelia
