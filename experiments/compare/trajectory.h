#pragma once
#include <cmath>
#include <functional>
#include <map>
#include <optional>

#include "experiments/compare/plan.h"
#include "experiments/compare/store.h"
#include "experiments/metrics/trajectory_error.h"

namespace odelia {

/// Means and counts over a cell's samples, fed in seed order.
struct Tally {
  int64_t n = 0, nfe = 0, steps = 0;
  double seconds = 0;
  std::map<std::string, int64_t> failures;  ///< by status
  std::vector<bool> ok;

  void add(const ShardResult& shard);
  int64_t failed() const;
  double mean(int64_t sum) const { return static_cast<double>(sum) / static_cast<double>(n); }
};

/// Reads a cell's shards, whole ones of this run, in seed order.
void each_shard(const std::vector<Shard>& shards, size_t cell, const std::string& folder,
                const std::function<void(const ShardResult&)>& visit);

/// A cell's distance from the end of the flow, as the reference of its flow has it.
struct Trajectory {
  size_t cell = 0;
  Tally tally;
  TrajectoryError error;
  std::vector<double> jackknife;
  size_t reference = 0;                   ///< the cell it is measured against
  double reference_error = std::nan("");  ///< how far half its steps end; NaN: unknown
  /// Whether the reference may be off by a third of the error or more: the error is partly its own.
  bool limited() const { return !(3 * reference_error < error.rms); }
};

/// The trajectory errors of the cells that are not skipped.  All cells of a flow are measured
/// against one reference: of those that are there, the one with the fewest failed samples, then
/// with the least uncertainty, and the first of equals.
std::vector<Trajectory> measure_trajectories(const std::vector<Cell>& cells,
                                             const std::vector<Shard>& shards,
                                             const std::string& folder);

/// Where the last reference of a process leaves cells limited: the next one, or why there is none.
struct Refinement {
  std::optional<Cell> next;
  std::string stopped;  ///< "steps": no more are allowed; "rounding": more would not help; or ""
};

/// Twice the steps, as often as the config allows and the uncertainty falls by half; where it does
/// not, rounding is the floor, and the state is kept in float64 from there on.  `errors` are the
/// uncertainties of the process's references, in order.
Refinement refine(const CompareConfig& config, const std::vector<Cell>& references,
                  const std::vector<double>& errors);

/// The same for a flow (Cell::flow) in a finished run.
Refinement refine(const CompareConfig& config, const std::vector<Cell>& cells,
                  const std::vector<Shard>& shards, const std::string& folder,
                  const std::string& flow);

/// The references to be computed next, for the processes that have a limited cell: a pure function
/// of the config and the finished shards.  Empty where nothing is left to refine.
std::vector<Cell> next_references(const CompareConfig& config, const std::vector<Cell>& cells,
                                  const std::vector<Shard>& shards, const std::string& folder);

}  // namespace odelia
