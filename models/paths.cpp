#include "models/paths.h"

#include <dlfcn.h>

#include <cstdlib>
#include <stdexcept>

#include <fmt/format.h>

#include "build_info.h"

namespace odelia {
namespace fs = std::filesystem;

bool is_bare_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
}

std::vector<fs::path> resource_roots() {
  std::vector<fs::path> roots;
  if (const char* home = std::getenv("ODELIA_HOME"); home && *home) roots.emplace_back(home);
  // The library's own place, not the program's: a program that uses libodelia may lie anywhere.
  Dl_info self{};
  if (dladdr(reinterpret_cast<const void*>(&resource_roots), &self) && self.dli_fname) {
    std::error_code ignored;
    const fs::path library = fs::canonical(self.dli_fname, ignored);
    if (!ignored) roots.push_back(library.parent_path().parent_path() / "share" / "odelia");
  }
  roots.emplace_back(build_info::source_dir);
  return roots;
}

fs::path resource(const std::string& relative) {
  std::vector<std::string> tried;
  for (const auto& root : resource_roots()) {
    const fs::path path = root / relative;
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path;
    tried.push_back(path.string());
  }
  throw std::invalid_argument(
      fmt::format("resource '{}': found none of {}; set ODELIA_HOME to the folder that holds it",
                  relative, fmt::join(tried, ", ")));
}

}  // namespace odelia
