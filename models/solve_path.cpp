#include "models/solve_path.h"

#include <cmath>
#include <numeric>

#include <ATen/ops/full.h>
#include <ATen/ops/full_like.h>

#include "models/reverse.h"

namespace odelia {
namespace {

/// Copies the kept samples out of every batch that it is shown.
class Recorder final : public EvaluationWatcher {
 public:
  Recorder(const Tensor& x, int64_t kept, SolvePath& path)
      : kept_(std::min(kept, x.size(0))), path_(path), rows_(x.size(0)) {
    std::iota(rows_.begin(), rows_.end(), 0);
    path_.states.push_back(copied(x));
  }
  void evaluated(const Tensor&, const PerSample& t, const Tensor& data) override {
    path_.estimates.push_back({t[0], copied(data)});
  }
  void select(const std::vector<int64_t>& rows) override {
    std::vector<int64_t> left;
    for (int64_t row : rows) left.push_back(rows_[row]);
    rows_ = std::move(left);
  }
  void stepped(const Tensor& x) { path_.states.push_back(copied(x)); }
  void ended() { path_.states.push_back(at::full_like(path_.states[0], std::nan(""))); }

 private:
  Tensor copied(const Tensor& x) const {
    std::vector<int64_t> shape = x.sizes().vec();
    shape[0] = kept_;
    Tensor out = at::full(shape, std::nan(""), x.scalar_type());
    for (size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i] < kept_) out[rows_[i]].copy_(x[static_cast<int64_t>(i)]);
    return out;
  }

  int64_t kept_;
  SolvePath& path_;
  std::vector<int64_t> rows_;  ///< of the batch at the start, those that still go on
};

}  // namespace

const SolvePath::Estimate& SolvePath::nearest(const Process& process, size_t point) const {
  const double t = times.at(point);
  const auto distance = [&](const Estimate& e) {
    return e.t == t ? 0 : std::abs(process.lambda(e.t) - process.lambda(t));
  };
  const Estimate* best = &estimates.at(0);
  for (const Estimate& e : estimates)
    if (distance(e) <= distance(*best)) best = &e;
  return *best;
}

Solution solve_with_path(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
                         const std::shared_ptr<ScoreModel>& model,
                         const std::vector<uint64_t>& seeds, const Tensor& x, int64_t kept,
                         SolvePath& path) {
  if (plan.control != StepControl::grid)
    throw std::invalid_argument(fmt::format(
        "solve_with_path: solver '{}' chooses its own steps here, and no two samples need have the "
        "same; give it the steps of a grid, or try 'heun'",
        plan.method.spec));
  path = {plan.times, {}, {}};
  Recorder recorder(x, kept, path);
  model->begin(seeds);
  const auto dynamics = reverse_dynamics(process, model, plan.method.eta, &recorder);
  Solution out = solve(plan, *dynamics, seeds, x,
                       [&](const State& state, int64_t) { recorder.stepped(state.x); });
  model->enter(std::nan(""));
  while (path.states.size() < path.times.size()) recorder.ended();  // all failed before the end
  return out;
}

}  // namespace odelia
