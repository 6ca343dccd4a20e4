#pragma once
#include <memory>
#include <stdexcept>

#include "experiments/train/loop.h"

namespace odelia {

/// Passes everything on, and stops the program's life at one step.
class Killed final : public TrainingTask {
 public:
  Killed(std::unique_ptr<TrainingTask> task, int64_t at) : task_(std::move(task)), at_(at) {}
  ParameterSet initial(uint64_t seed) override { return task_->initial(seed); }
  bool trains(const std::string& name) const override { return task_->trains(name); }
  double rate(int64_t number) const override { return task_->rate(number); }
  Tensor loss(ParameterSet& p, uint64_t seed, int64_t number) override {
    if (number == at_) throw std::runtime_error("killed");
    return task_->loss(p, seed, number);
  }
  nlohmann::json evaluate(const ParameterSet& p, bool thorough) override {
    return task_->evaluate(p, thorough);
  }
  void save(const ParameterSet& p, const std::filesystem::path& f,
            const nlohmann::json& facts) override {
    task_->save(p, f, facts);
  }

 private:
  std::unique_ptr<TrainingTask> task_;
  int64_t at_;
};

}  // namespace odelia
