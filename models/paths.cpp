#include "models/paths.h"

#include <dlfcn.h>

#include <cstdlib>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "build_info.h"
#include "solvers/names.h"

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

std::vector<std::string> resource_names(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& root : resource_roots()) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root / folder, ignored))
      names.insert(entry.path().stem().string());
  }
  return names_in(names);
}

fs::path resource(const std::string& relative) {
  return resource(relative, resource_names(fs::path(relative).parent_path().string()));
}

fs::path resource(const std::string& relative, const std::vector<std::string>& fitting) {
  std::vector<std::string> tried;
  for (const auto& root : resource_roots()) {
    const fs::path path = root / relative;
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path;
    tried.push_back(path.string());
  }
  const std::string name = fs::path(relative).filename().string();
  throw std::invalid_argument(fmt::format(
      "'{}' is neither here nor among what comes with Odelia, in {} (ODELIA_HOME names another "
      "folder to look in); {}",
      name, fmt::join(tried, " or "), known_names(fs::path(name).stem().string(), fitting)));
}

}  // namespace odelia
