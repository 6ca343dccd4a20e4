#include "experiments/sharing/rank.h"

#include <cstdlib>
#include <stdexcept>

#include <fmt/format.h>

#include "solvers/number_in.h"

namespace odelia {
namespace {
bool is_set(const char* name) {
  const char* text = std::getenv(name);
  return text && *text;
}

int64_t number(const char* name, int64_t least, int64_t most) {
  const char* text = is_set(name) ? std::getenv(name) : "";
  const auto value = number_in<int64_t>(text);
  if (!value || *value < least || *value > most)
    throw std::invalid_argument(fmt::format(
        "{}: a launcher's number from {} to {} was expected, got '{}'; start again with it unset, "
        "or by torchrun or srun",
        name, least, most, text));
  return *value;
}

constexpr int64_t most = 1'000'000;

Rank of_torchrun() {
  Rank rank;
  rank.world = number("WORLD_SIZE", 1, most);
  rank.index = number("RANK", 0, rank.world - 1);
  rank.local = is_set("LOCAL_RANK") ? number("LOCAL_RANK", 0, rank.world - 1) : 0;
  rank.launcher = "torchrun";
  return rank;
}

/// The tasks of the job's step, of which this is one.
void add_step(Rank& rank) {
  if (!is_set("SLURM_STEP_ID") || !is_set("SLURM_PROCID") || !is_set("SLURM_NTASKS")) return;
  // A batch script by itself is a step too, and so is the shell of salloc on a node: the one process of
  // all the tasks that it may start.
  for (const char* alone : {"4294967291", "4294967290"})
    if (std::getenv("SLURM_STEP_ID") == std::string(alone)) return;
  const int64_t tasks = number("SLURM_NTASKS", 1, most);
  rank.index = rank.index * tasks + number("SLURM_PROCID", 0, tasks - 1);
  rank.world *= tasks;
  if (is_set("SLURM_LOCALID")) rank.local = number("SLURM_LOCALID", 0, tasks - 1);
  rank.launcher = "srun";
}

void add_array(Rank& rank) {
  if (!is_set("SLURM_ARRAY_TASK_ID") || !is_set("SLURM_ARRAY_TASK_COUNT")) return;
  const int64_t first =
                    is_set("SLURM_ARRAY_TASK_MIN") ? number("SLURM_ARRAY_TASK_MIN", 0, most) : 0,
                step =
                    is_set("SLURM_ARRAY_TASK_STEP") ? number("SLURM_ARRAY_TASK_STEP", 1, most) : 1;
  rank.world = number("SLURM_ARRAY_TASK_COUNT", 1, most);
  // An array of chosen numbers, such as 1,2,7, need not be evenly spaced: any start will do then.
  rank.index = (number("SLURM_ARRAY_TASK_ID", first, most) - first) / step % rank.world;
  rank.launcher = "sbatch --array";
}
}  // namespace

Rank this_rank() {
  if (is_set("RANK") && is_set("WORLD_SIZE")) return of_torchrun();
  Rank rank;
  add_array(rank);
  add_step(rank);
  return rank;
}

}  // namespace odelia
