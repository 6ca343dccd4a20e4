#pragma once
#include "experiments/compare/plan.h"

namespace odelia {

/// What a run could not tell.
struct Shortfall {
  std::vector<std::string> without_samples;  ///< cells with no sample left to measure, as phrases
  /// Trajectory errors below three times the reference's own, which more steps might lower, and
  /// those where rounding is its floor.
  int64_t limited = 0, rounded = 0;
};

/// What the networks of a run compute in, by name.
struct NetworkPrecisions {
  std::string quality, trajectory;
};

/// Turns a run's finished shards into its records: features to moments in seed order, end states to
/// trajectory errors, counted evaluations to means.  A pure function of config and shards, so that
/// repeating it gives the same bytes.  Writes records.jsonl, skipped.jsonl and pictures/*.png into
/// the run folder. Cells that are skipped are left out. Throws std::runtime_error naming the shard
/// that is missing, damaged or another question's.
Shortfall write_records(const CompareConfig& config, const std::vector<Cell>& cells,
                        const std::vector<Shard>& shards, const std::string& folder,
                        const NetworkPrecisions& precisions);

}  // namespace odelia
