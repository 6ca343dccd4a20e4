#pragma once
#include <string>

namespace odelia {

/// The path of a config: as given, or, for a bare name, that of one that comes with Odelia, with or
/// without .toml. Throws std::invalid_argument, saying where it looked, if there is none.
std::string config_file(const std::string& given);

}  // namespace odelia
