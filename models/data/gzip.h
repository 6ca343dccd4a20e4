#pragma once
#include <cstdint>
#include <string>

namespace odelia {

/// What a .gz file holds, at most `bytes` + 1 bytes of it: enough to see that it is too long.
/// Throws as InputFile, and UnreadableFile on damage.
std::string gunzipped(const std::string& path, uint64_t bytes);

}  // namespace odelia
