#pragma once
#include <memory>

#include "experiments/train/loop.h"

namespace odelia {

/// Passes everything on to another task; what derives from it changes one thing.
class WrappedTask : public TrainingTask {
 public:
  explicit WrappedTask(std::unique_ptr<TrainingTask> task) : task_(std::move(task)) {}
  ParameterSet initial(uint64_t seed) override { return task_->initial(seed); }
  nlohmann::json network() const override { return task_->network(); }
  ParameterSet initial_from(const std::filesystem::path& folder, const nlohmann::json& description,
                            uint64_t seed) override {
    return task_->initial_from(folder, description, seed);
  }
  bool trains(const std::string& name) const override { return task_->trains(name); }
  double rate(int64_t number) const override { return task_->rate(number); }
  int64_t turn(int64_t number) const override { return task_->turn(number); }
  Tensor loss(ParameterSet& p, uint64_t seed, int64_t number) override {
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
};

}  // namespace odelia
