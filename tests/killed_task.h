#pragma once
#include <stdexcept>

#include "tests/wrapped_task.h"

namespace odelia {

/// Passes everything on, and stops the program's life at one step.
class Killed final : public WrappedTask {
 public:
  Killed(std::unique_ptr<TrainingTask> task, int64_t at) : WrappedTask(std::move(task)), at_(at) {}
  Tensor loss(ParameterSet& p, uint64_t seed, int64_t number) override {
    if (number == at_) throw std::runtime_error("killed");
    return WrappedTask::loss(p, seed, number);
  }

 private:
  int64_t at_;
};

}  // namespace odelia
