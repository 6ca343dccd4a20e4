#pragma once
#include <cstdint>
#include <string>

namespace odelia {

/// One of the processes that a launcher started together for one run.
struct Rank {
  int64_t index = 0;     ///< among all of them
  int64_t world = 1;     ///< how many they are
  int64_t local = 0;     ///< among those of this machine: the number of its GPU
  std::string launcher;  ///< "torchrun", "srun", "sbatch --array"; "" for a process by itself
  bool first() const { return index == 0; }
  bool alone() const { return world == 1; }
};

/// What the launcher says of this process: RANK, WORLD_SIZE and LOCAL_RANK of torchrun;
/// SLURM_PROCID, SLURM_NTASKS and SLURM_LOCALID in a step of srun; SLURM_ARRAY_TASK_ID and its
/// range in an array of jobs, each of which may have such a step.  Throws std::invalid_argument,
/// naming the variable, on values that are no such numbers.
Rank this_rank();

}  // namespace odelia
