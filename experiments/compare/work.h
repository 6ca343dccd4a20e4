#pragma once
#include "experiments/compare/run.h"
#include "experiments/sharing/share_work.h"

namespace odelia {

/// The note on a cell that could not run after all, with the reason; its other shards are left out.
std::string refusal_file(const std::string& folder, const Cell& cell);

/// Which shards of a run are finished, and how fast it goes: one line with a bar that is rewritten
/// on a terminal, a line every half minute elsewhere.
class Progress {
 public:
  Progress(const std::vector<Cell>& cells, const std::vector<Shard>& shards, std::string folder,
           bool quiet);
  ~Progress();
  /// Looks again which shards are there; returns how many are missing.
  size_t refresh();
  /// Whether this one is there by now, or its cell refused.
  bool finished(size_t shard);
  /// Says what is being done now.
  void show(const std::string& what);
  /// Says it on a line of its own.
  void note(const std::string& what);

 private:
  const std::vector<Cell>& cells_;
  const std::vector<Shard>& shards_;
  std::string folder_;
  bool quiet_, terminal_;
  std::vector<bool> done_;
  double total_ = 0, weight_ = 0, weight_at_start_ = -1;
  double started_ = 0, last_line_ = 0;
};

/// Computes the shards that are missing, together with whatever other processes work in this
/// folder, and returns when all are there, or their cell's refusal_file.  Killed at any time, a
/// process loses the shards it had not finished, and no other.
void work_through(Runner& runner, const std::vector<Cell>& cells, const std::vector<Shard>& shards,
                  const std::string& folder, Claims& claims, const Rank& rank, Progress& progress);

}  // namespace odelia
