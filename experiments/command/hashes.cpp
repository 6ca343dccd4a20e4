#include "experiments/command/hashes.h"

#include <ATen/Version.h>
#include <fmt/format.h>
#include <torch/version.h>

#include "experiments/command/load_settings.h"
#include "models/data/files.h"
#include "models/networks/checkpoints/folder.h"

namespace odelia {

std::string hash_network(const std::string& spec) {
  const std::filesystem::path folder = checkpoint_folder(spec);
  std::string config = read_text((folder / "config.json").string());
  const std::string line = "\n  \"hash\": \"";  // as write_checkpoint writes it
  if (const auto from = config.find(line); from != std::string::npos)
    config.erase(from, config.find('\n', from + 1) - from);
  return hash_text(hash_file(folder / "model.safetensors") + hash_text(config));
}

std::string hash_model(const std::string& spec) {
  return spec.starts_with("mixture:") ? hash_file(spec.substr(8)) : hash_network(spec);
}

std::string hash_statistics(const std::string& model, const Method& method) {
  if (!method.traits.uses_statistics || model.starts_with("mixture:")) return "";
  const auto file = checkpoint_folder(model) / "statistics.npz";
  return std::filesystem::exists(file) ? hash_file(file) : "";
}

std::string hash_tensor(const Tensor& tensor) {
  const Tensor plain = tensor.cpu().contiguous();
  return hash_text(fmt::format("{} [{}] {}", c10::toString(plain.scalar_type()),
                               fmt::join(plain.sizes(), ", "),
                               hash_bytes(plain.data_ptr(), plain.nbytes())));
}

namespace {
/// What ATen's kernels run with, such as "AVX2": ATEN_CPU_CAPABILITY may hold it below the
/// processor's own.
std::string aten_capability() {
  const std::string text = at::show_config(), label = "CPU capability usage: ";
  const size_t at = text.find(label);
  if (at == std::string::npos) return "unknown";
  const size_t begin = at + label.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

/// What instruction_sets.h takes.
const char* own_kernels() {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  if (__builtin_cpu_supports("avx512f")) return "avx512";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "avx2";
#endif
  return "none";
}
}  // namespace

std::string arithmetic() {
  std::string out =
      fmt::format("LibTorch {} {}, kernels {}", TORCH_VERSION, aten_capability(), own_kernels());
  if (const auto blas = openblas_kernels(); !blas.empty()) out += ", OpenBLAS " + blas;
  return out;
}

}  // namespace odelia
