#pragma once
#include <functional>
#include <map>

#include "solvers/registry.h"
#include "solvers/time_grid.h"

namespace odelia {

/// What a kind of time grid is asked for: n >= 1 steps from one time down to another.
struct GridRequest {
  const std::string& who;  ///< for messages: the grid as it was written
  const Process& process;
  const Options& options;
  int64_t steps;
  double from, to;
};

/// A kind of time grid as it is registered.
struct GridEntry {
  std::string name;
  std::vector<OptionDoc> options = {};  ///< besides t_min, t_max and final, which all take
  std::string summary;                  ///< what is equally spaced, and the source
  /// n + 1 times from `from` to `to`.  Asks for every option that it was given.
  std::function<TimeGrid(const GridRequest&)> make;
  bool own_ends = false;  ///< but for its ends, which are a table's
};
void register_time_grid(GridEntry entry);

/// All kinds by name, but for files.
const std::map<std::string, GridEntry>& time_grid_entries();

/// Registers a kind of grid at start-up: a namespace-scope constant in a file of its own.
struct RegisterTimeGrid {
  explicit RegisterTimeGrid(GridEntry entry) { register_time_grid(std::move(entry)); }
};

}  // namespace odelia
