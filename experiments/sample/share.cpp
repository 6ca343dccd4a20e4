#include "experiments/sample/share.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

namespace odelia {
namespace {

/// Whose samples are there already, of pieces and of a process that had the folder alone.
std::set<uint64_t> seeds_there(SharedFolder& folder) {
  const HeldClaim none_merges = folder.quiet();
  const auto seeds = kept_samples(folder.path()).seeds;
  return {seeds.begin(), seeds.end()};
}

}  // namespace

bool share_samples(SharedFolder& folder, const std::vector<uint64_t>& seeds, int64_t batch,
                   const std::function<SampleRows(const std::vector<int64_t>&)>& solve,
                   const std::string& format, const nlohmann::ordered_json& question) {
  const std::string& path = folder.path();
  const Pieces& pieces = folder.pieces();
  const std::set<uint64_t> there = seeds_there(folder);
  const auto missing = [&](int64_t i) {
    std::vector<int64_t> rows;
    for (int64_t row = pieces.begin(i); row < pieces.end(i); ++row)
      if (!there.count(seeds[static_cast<size_t>(row)])) rows.push_back(row);
    return rows;
  };
  const auto file = [](int64_t i) { return fmt::format("piece-{:06d}", i); };
  bool merged = false;
  const auto is_merged = [&] { return merged = merged || holds_sample_set(path); };
  // In this order: the pieces' files go when the whole set is there.
  const auto finished = [&](int64_t i) {
    return missing(i).empty() || holds_part(path, file(i)) || is_merged();
  };
  const auto work = [&](int64_t i) {
    const std::vector<int64_t> rows = missing(i);
    SampleRows out;
    for (size_t from = 0; from < rows.size(); from += static_cast<size_t>(batch)) {
      const size_t to = std::min(from + static_cast<size_t>(batch), rows.size());
      out.append(solve(
          {rows.begin() + static_cast<int64_t>(from), rows.begin() + static_cast<int64_t>(to)}));
    }
    keep_samples(path, out, file(i));
  };
  return folder.share(finished, work, is_merged, [&] {
    write_sample_set(path, kept_samples(path).in_order(seeds), format, question);
  });
}

}  // namespace odelia
