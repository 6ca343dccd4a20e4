#include "experiments/command/config_file.h"

#include <filesystem>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

#include "models/paths.h"
#include "solvers/text.h"

namespace odelia {
namespace fs = std::filesystem;

std::string config_file(const std::string& given) {
  std::error_code why;
  const auto status = fs::status(given, why);
  if (fs::exists(status) && !fs::is_directory(status)) return given;
  if (!is_bare_name(given)) {
    const bool unseen = status.type() == fs::file_type::none;  // it may well be there
    throw std::invalid_argument(fmt::format(
        "config '{}': {}; check the path{}, or give the name alone of one that comes with Odelia, "
        "such as quickstart",
        printable(given),
        unseen                     ? why.message()
        : fs::is_directory(status) ? "is a folder"
                                   : "no such file",
        why == std::errc::permission_denied ? " and who may read it" : ""));
  }
  const std::string name = given.ends_with(".toml") ? given : given + ".toml";
  return resource("experiments/configs/" + name).string();
}

}  // namespace odelia
