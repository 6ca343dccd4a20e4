#pragma once
#include <cstdint>
#include <string>

namespace odelia {

constexpr int64_t kUNetFrequencies = 32;  ///< of lambda: as many sines and cosines of it

/// The name of a level's block, such as decoder1.0; part: encoder or decoder.
inline std::string at_level(const char* part, size_t level, int64_t block) {
  return part + std::to_string(level) + "." + std::to_string(block);
}

}  // namespace odelia
