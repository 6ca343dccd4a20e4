#include "experiments/compare/superseded.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// Whether the file has a shard's name, of seeds that the cell has.
bool holds_seeds_of(const Cell& cell, const fs::path& file) {
  if (file.extension() != ".npz") return false;
  try {
    const SeedRange seeds = parse_seeds(file.stem().string(), "compare");
    return seeds.first >= cell.seeds.first && seeds.last <= cell.seeds.last;
  } catch (const std::invalid_argument&) {
    return false;
  }
}
}  // namespace

std::vector<fs::path> superseded(const std::vector<Cell>& cells, const std::vector<Shard>& shards,
                                 const std::string& folder) {
  std::set<fs::path> planned;
  for (const Shard& shard : shards) planned.insert(fs::path(folder) / shard.file);
  std::vector<fs::path> out;
  for (const Cell& cell : cells) {
    const fs::path place = fs::path(folder) / "shards" / cell.place();
    if (!cell.skipped.empty() || !fs::exists(place)) continue;
    for (const auto& file : fs::directory_iterator(place))
      if (holds_seeds_of(cell, file.path()) && !planned.count(file.path()))
        out.push_back(file.path());
  }
  return out;
}

}  // namespace odelia
