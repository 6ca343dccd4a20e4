#pragma once
#include "experiments/compare_plan.h"

namespace odelia {

/// Turns a run's finished shards into its records: features to moments in seed order, end states to
/// trajectory errors, counted evaluations to means.  A pure function of config and shards, so that
/// repeating it gives the same bytes.  Writes records.jsonl, skipped.jsonl and pictures/*.png into
/// the run folder. Cells that are skipped are left out. Returns what had no sample left to measure,
/// each as a phrase.  Throws std::runtime_error naming the shard that is missing, damaged or
/// another question's.
std::vector<std::string> write_records(const CompareConfig& config, const std::vector<Cell>& cells,
                                       const std::vector<Shard>& shards, const std::string& folder);

}  // namespace odelia
