#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace odelia {

/// A file or folder that comes with Odelia, such as `models/pretrained/NAME` or
/// `experiments/configs/NAME.toml`: the first that exists below one of `resource_roots()`. Throws
/// std::invalid_argument, listing what there is, or `fitting` names, and where it looked, if there
/// is none.
std::filesystem::path resource(const std::string& relative);
std::filesystem::path resource(const std::string& relative,
                               const std::vector<std::string>& fitting);

/// What lies in that folder below any of the roots, in alphabetical order.
std::vector<std::string> resource_names(const std::string& folder);

/// Where resources are looked for: the environment's ODELIA_HOME if
/// set, `../share/odelia` beside the library (an installed folder,
/// wherever it was moved to), and the source tree this was built from.
std::vector<std::filesystem::path> resource_roots();

/// Whether `name` may stand for a resource: what has a `/`, or is a dot folder, is a path and
/// nothing else.
bool is_bare_name(const std::string& name);

}  // namespace odelia
