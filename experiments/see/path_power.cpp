#include "experiments/see/path_power.h"

#include <algorithm>
#include <cmath>

#include "models/watched_model.h"

namespace odelia {
namespace {

/// Means by ring, as samples come.
struct RingMeans {
  std::vector<Mean> means;
  void add(const RadialPower& power, const Tensor& image) {
    const auto values = power.of(image);
    means.resize(values.size());
    for (size_t r = 0; r < values.size(); ++r) means[r].add(values[r]);
  }
  void add_all(const RadialPower& power, const Tensor& batch, const std::vector<int64_t>& shape) {
    for (int64_t i = 0; i < batch.size(0); ++i) add(power, batch.select(0, i).reshape(shape));
  }
  std::vector<Estimate> estimates() const {
    std::vector<Estimate> out;
    for (const Mean& m : means) out.push_back(m.estimate());
    return out;
  }
};

struct LevelMeans {
  double s = 0;
  RingMeans noisy, denoised;
};

}  // namespace

PathPower path_power(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
                     const std::shared_ptr<ScoreModel>& model, const std::vector<uint64_t>& seeds,
                     const std::vector<int64_t>& shape, at::ScalarType type, int64_t batch,
                     const std::function<void(int64_t)>& told) {
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument(
        fmt::format("solver '{}': {}, so that its evaluations are not at the same noise levels for "
                    "all samples; take one of fixed steps, such as dpmpp_2m",
                    plan.method.spec, why));
  };
  if (plan.control != StepControl::grid) refuse("chooses its own steps");
  const RadialPower power(shape[1], shape[2]);
  std::vector<LevelMeans> levels;
  size_t next = 0, rows = 0;
  const auto watched =
      watched_model(model, {.after = [&](const Evaluation& e) {
                      if (!e.alpha.uniform() || !e.sigma.uniform())
                        refuse("gives each sample times of its own");
                      const double s = e.sigma[0] / e.alpha[0];
                      if (next == levels.size()) levels.push_back({s, {}, {}});
                      if (levels[next].s != s) refuse("asks at other levels for other samples");
                      // A sample that turned non-finite is out of the batch: the solve's end says so.
                      if (static_cast<size_t>(e.x.size(0)) == rows) {
                        levels[next].noisy.add_all(power, e.x, shape);
                        levels[next].denoised.add_all(
                            power,
                            e.kind == Prediction::data
                                ? e.value
                                : convert(e.value, e.kind, Prediction::data, e.x, e.alpha, e.sigma),
                            shape);
                      }
                      ++next;
                    }});
  RingMeans samples;
  const auto count = static_cast<int64_t>(seeds.size()),
             together = std::max<int64_t>(1, plan.together(batch));
  for (int64_t from = 0; from < count; from += together) {
    const std::vector<uint64_t> some(seeds.begin() + from,
                                     seeds.begin() + std::min(from + together, count));
    next = 0, rows = some.size();
    const Solution end = solve(plan, process, watched, some, at::TensorOptions(type));
    for (size_t i = 0; i < some.size(); ++i)
      if (const Outcome& o = end.outcome[i]; o.status != Status::ok)
        throw std::runtime_error(
            fmt::format("sample of seed {}: {} at t = {:.6g}", some[i], to_string(o.status), o.t));
    if (next != levels.size()) refuse("asks more often for some samples than for others");
    samples.add_all(power, end.x, shape);
    if (told) told(from + static_cast<int64_t>(some.size()));
  }
  PathPower out;
  for (const LevelMeans& l : levels)
    out.levels.push_back({l.s, l.noisy.estimates(), l.denoised.estimates()});
  out.samples = samples.estimates();
  return out;
}

std::vector<Estimate> mean_power(const Tensor& images) {
  RingMeans means;
  const std::vector<int64_t> shape = images.sizes().slice(1).vec();
  means.add_all(RadialPower(shape[1], shape[2]), images, shape);
  return means.estimates();
}

std::vector<Recovery> recoveries(const std::vector<PathLevel>& levels, double factor) {
  if (!(factor > 1))
    throw std::invalid_argument(
        fmt::format("recoveries: factor must be above 1, got {:g}", factor));
  std::vector<const PathLevel*> order;  // from noise to data
  for (const PathLevel& l : levels) order.push_back(&l);
  std::stable_sort(order.begin(), order.end(),
                   [](const PathLevel* a, const PathLevel* b) { return a->s > b->s; });
  std::vector<std::vector<const PathLevel*>> groups;  // evaluations at one level count together
  for (const PathLevel* l : order) {
    if (groups.empty() || groups.back().front()->s != l->s) groups.emplace_back();
    groups.back().push_back(l);
  }
  std::vector<Recovery> out;
  for (size_t r = 0; !order.empty() && r < order.back()->denoised.size(); ++r) {
    const double end = order.back()->denoised[r].value;
    const auto there = [&](const std::vector<const PathLevel*>& group) {
      return std::all_of(group.begin(), group.end(), [&](const PathLevel* l) {
        const double ratio = l->denoised[r].value / end;
        return ratio >= 1 / factor && ratio <= factor;
      });
    };
    size_t first = groups.size() - 1;
    while (first > 0 && there(groups[first - 1])) --first;
    out.push_back(
        {groups[first].front()->s, first > 0 ? groups[first - 1].front()->s : std::nan("")});
  }
  return out;
}

}  // namespace odelia
