#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiments/sharing/rank.h"

namespace odelia {

/// What `odelia compare` is asked for.
struct CompareRequest {
  std::string config;               ///< TOML file, or the name of one that comes along
  std::string out;                  ///< run folder; "": results/runs/NAME
  std::vector<std::string> set;     ///< KEY=VALUE over the config's
  int workers = 0;                  ///< processes; 0: usual_workers, and 1 under a launcher
  bool so_far = false;              ///< records and report of what is finished, and no more
  std::optional<Rank> helper = {};  ///< one of the further processes
  /// In somebody else's program: one process, who starts no other, and leaves signals alone.
  bool inside = false;
  /// Told of every evaluation before it is made; what it throws ends the run.
  std::function<void()> evaluated = {};
};

/// What came of it.
struct CompareResult {
  std::string folder;                        ///< with the records and the report
  std::vector<std::string> without_samples;  ///< what had no sample left to measure
  bool says = true;                          ///< this process wrote the report, and tells of it
};

/// Runs the comparison, or goes on with it.  Throws std::invalid_argument on what cannot work.
CompareResult run_compare(CompareRequest request);

}  // namespace odelia
