#pragma once
#include <string>

namespace odelia {

/// What a key of a config stands for.
struct KeyDoc {
  std::string key, fallback, meaning;  ///< fallback: the default as TOML; "" if there is none
};

}  // namespace odelia
