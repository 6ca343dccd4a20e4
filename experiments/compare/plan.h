#pragma once
#include "experiments/compare/config.h"
#include "solvers/integrate.h"

namespace odelia {

/// One cell of the grid: everything that a sample's path depends on, besides its seed.
struct Cell {
  enum class Part { quality, trajectory, reference };
  Part part = Part::quality;
  /// Canonical specs; under error control the grid is "adaptive", with its ends where they are not
  /// the process's own: "adaptive(t_max=0.9, t_min=0.01)".
  std::string solver, process, grid;
  size_t guidance = 0;  ///< which of the config's
  std::string guided;   ///< in words, such as "w = 2, from 0.3 to 5"; "" where the config has one
  int64_t budget = 0;   ///< evaluations allowed; 0: driven by rtol
  double rtol = 0;
  int64_t steps = 0;        ///< of the time grid; 0 under error control
  std::string generator;    ///< the network that makes its samples in one pass; else ""
  bool in_float64 = false;  ///< of a reference: its state, whatever the config's precision
  TimeGrid times;           ///< under error control first and last alone
  SeedRange seeds;
  std::string skipped;  ///< why the cell cannot run, or ""
  bool adaptive() const { return rtol > 0; }
  /// What a converged solution depends on.
  std::string flow() const { return guided.empty() ? process : process + ", " + guided; }
  /// Name for files and messages, such as `ddim-vp_linear-log_snr-nfe10`; with a hash where two
  /// cells could have the same.
  std::string label() const;
  /// The same of its part, as a folder in `shards`: `quality/ddim-vp_linear-log_snr-nfe10`.
  std::string place() const;
};

/// A unit of work: some of a cell's samples, finished or not as a whole.
struct Shard {
  size_t cell = 0;
  SeedRange seeds;
  std::string file;              ///< relative to the run folder
  double weight = 0;             ///< expected evaluations
  std::string identity;          ///< hash of the question that the file answers
  std::string identity_by_path;  ///< of the same question as earlier versions asked it
};

/// All cells in the order of the config, references last.  A budget buys the
/// most steps whose evaluations, by the method's own claim, stay within it; a
/// cell without any is kept and says why it is skipped.  Throws
/// std::invalid_argument on what fits nowhere, on guidance that never acts, and
/// on a cell asked for twice, however it is spelled.
std::vector<Cell> plan_cells(const CompareConfig& config);

/// Skips the cells of trajectories whose first reference is skipped.
void skip_without_reference(std::vector<Cell>& cells);

/// The cells that run, cut into shards, in the order they should be worked through:
/// references, then the cheapest samples. Shards of a cell stay in seed order.  Its identity is that
/// of the cell's `question` and of its seeds.  from: the first of the cells to cut.
std::vector<Shard> plan_shards(const std::vector<Cell>& cells, const CompareConfig& config,
                               size_t from = 0);

/// What is to be said of a cell where the model is a student that was made for other steps; else "".
std::string student_note(const CompareConfig& config, const Cell& cell);
/// Likewise of a solver that asks for statistics which the model does not bring.
std::string statistics_note(const CompareConfig& config, const Cell& cell);

/// True if every run of the method from the same noise gives the same path.
bool deterministic(const Method& method);

}  // namespace odelia
