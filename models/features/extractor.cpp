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

}  // namespace

void register_extractor(ExtractorEntry entry) {
  const std::string kind = entry.kind;
  entries().add(kind, std::move(entry));
}

const std::map<std::string, ExtractorEntry>& extractor_entries() { return entries().all(); }

std::filesystem::path extractor_folder(const std::string& spec) {
  // The kind serves messages alone: which networks of it come along.
  return checkpoint_folder(spec, entries().all().size() == 1 ? entries().names().front() : "");
}

std::shared_ptr<const FeatureExtractor> open_extractor(const std::string& spec, at::Device device) {
  const auto folder = extractor_folder(spec);
  const std::string file = (folder / "config.json").string();
  const auto config = read_json(file, 1 << 20);
  std::string kind;
  Fields(config, file).required("kind", kind);
  const ExtractorEntry* found = entries().find(kind);
  if (!found) {
    std::vector<std::string> shipped;
    for (const auto& name : entries().names())
      for (const auto& network : shipped_networks(name)) shipped.push_back(network);
    throw std::invalid_argument(fmt::format(
        "{}: kind is '{}', expected a feature extractor's ({}); of those there come "
        "along: {}",
        file, printable(kind), fmt::join(entries().names(), ", "), fmt::join(shipped, ", ")));
  }
  return found->open(folder, device);
}

std::string extractor_name(const std::string& spec) {
  const auto path = std::filesystem::path(spec).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}

std::string extractor_hash(const std::string& spec) {
  return hash_checkpoint(extractor_folder(spec));
}

}  // namespace odelia
