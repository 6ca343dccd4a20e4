#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// One tensor as a safetensors header describes it;
/// its data are bytes [begin, end) after the header.
struct SafetensorsEntry {
  std::string name;
  at::ScalarType dtype = at::kFloat;
  std::vector<int64_t> shape;
  uint64_t begin = 0, end = 0;
};

/// What a safetensors file says it holds.
struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the order of their data
  std::map<std::string, std::string> metadata;
};

/// Limits no honest file meets; a hostile one must
/// not make the parser spend more than its own size.
inline constexpr uint64_t kMaxSafetensorsHeader = 100'000'000;
inline constexpr size_t kMaxSafetensorsRank = 32;

/// Parses and checks the JSON header of a file that has `data_bytes` bytes of data after it.
/// Throws UnreadableFile naming `path` and the broken rule.
SafetensorsHeader parse_safetensors_header(const std::string& json, uint64_t data_bytes,
                                           const std::string& path);

/// The name of a dtype in the format, e.g. "BF16"; empty if the format has none for it.
std::string safetensors_dtype(at::ScalarType dtype);

}  // namespace odelia
