#include "models/features/extractor.h"

#include "models/data/files.h"
#include "models/data/json.h"
#include "models/networks/checkpoints/folder.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<ExtractorEntry>& entries() {
  static Registered<ExtractorEntry> all("feature extractor");
  return all;
}

/// "FOLDER(key=value, ...)" taken apart; parentheses that are part of a folder's name stay there.
Spec parse(const std::string& spec) {
  const auto slash = spec.rfind('/');
  const auto from = spec.find('(', slash == std::string::npos ? 0 : slash);
  if (from == std::string::npos || !spec.ends_with(')') ||
      std::filesystem::exists(std::filesystem::path(spec) / "config.json"))
    return {spec};
  Spec out = parse_spec("extractor" + spec.substr(from), "extractor");
  out.name = spec.substr(0, from);
  return out;
}

/// The kind that a folder's config.json states.
const ExtractorEntry& entry_of(const std::filesystem::path& folder) {
  const std::string file = (folder / "config.json").string();
  const auto config = read_json(file, 8 << 20);
  std::string kind;
  Fields(config, file).required("kind", kind);
  if (const ExtractorEntry* found = entries().find(kind)) return *found;
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

const std::map<std::string, ExtractorEntry>& extractor_entries() { return entries().all(); }

std::filesystem::path extractor_folder(const std::string& spec) {
  return checkpoint_folder(parse(spec).name, "classifier");  // these come along
}

std::shared_ptr<const FeatureExtractor> open_extractor(const std::string& spec, at::Device device) {
  const auto folder = extractor_folder(spec);
  const Spec parsed = parse(spec);
  const ExtractorEntry& entry = entry_of(folder);
  if (entry.open_with) return entry.open_with(folder, parsed.options, device);
  if (!parsed.options.values().empty())
    throw std::invalid_argument(fmt::format("extractor '{}': one of kind '{}' has no options",
                                            printable(spec), entry.kind));
  return entry.open(folder, device);
}

std::string extractor_name(const std::string& spec) {
  Spec parsed = parse(spec);
  const auto path = std::filesystem::path(parsed.name).lexically_normal();
  parsed.name = (path.has_filename() ? path : path.parent_path()).filename().string();
  return parsed.options.values().empty() ? parsed.name : to_string(parsed);
}

std::string extractor_hash(const std::string& spec) {
  const auto folder = extractor_folder(spec);
  const ExtractorEntry& entry = entry_of(folder);
  return entry.hash ? entry.hash(folder, parse(spec).options) : hash_checkpoint(folder);
}

}  // namespace odelia
