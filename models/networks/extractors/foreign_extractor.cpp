#include "models/networks/extractors/foreign_extractor.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include <ATen/ops/isfinite.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/fields.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/safetensors.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

namespace fs = std::filesystem;

Registered<ForeignExtractorEntry>& entries() {
  static Registered<ForeignExtractorEntry> all("extractor's architecture");
  return all;
}

/// What the config.json of such a folder says of its weights.
struct Described {
  const ForeignExtractorEntry* entry;
  std::string prefix, hash;
};

Described describe(const fs::path& folder) {
  const std::string file = (folder / "config.json").string();
  const auto config = read_json(file, 8 << 20);
  std::string name;
  Described out{};
  Fields fields(config, file);
  fields.required("hash", out.hash);
  Fields part = fields.inner("part");
  if (const auto* known = part.value("architecture", "what the network is");
      known && !known->is_null())
    part.inner("architecture").required("name", name).optional("prefix", out.prefix);
  out.entry = entries().find(name);
  if (!out.entry)
    throw std::invalid_argument(
        fmt::format("{}: the weights are of {}, which is no feature extractor; known: {}", file,
                    name.empty() ? "an unknown architecture" : printable(name),
                    fmt::join(entries().names(), ", ")));
  return out;
}

/// A value for every option.
Options completed(const ForeignExtractorEntry& entry, const Options& given) {
  std::vector<std::string> known;
  for (const auto& [key, values] : entry.options) known.push_back(key);
  const std::string who = fmt::format("extractor {}", entry.architecture);
  check_options(Spec{entry.architecture, "", given}, known, "extractor");
  std::map<std::string, std::string> out;
  for (const auto& [key, values] : entry.options) {
    out[key] = given.text(key, values.front());
    if (std::find(values.begin(), values.end(), out[key]) == values.end())
      throw std::invalid_argument(fmt::format("{}: option '{}' is one of {}; got '{}'", who, key,
                                              fmt::join(values, ", "), printable(out[key])));
  }
  return Options(std::move(out));
}

/// The weights of that description, as float32 under their architecture's names.
ParameterSet read_weights(const fs::path& folder, const Described& described) {
  const std::string file = (folder / "model.safetensors").string();
  if (const auto hash = hash_file(file); hash != described.hash)
    throw UnreadableFile(fmt::format(
        "{}: not the weights that config.json beside it was written with (hash {}, there {}): "
        "damaged, or of another checkpoint; write both again with `odelia checkpoint`",
        file, hash, printable(described.hash)));
  ParameterSet out;
  for (auto& [name, value] : read_safetensors(file)) {
    // Batch norms count in training how often they were called.
    if (!name.starts_with(described.prefix) || name.ends_with("num_batches_tracked")) continue;
    if (value.is_floating_point()) value = value.to(at::kFloat);
    if (!at::isfinite(value).all().item<bool>())
      throw std::invalid_argument(
          fmt::format("{}: '{}' is not finite in float32; get the weights again", file, name));
    out.emplace(name.substr(described.prefix.size()), value);
  }
  check_same_shapes(out, described.entry->shapes(out), file);
  return out;
}

std::shared_ptr<const FeatureExtractor> open(const fs::path& folder, const Options& options,
                                             at::Device device) {
  const Described described = describe(folder);
  const Options all = completed(*described.entry, options);
  return described.entry->open(read_weights(folder, described), all, device);
}

/// Of weights, architecture and options: a copy of the file by another name is the same extractor.
std::string hash(const fs::path& folder, const Options& options) {
  const Described described = describe(folder);
  const Spec spec{described.entry->architecture, "", completed(*described.entry, options)};
  return hash_text(fmt::format("{} {}{}", hash_file(folder / "model.safetensors"), described.prefix,
                               to_string(spec)));
}

const RegisterExtractor foreign{
    {.kind = "foreign",
     .open = [](const fs::path& folder,
                at::Device device) { return open(folder, Options(), device); },
     .open_with = open,
     .hash = hash}};

}  // namespace

const std::map<std::string, ForeignExtractorEntry>& foreign_extractors() { return entries().all(); }

RegisterForeignExtractor::RegisterForeignExtractor(ForeignExtractorEntry entry) {
  const std::string name = entry.architecture;
  entries().add(name, std::move(entry));
}

}  // namespace odelia
