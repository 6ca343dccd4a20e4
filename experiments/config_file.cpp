#include "experiments/config_file.h"

#include <filesystem>

#include "models/paths.h"

namespace odelia {

std::string config_file(const std::string& given) {
  if (std::filesystem::exists(given)) return given;
  const std::string name = given.ends_with(".toml") ? given : given + ".toml";
  return resource("experiments/configs/" + std::filesystem::path(name).filename().string())
      .string();
}

}  // namespace odelia
