#include "models/features/extractor.h"

#include <functional>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tensor.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/outside.h"
#include "models/networks/checkpoints/folder.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<ExtractorEntry>& entries() {
  static Registered<ExtractorEntry> all("feature extractor");
  return all;
}

/// "PATH(key=value, ...)" taken apart; parentheses that are part of the path's name stay there.
Spec take_apart(const std::string& spec, const std::function<bool(const std::string&)>& is_path) {
  const auto slash = spec.rfind('/');
  const auto from = spec.find('(', slash == std::string::npos ? 0 : slash);
  if (from == std::string::npos || !spec.ends_with(')') || is_path(spec)) return {spec};
  Spec out = parse_spec("extractor" + spec.substr(from), "extractor");
  out.name = spec.substr(0, from);
  return out;
}

/// The kind of KIND:FILE; null for a folder.
const ExtractorEntry* file_entry(const std::string& spec) {
  const auto colon = spec.find(':');
  const auto* found = colon == std::string::npos ? nullptr : entries().find(spec.substr(0, colon));
  return found && found->of_file ? found : nullptr;
}

/// A spec's path, without the kind of a file, and options.
Spec parse(const std::string& spec) {
  if (const auto* entry = file_entry(spec))
    return take_apart(spec.substr(entry->kind.size() + 1),
                      [](const std::string& path) { return std::filesystem::exists(path); });
  return take_apart(spec, [](const std::string& path) {
    return std::filesystem::exists(std::filesystem::path(path) / "config.json");
  });
}

/// The kind that a folder's config.json states.
const ExtractorEntry& entry_of(const std::filesystem::path& folder) {
  const std::string file = (folder / "config.json").string();
  const auto config = read_json(file, 8 << 20);
  std::string kind;
  Fields(config, file).required("kind", kind);
  if (const auto* found = entries().find(kind); found && !found->of_file) return *found;
  std::vector<std::string> shipped;
  for (const auto& name : entries().names())
    for (const auto& network : shipped_networks(name)) shipped.push_back(network);
  throw std::invalid_argument(fmt::format(
      "{}: kind is '{}', expected a feature extractor's ({}); of those there come "
      "along: {}",
      file, printable(kind), fmt::join(entries().names(), ", "), fmt::join(shipped, ", ")));
}

}  // namespace

void register_extractor(ExtractorEntry entry) {
  const std::string kind = entry.kind;
  entries().add(kind, std::move(entry));
}

std::filesystem::path extractor_folder(const std::string& spec) {
  const Spec parsed = parse(spec);
  if (file_entry(spec)) return std::filesystem::path(parsed.name).parent_path();
  try {
    return checkpoint_folder(parsed.name, "classifier");  // these come along
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(fmt::format(
        "{}; others are fetched first, such as inception: `odelia metrics fetch-weights`",
        e.what()));
  }
}

namespace {
/// Where an extractor is, of which kind, and what was chosen.
struct Found {
  std::filesystem::path path;
  const ExtractorEntry* entry;
  Options options;
};
Found found_by(const std::string& spec) {
  const Spec parsed = parse(spec);
  if (const auto* entry = file_entry(spec)) return {parsed.name, entry, parsed.options};
  const auto folder = extractor_folder(spec);
  return {folder, &entry_of(folder), parsed.options};
}
}  // namespace

Tensor extract(const FeatureExtractor& extractor, const Tensor& images) {
  Tensor out = extractor.features(images);
  if (!out.defined() || out.scalar_type() != at::kFloat || !out.is_cpu() || out.dim() != 2 ||
      out.size(0) != images.size(0) || out.size(1) != extractor.dimension())
    throw std::logic_error(fmt::format(
        "an extractor of {0} features returned {1} for {2} images; expected Float [{2}, {0}] on "
        "cpu, a row for each",
        extractor.dimension(),
        out.defined() ? fmt::format("{} [{}] on {}", c10::toString(out.scalar_type()),
                                    fmt::join(out.sizes(), ", "), out.device().str())
                      : "nothing",
        images.size(0)));
  return out;
}

void check_extractor(const FeatureExtractor& extractor, const std::vector<int64_t>& shape) {
  const at::NoGradGuard no_grad;
  auto one = shape;
  one.insert(one.begin(), 1);
  // 1, 4 and 9 times as steep: the second is not the mean of all.
  const Tensor pixels = at::arange(c10::multiply_integers(shape)).view(one),
               times = at::tensor({1, 4, 9}).view({3, 1, 1, 1}),
               images = (pixels * times).remainder(256).to(at::kByte),
               together = extract(extractor, images),
               alone = extract(extractor, images.narrow(0, 1, 1));
  // To the bit; what is not finite is told where it is measured.
  if (!at::allclose(together.narrow(0, 1, 1), alone, 0, 0, /*equal_nan=*/true))
    throw std::logic_error(
        "its features of an image depend on the others that it sees beside it; a row must be the "
        "same to the bit whatever those are: compute images one by one, or in batches of one size");
}

std::shared_ptr<const FeatureExtractor> open_extractor(const std::string& spec, at::Device device) {
  const auto [path, entry, options] = found_by(spec);
  if (entry->open_with) return entry->open_with(path, options, device);
  if (!options.values().empty())
    throw std::invalid_argument(fmt::format("extractor '{}': one of kind '{}' has no options",
                                            printable(spec), entry->kind));
  return entry->open(path, device);
}

std::string extractor_name(const std::string& spec) {
  Spec parsed = parse(spec);
  const auto path = std::filesystem::path(parsed.name).lexically_normal();
  parsed.name = (path.has_filename() ? path : path.parent_path()).filename().string();
  return file_entry(spec) || parsed.options.values().empty() ? parsed.name : to_string(parsed);
}

std::string extractor_hash(const std::string& spec) {
  const auto [path, entry, options] = found_by(spec);
  const std::string hash = entry->hash ? entry->hash(path, options) : hash_checkpoint(path);
  const std::string program =
      outside_hash(entry->open_with ? entry->open_with.target_type() : entry->open.target_type());
  return program.empty() ? hash : hash + " " + program;
}

}  // namespace odelia
