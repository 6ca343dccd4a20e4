#include "experiments/hashes.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include "models/data/files.h"
#include "models/networks/network_model.h"

namespace odelia {

std::string hash_text(const std::string& bytes) {
  const XXH128_hash_t h = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", h.high64, h.low64);
}

std::string hash_file(const std::filesystem::path& path) {
  return hash_text(read_text(path.string(), 1ull << 32));
}

std::string hash_network(const std::string& spec) {
  const std::filesystem::path folder = checkpoint_folder(spec);
  return hash_text(hash_file(folder / "model.safetensors") + hash_file(folder / "config.json"));
}

}  // namespace odelia
