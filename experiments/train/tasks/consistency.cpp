#include "experiments/train/tasks/consistency.h"

#include <algorithm>
#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include "experiments/train/prefix.h"
#include "experiments/train/range.h"
#include "models/networks/score/denoising.h"
#include "solvers/names.h"
#include "solvers/text.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

/// Beside a student's own parameters, their average, whose answers it is compared with.
const std::string kTarget = "target/";

class ConsistencyTask final : public StudentTask {
 public:
  ConsistencyTask(Teacher teacher, const ConsistencyObjective& objective,
                  const nlohmann::json& network, int64_t batch, at::ScalarType precision,
                  ImageSet train, ImageSet test, at::Device device)
      : StudentTask(std::move(teacher), objective, network, Target::consistency, batch, precision,
                    std::move(train), std::move(test), kTarget, device,
                    objective.pairs == "teacher"),
        o_(objective) {
    student_.lambda_range = {-std::log(o_.s_max), -std::log(o_.s_min)};
    const auto before = teacher_.checkpoint ? teacher_.checkpoint->student : nullptr;
    if (o_.pairs == "teacher" && before)
      throw std::invalid_argument(fmt::format(
          "train: teacher '{}' is a {} student itself, whose answers make no probability flow; "
          "take its own teacher, '{}', or objective.pairs = \"data\"",
          teacher_.name, before->method, before->teacher));
    if (o_.pairs == "teacher") check_lowest_level();
    Student student{"consistency", teacher_.name, teacher_.hash, {}, {}};
    student.pairs = o_.pairs;
    if (o_.pairs == "teacher") student.guidance = o_.guidance;
    student_.student = std::make_shared<const Student>(std::move(student));
  }

  ParameterSet initial(uint64_t seed) override {
    ParameterSet out = first(seed);
    if (o_.target_ema > 0) add_with_prefix(out, kTarget, clone(out));
    return out;
  }

  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    last_ = last_step(number);
    if (o_.target_ema > 0 && number > 0) {
      const at::NoGradGuard no_grad;
      // Until the pairs begin, the target is the student.
      const double mu = number <= o_.adapt ? 0 : target_decay(number - o_.adapt);
      for (auto& [name, value] : parameters)
        if (!trains(name)) value.lerp_(parameters.at(name.substr(kTarget.size())).detach(), 1 - mu);
    }
    return loss_of(parameters, data_.draw(seed, number), number, mix_seed(seed, number, 4), true);
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    student_.training = facts;
    student_.parameters = on_device(without_prefix(parameters, kTarget), at::kCPU);
    save_checkpoint(folder, student_);
    const std::string process = fmt::format("edm(sigma_min={},sigma_max={})", o_.s_min, o_.s_max);
    write_preview(folder, student_,
                  {{"consistency", process, "karras", 1},
                   {"consistency", process, "karras", 2},
                   {"consistency", process, "karras", 4}},
                  12, test_);
  }

 private:
  /// Heun's step asks the teacher where it ends too, DDIM's where it begins alone: at least one level
  /// above s_min, which comes the lower the more levels there are.
  void check_lowest_level() const {
    const double lowest = o_.solver == "heun" ? o_.s_min : consistency_level(o_, 1, o_.levels_to);
    if (-std::log(lowest) > teacher_.model->lambda_max() + 0.05)
      throw std::invalid_argument(fmt::format(
          "train: objective.s_min is {}, by which {} asks at levels sigma/alpha down to {:.3g}, "
          "and teacher '{}' knows them down to {:.3g}; take a larger s_min",
          o_.s_min, o_.solver, lowest, teacher_.name, std::exp(-teacher_.model->lambda_max())));
  }
  Tensor test_loss(const ParameterSet& parameters, const DistillBatch& batch) override {
    return loss_of(parameters, batch, last_, 0, false);
  }
  double target_decay(int64_t k) const {
    return std::exp(static_cast<double>(o_.levels_from) * std::log(o_.target_ema) /
                    static_cast<double>(consistency_levels(o_, k)));
  }

  /// f of a network with these parameters, at y.
  Tensor answer(const ParameterSet& parameters, const Tensor& y, const std::vector<double>& lambda,
                const Tensor& labels, uint64_t seed, bool training) const {
    auto dropout = at::detail::createCPUGenerator(seed);
    const auto& net = *student_.network;
    const Tensor output =
        of_shape(y,
                 net.forward(net.cast(parameters, precision_), network_input(student_, y, lambda),
                             lambda_row(lambda, device_), labels, training ? &dropout : nullptr),
                 net);
    return origin_of(student_, output, y, lambda);
  }

  /// From level s down to s1 along the trajectory.
  Tensor step_down(const DistillBatch& batch, const Tensor& y, const std::vector<double>& s,
                   const std::vector<double>& s1) {
    const auto level = column(lambdas_of(s), y, [](double v) { return v; }),
               level1 = column(lambdas_of(s1), y, [](double v) { return v; }), h = level1 - level;
    if (o_.pairs == "data") return y + h * batch.n;
    const Tensor d = (y - teacher_data(teacher_, y, s, batch.classes)) / level;
    const Tensor euler = y + h * d;
    if (o_.solver == "ddim") return euler;
    const Tensor d1 = (euler - teacher_data(teacher_, euler, s1, batch.classes)) / level1;
    return y + 0.5 * h * (d + d1);
  }

  Tensor loss_of(const ParameterSet& all, const DistillBatch& batch, int64_t number, uint64_t seed,
                 bool training) {
    const bool adapting = number < o_.adapt;
    const int64_t n = consistency_levels(o_, std::max<int64_t>(number - o_.adapt, 0));
    std::vector<double> s, s1, gap, lambda, lambda1;
    for (int64_t i : draw_pairs(o_, n, batch.v)) {
      s1.push_back(consistency_level(o_, i, n)), s.push_back(consistency_level(o_, i + 1, n));
      gap.push_back(s.back() - s1.back());
      lambda.push_back(-std::log(s.back()));
      // At the cleanest level the student is the identity to the bit.
      lambda1.push_back(i == 0 ? student_.lambda_range[1] : -std::log(s1.back()));
    }
    const auto y = batch.x0 + column(lambda, batch.x0, [](double v) { return v; }) * batch.n;
    const ParameterSet own = without_prefix(all, kTarget);
    const Tensor f = answer(own, y, lambda, batch.labels, seed, training);
    if (adapting) {  // |f - x0|^2 / c_out^2 is of one size at every level
      const auto weight = column(lambda, y, [&](double v) {
        return std::pow(to_origin(v, student_.network->sigma_data(), student_.s_min()).on_output,
                        -2);
      });
      return (weight * (f - batch.x0).square()).mean();
    }
    Tensor wanted;
    {
      const at::NoGradGuard no_grad;
      const Tensor y1 = step_down(batch, y, s, s1);
      wanted = answer(o_.target_ema > 0 ? with_prefix(all, kTarget) : own, y1, lambda1,
                      batch.labels, seed, training);
    }
    const Tensor square = (f - wanted).square().flatten(1);
    Tensor distance = square.mean(1);
    if (o_.distance == "huber") {
      const auto d = static_cast<double>(square.size(1));
      const double c = o_.huber * std::sqrt(d);
      distance = ((square.sum(1) + c * c).sqrt() - c) / std::sqrt(d);
    }
    if (o_.weighting == "uniform") return distance.mean();
    std::vector<float> weights(gap.size());
    std::transform(gap.begin(), gap.end(), weights.begin(),
                   [](double v) { return static_cast<float>(1 / v); });
    return (upload(weights, distance.device()) * distance).mean();
  }

  ConsistencyObjective o_;
  int64_t last_ = 0;
};

/// erf of the standardised ln s: twice the share of levels drawn below s, less one.
double drawn_below(const ConsistencyObjective& o, double s) {
  return std::erf((std::log(s) - o.p_mean) / (M_SQRT2 * o.p_std));
}

/// Refuses a law of levels of which next to nothing lies where the pairs are.
void check_drawn(const ConsistencyObjective& o) {
  constexpr double kLeast = 1e-9;  // differences of less are erf's own roundings
  const double share = 0.5 * (drawn_below(o, o.s_max) - drawn_below(o, o.s_min));
  if (!(share > kLeast))
    throw std::invalid_argument(fmt::format(
        "train: objective.p_mean = {} and p_std = {} put a share of {:.2g} of the levels between "
        "s_min = {} and s_max = {}, whose logarithms are {:.3g} and {:.3g}; take a p_mean between "
        "these",
        o.p_mean, o.p_std, share, o.s_min, o.s_max, std::log(o.s_min), std::log(o.s_max)));
}

}  // namespace

void check(const ConsistencyObjective& o) {
  const auto one_of = [](const char* key, const std::string& value,
                         const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), value) == known.end())
      throw std::invalid_argument(fmt::format("train: unknown objective.{} '{}'; {}", key,
                                              printable(value), known_names(value, known)));
  };
  one_of("pairs", o.pairs, {"data", "teacher"});
  one_of("solver", o.solver, {"ddim", "heun"});
  one_of("draw", o.draw, {"lognormal", "uniform"});
  one_of("weighting", o.weighting, {"gap", "uniform"});
  one_of("distance", o.distance, {"huber", "l2"});
  if (!(o.s_min < o.s_max))
    throw std::invalid_argument(fmt::format(
        "train: objective.s_min must be below objective.s_max, got {} and {}", o.s_min, o.s_max));
  if (o.levels_from > o.levels_to)
    throw std::invalid_argument(
        fmt::format("train: objective.levels_from must not be above objective.levels_to, got {} "
                    "and {}",
                    o.levels_from, o.levels_to));
  if (o.pairs == "data" && o.guidance != 1)
    throw std::invalid_argument(fmt::format(
        "train: objective.guidance is {}, and pairs = \"data\" asks no teacher, which it "
        "would guide; take pairs = \"teacher\", or leave it out",
        o.guidance));
  if (o.draw == "lognormal") check_drawn(o);
}

int64_t consistency_levels(const ConsistencyObjective& o, int64_t k) {
  const double doublings =
      std::log2(static_cast<double>(o.levels_to) / static_cast<double>(o.levels_from));
  const auto part =
      std::max<int64_t>(1, static_cast<int64_t>(static_cast<double>(o.updates) / (doublings + 1)));
  int64_t levels = o.levels_from;
  for (int64_t i = 0; i < k / part && levels < o.levels_to; ++i) levels *= 2;
  return std::min(levels, o.levels_to);
}

double consistency_level(const ConsistencyObjective& o, int64_t i, int64_t n) {
  const double low = std::pow(o.s_min, 1 / o.rho), high = std::pow(o.s_max, 1 / o.rho);
  return std::pow(low + static_cast<double>(i) / static_cast<double>(n) * (high - low), o.rho);
}

std::vector<int64_t> draw_pairs(const ConsistencyObjective& o, int64_t n,
                                const std::vector<double>& v) {
  std::vector<double> sum;  // of the pairs up to each
  const auto normal = [&](int64_t i) { return drawn_below(o, consistency_level(o, i, n)); };
  for (int64_t i = 0; i < n; ++i)
    sum.push_back((i > 0 ? sum.back() : 0) + (o.draw == "uniform" ? 1 : normal(i + 1) - normal(i)));
  std::vector<int64_t> out;
  for (double quantile : v) {
    const auto at = std::upper_bound(sum.begin(), sum.end(), quantile * sum.back());
    out.push_back(std::min<int64_t>(at - sum.begin(), n - 1));
  }
  return out;
}

std::unique_ptr<TrainingTask> consistency_task(Teacher teacher,
                                               const ConsistencyObjective& objective,
                                               const nlohmann::json& network, int64_t batch,
                                               at::ScalarType precision, ImageSet train,
                                               ImageSet test, at::Device device) {
  check(objective);
  return std::make_unique<ConsistencyTask>(std::move(teacher), objective, network, batch, precision,
                                           std::move(train), std::move(test), device);
}

namespace {

class ConsistencySettings final : public StudentSettings {
 public:
  explicit ConsistencySettings(TaskTables tables) : StudentSettings(tables) {
    tables.objective
        .required("teacher", o_.teacher, "the model that is distilled, as --model takes it")
        .optional("guidance", o_.guidance, "of a teacher with classes, by itself without a class")
        .optional("pairs", o_.pairs,
                  "what leads from a level to the next: teacher (distillation) or data (training)")
        .optional("solver", o_.solver,
                  "of the teacher's step, where it makes the pairs: heun or ddim")
        .optional("s_min", o_.s_min, "lowest level sigma/alpha, where the student is the identity")
        .optional("s_max", o_.s_max, "highest level sigma/alpha")
        .optional("rho", o_.rho, "of Karras's levels: larger, more of them at low noise")
        .optional("levels_from", o_.levels_from, "pairs of neighbouring levels at first")
        .optional("levels_to", o_.levels_to, "and in the end, by doubling")
        .optional("draw", o_.draw, "how pairs are drawn: lognormal or uniform")
        .optional("p_mean", o_.p_mean, "of lognormal: mean of ln sigma")
        .optional("p_std", o_.p_std, "of lognormal: standard deviation of ln sigma")
        .optional("weighting", o_.weighting,
                  "of pairs: gap (one over the difference of levels) or uniform")
        .optional("distance", o_.distance, "huber (pseudo-Huber) or l2")
        .optional("huber", o_.huber, "its constant, times the square root of the dimension")
        .optional("target_ema", o_.target_ema,
                  "mu_0 of the averaged target network; 0: the student itself")
        .optional("adapt", o_.adapt, "steps of denoising that come first")
        .optional("updates", o_.updates, "steps of consistency")
        .optional("class_dropout", o_.class_dropout,
                  "how often a conditional student is shown no class")
        .optional("flip", o_.flip, "mirror half of the images")
        .finish();
    check_ranges({{"objective.guidance", o_.guidance, 0},
                  positive("objective.s_min", o_.s_min),
                  positive("objective.s_max", o_.s_max),
                  positive("objective.rho", o_.rho),
                  {"objective.levels_from", double(o_.levels_from), 1, 1e6},
                  {"objective.levels_to", double(o_.levels_to), 1, 1e6},
                  {"objective.p_mean", o_.p_mean, -20, 20},
                  positive("objective.p_std", o_.p_std),
                  {"objective.huber", o_.huber, 0},
                  {"objective.target_ema", o_.target_ema, 0, 1},
                  {"objective.adapt", double(o_.adapt), 0, 1e9},
                  {"objective.updates", double(o_.updates), 1, 1e9},
                  {"objective.class_dropout", o_.class_dropout, 0, 1}},
                 tables.objective.where());
    check(o_);
    if (o_.pairs == "data" && tables.objective.has("solver"))
      tables.objective.fail(
          "solver", "is of the teacher's step, and pairs = \"data\" takes none; leave it out");
    check_network(tables);
  }
  nlohmann::json objective() const override {
    nlohmann::json out = {{"teacher", o_.teacher},
                          {"guidance", o_.guidance},
                          {"pairs", o_.pairs},
                          {"s_min", o_.s_min},
                          {"s_max", o_.s_max},
                          {"rho", o_.rho},
                          {"levels_from", o_.levels_from},
                          {"levels_to", o_.levels_to},
                          {"draw", o_.draw},
                          {"p_mean", o_.p_mean},
                          {"p_std", o_.p_std},
                          {"weighting", o_.weighting},
                          {"distance", o_.distance},
                          {"huber", o_.huber},
                          {"target_ema", o_.target_ema},
                          {"adapt", o_.adapt},
                          {"updates", o_.updates},
                          {"class_dropout", o_.class_dropout},
                          {"flip", o_.flip}};
    if (o_.pairs == "teacher") out["solver"] = o_.solver;
    return out;
  }
  std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                     ImageSet test) const override {
    require_budget(request, o_.length(), "objective.adapt and objective.updates");
    return consistency_task(open_teacher(o_.teacher, o_.guidance, request.device), o_, network_,
                            request.batch, request.precision, std::move(training), std::move(test),
                            request.device);
  }

 private:
  const StudentObjective& student() const override { return o_; }
  ConsistencyObjective o_;
};

const RegisterTask registered{
    {.name = "consistency",
     .read = [](TaskTables tables) { return std::make_shared<const ConsistencySettings>(tables); },
     .example = {{"teacher", "fashion-mnist"}}}};

}  // namespace
}  // namespace odelia
