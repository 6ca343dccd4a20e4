#include "models/data/hash.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include "models/data/files.h"

namespace odelia {
namespace {

std::string digits(XXH128_hash_t h) { return fmt::format("{:016x}{:016x}", h.high64, h.low64); }

}  // namespace

std::string hash_bytes(const void* data, size_t bytes) { return digits(XXH3_128bits(data, bytes)); }

std::string hash_text(const std::string& bytes) { return hash_bytes(bytes.data(), bytes.size()); }

std::string hash_file(const std::filesystem::path& path) {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  read_pieces(path.string(),
              [&](const void* piece, size_t bytes) { XXH3_128bits_update(&state, piece, bytes); });
  return digits(XXH3_128bits_digest(&state));
}

}  // namespace odelia
