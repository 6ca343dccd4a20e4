#include "models/features/extractor.h"

#include "models/data/files.h"
#include "models/data/json.h"
#include "models/networks/checkpoints/folder.h"
#include "solvers/names.h"

namespace odelia {
namespace {

std::map<std::string, ExtractorEntry>& entries() {
  static std::map<std::string, ExtractorEntry> all;
  return all;
}

}  // namespace

void register_extractor(ExtractorEntry entry) {
  const std::string kind = entry.kind;
  if (!entries().emplace(kind, std::move(entry)).second)
    throw std::logic_error(fmt::format("feature extractor '{}' is registered twice", kind));
}

const std::map<std::string, ExtractorEntry>& extractor_entries() { return entries(); }

std::filesystem::path extractor_folder(const std::string& spec) {
  // The kind serves messages alone: which networks of it come along.
  return checkpoint_folder(spec, entries().size() == 1 ? entries().begin()->first : "");
}

std::shared_ptr<const FeatureExtractor> open_extractor(const std::string& spec, at::Device device) {
  const auto folder = extractor_folder(spec);
  const std::string file = (folder / "config.json").string();
  const auto config = read_json(file, 1 << 20);
  std::string kind;
  Fields(config, file).required("kind", kind);
  const auto found = entries().find(kind);
  if (found == entries().end()) {
    std::vector<std::string> shipped;
    for (const auto& [name, entry] : entries())
      for (const auto& network : shipped_networks(name)) shipped.push_back(network);
    throw std::invalid_argument(fmt::format(
        "{}: kind is '{}', expected a feature extractor's ({}); of those there come "
        "along: {}",
        file, printable(kind), fmt::join(names_in(entries()), ", "), fmt::join(shipped, ", ")));
  }
  return found->second.open(folder, device);
}

std::string extractor_name(const std::string& spec) {
  const auto path = std::filesystem::path(spec).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}

std::string extractor_hash(const std::string& spec) {
  return hash_checkpoint(extractor_folder(spec));
}

}  // namespace odelia
