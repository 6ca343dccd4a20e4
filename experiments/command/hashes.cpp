#include "experiments/command/hashes.h"

#include <ATen/Version.h>
#include <fmt/format.h>
#include <torch/version.h>

#include "experiments/command/load_settings.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/outside.h"
#include "models/device.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/foreign/torchscript.h"
#include "models/networks/open_model.h"
#include "models/processes/base.h"
#include "solvers/grid_registry.h"
#include "solvers/number_in.h"
#include "solvers/own_method.h"

namespace odelia {

std::string hash_network(const std::string& spec, const std::string& kind) {
  return hash_checkpoint(checkpoint_folder(spec, kind));
}

std::string hash_model(const std::string& spec, const ForeignChoice& foreign) {
  if (const auto model = model_at_hand(spec)) {
    if (model->identity.empty())
      throw std::logic_error(fmt::format("model '{}': nobody said what it is", spec));
    return hash_text(model->identity);
  }
  if (spec.starts_with("torchscript:")) return torchscript_identity(spec.substr(12), foreign);
  if (is_foreign_folder(spec)) return foreign_folder_identity(spec, foreign);
  return spec.starts_with("mixture:") ? hash_file(spec.substr(8)) : hash_network(spec, "score");
}

std::string hash_statistics(const std::string& model, const Method& method) {
  if (!method.traits.uses_statistics || model.empty() || is_exact_model(model) ||
      model_at_hand(model) || is_foreign(model))
    return "";
  const auto file = checkpoint_folder(model, "score") / "statistics.npz";
  return std::filesystem::exists(file) ? hash_file(file) : "";
}

namespace {

/// Both, of which each may be empty.
std::string joined(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + " " + b;
}

/// Of the file that one of these is registered in, where that is not Odelia's library.
template <class Entries>
std::string outside(const Entries& all, const std::string& name) {
  const auto entry = all.find(name);
  return entry == all.end() ? "" : outside_hash(entry->second.make.target_type());
}

std::string hash_files(const Spec& spec) {
  std::string out;
  for (const auto& file : files_of(spec)) out = joined(out, hash_file(file));
  return out;
}

}  // namespace

std::vector<std::string> files_of(const Spec& spec) {
  std::vector<std::string> out;
  std::error_code none;  // what cannot be looked for names no file
  for (const auto& [key, value] : spec.options.values())
    if (!value.empty() && (key == "file" || (!number_in<double>(value) &&
                                             std::filesystem::is_regular_file(value, none))))
      out.push_back(value);
  return out;
}

std::string hash_solver(const std::string& text) {
  const Spec spec = parse_spec(text, "solver", true);
  const std::string files = hash_files(spec);
  if (!spec.inner.empty()) {
    const auto wrapper = wrappers().find(spec.name);
    return joined(
        files,
        joined(wrapper == wrappers().end() ? "" : outside_hash(wrapper->second.wrap.target_type()),
               hash_solver(spec.inner)));
  }
  if (const auto own = own_method_hash(spec.name); !own.empty()) return joined(files, own);
  return joined(files, outside(registry(), spec.name));
}

std::string hash_outside_process(const std::string& spec) {
  return outside(process_entries(), parse_spec(spec, "process").name);
}

std::string hash_outside_grid(const std::string& spec) {
  if (spec.starts_with("file:")) return "";  // a path, and no spec to be taken apart
  return outside(time_grid_entries(), parse_spec(spec, "time grid").name);
}

std::string hash_process(const std::string& spec) {
  return joined(hash_files(parse_spec(spec, "process")), hash_outside_process(spec));
}

std::string hash_grid(const std::string& spec) {
  if (spec.starts_with("file:")) return "";  // a path, and no spec to be taken apart
  return joined(hash_files(parse_spec(spec, "time grid")), hash_outside_grid(spec));
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

std::string arithmetic(at::Device device) {
  std::string out =
      fmt::format("LibTorch {} {}, kernels {}", TORCH_VERSION, aten_capability(), own_kernels());
  if (const auto blas = openblas_kernels(); !blas.empty()) out += ", OpenBLAS " + blas;
  if (const auto gpu = device_text(device); !gpu.empty()) out += ", " + gpu;
  return out;
}

}  // namespace odelia
