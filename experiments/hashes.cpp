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

std::string hash_model(const std::string& spec) {
  return spec.starts_with("mixture:") ? hash_file(spec.substr(8)) : hash_network(spec);
}

std::string hash_tensor(const Tensor& tensor) {
  const Tensor plain = tensor.cpu().contiguous();
  const XXH128_hash_t h = XXH3_128bits(plain.data_ptr(), plain.nbytes());
  return hash_text(fmt::format("{} [{}] {:016x}{:016x}", c10::toString(plain.scalar_type()),
                               fmt::join(plain.sizes(), ", "), h.high64, h.low64));
}

}  // namespace odelia
