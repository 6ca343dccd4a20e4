#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiments/command/seeds.h"
#include "models/data/fields.h"
#include "models/networks/score/network_options.h"

namespace odelia {

/// One line of the grid: a solver, and its own processes, time grids and budgets where they differ.
struct SolverPlan {
  std::string spec;
  std::vector<std::string> processes, grids;
  std::vector<int64_t> nfe;  ///< budgets on a fixed grid
  /// Tolerances under error control; atol = rtol unless the spec has its own.
  std::vector<double> rtol;
};

/// Trajectory error: few seeds, deterministic solvers only, float32.
struct TrajectoryPlan {
  SeedRange seeds{0, 255};
  std::vector<int64_t> nfe;  ///< budgets of the solvers that have any; their own unless given
  /// Solver of the reference, on `grid` with `steps` and with steps/2.
  std::string reference = "rk4";
  std::string grid = "log_snr";
  int64_t steps = 100;
  /// How often these may be doubled where the reference limits a cell; 0: never.
  int64_t doublings = 4;
};

/// What `odelia compare` shall do, with every default filled in.
struct CompareConfig {
  std::string title;
  std::string model, classifier,
      reference;          ///< classifier and reference empty: trajectory error only
  ForeignChoice foreign;  ///< of model = "torchscript:FILE"
  /// Lines of the grid, as processes are; all with the same labels.
  std::vector<GuidanceChoice> guidances{1};
  std::vector<std::string> metrics{"fd"};  ///< of quality, in the features of the classifier
  std::vector<SolverPlan> solvers;
  std::vector<std::string> generators;  ///< networks that make an image in one pass, at NFE 1
  SeedRange seeds;
  std::map<int64_t, SeedRange> seeds_at;  ///< other seeds at these budgets
  int64_t pictures = 16;                  ///< first samples kept as images
  int64_t shard = 256;                    ///< samples of a unit of work
  std::string precision = "float32";      ///< of the state: float32 or float64
  /// Of convolutions in quality cells: float32, tf32 (on a GPU) or bfloat16.
  std::string network_precision = "float32";
  std::string device = "cpu";  ///< of state, networks and solver: cpu, cuda or cuda:N
  int64_t micro_batch = 0;  ///< rows of one pass through the network (NetworkOptions); 0: the usual
  bool own_micro_batch = false;    ///< it was asked for, and is not the usual one
  bool allow_few_samples = false;  ///< N below the feature dimension
  std::optional<TrajectoryPlan> trajectory;
  std::map<std::string, std::string> inputs;  ///< name -> hash of what went in: checked if given
  /// As `arithmetic()` says it where the run is begun; "" before.
  std::string arithmetic;

  int64_t batch = 64;  ///< samples in flight: changes no result, so it is not part of `resolved`
};

/// Reads a config, applying `key=value` overrides (dotted keys, TOML values; a bare word is a
/// string). Throws std::invalid_argument naming the key, what was expected and the known keys for
/// one that is unknown.
CompareConfig load_compare_config(const std::string& path,
                                  const std::vector<std::string>& overrides = {});

/// Every key of a config, with its default and what it stands for.
std::vector<KeyDoc> compare_keys();

/// The config as TOML that says everything: reading it gives the same config again.  all_keys: also
/// those of quality cells where there are none, which a config may not state, and questions do.
std::string resolved_toml(const CompareConfig& config, bool all_keys = false);

}  // namespace odelia
