#include "experiments/command/micro_batch_option.h"

#include <fmt/format.h>

#include "experiments/command/verbs.h"

namespace odelia {

void check_micro_batch(int64_t rows, const std::string& verb) {
  if (rows < 0)
    throw Misuse(fmt::format(
        "{} --micro-batch: must be 1 or more, or 0 for as many as is usual, got {}", verb, rows));
}

}  // namespace odelia
