// Students of few steps: what one update is, what an exact teacher makes of them, and what their
// solver does with an exact consistency function.
#include "tests/catch.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>

#include "experiments/order/study.h"
#include "experiments/train/config.h"
#include "experiments/train/loop.h"
#include "experiments/train/prefix.h"
#include "experiments/train/tasks/consistency.h"
#include "experiments/train/tasks/progressive.h"
#include "models/consistency_function.h"
#include "models/data/npz.h"
#include "models/exact_consistency.h"
#include "models/guidance.h"
#include "models/networks/open_model.h"
#include "models/networks/score/denoising.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "models/solve.h"
#include "models/watched_model.h"
#include "solvers/origin.h"
#include "tests/killed_task.h"
#include "tests/program.h"
#include "tests/seeds.h"
#include "tests/temporary_folder.h"
#include "tests/threads.h"
#include "tests/training.h"

using namespace odelia;

namespace {

constexpr double kMean = 0.4, kStd = 0.5;

Mixture gaussian() { return {{1}, {{kMean}}, {kStd}}; }

/// Points of that Gaussian, in one dimension.
ImageSet points(int64_t count) {
  std::vector<uint64_t> ids(count);
  for (int64_t i = 0; i < count; ++i) ids[i] = 100000 + i;
  ImageSet set;
  set.images = starting_noise(ids, {1}, at::TensorOptions(at::kFloat)) * kStd + kMean;
  set.name = "gaussian", set.split = "train";
  return set;
}

Teacher exact_teacher(Mixture mixture = gaussian()) {
  return {mixture_model(std::move(mixture)), std::nullopt, "gaussian", "none"};
}

/// A network's teacher of points in one dimension, which knows these half log-SNRs.
Teacher network_teacher(int64_t classes, const std::vector<double>& lambda_range,
                        const nlohmann::json& training = nlohmann::json::object()) {
  Teacher out;
  out.name = "teacher";
  out.checkpoint.emplace();
  out.checkpoint->lambda_range = lambda_range, out.checkpoint->training = training;
  out.checkpoint->network = read_network(
      {{{"type", "mlp"}, {"dimension", 1}, {"width", 8}, {"depth", 1}, {"classes", classes}},
       "network"});
  out.checkpoint->parameters = out.checkpoint->network->make(1);
  out.model = std::make_shared<NetworkModel>(*out.checkpoint, NetworkOptions());
  return out;
}

const nlohmann::json kMlp = {{"type", "mlp"}, {"width", 32}, {"depth", 2}};

/// Kept after every step, at a constant rate.
LoopConfig steady_loop(int64_t steps) {
  LoopConfig c = loop(steps);
  c.save_minutes = 0, c.schedule = "constant";
  return c;
}

ProgressiveObjective halving() {
  ProgressiveObjective o;
  o.from = 8, o.to = 2, o.adapt = 3, o.updates = 4;
  return o;
}

ConsistencyObjective consistent() {
  ConsistencyObjective o;
  o.levels_from = 4, o.levels_to = 8, o.adapt = 2, o.updates = 8, o.target_ema = 0.5;
  return o;
}

/// Mean and standard deviation of samples.
std::pair<double, double> moments(const Tensor& x) {
  const Tensor y = x.to(at::kDouble);
  return {y.mean().item<double>(), y.std().item<double>()};
}

}  // namespace

TEST_CASE("a consistency function is the identity at its cleanest level, to the bit",
          "[distillation]") {
  for (const double std : {0.5, 1.0}) {
    for (const double s_min : {0.002, 0.01, 1e-4}) {
      const auto at = to_origin(s_min, std, s_min), below = to_origin(s_min / 2, std, s_min);
      CHECK((at.on_input == 1 && at.on_output == 0));
      CHECK((below.on_input == 1 && below.on_output == 0));
      // With s_min = 0 they are EDM's coefficients.
      const auto edm = to_data(Target::edm, 3, std), zero = to_origin(3, std, 0);
      CHECK(zero.on_input == Approx(edm.on_input).epsilon(1e-14));
      CHECK(zero.on_output == Approx(edm.on_output).epsilon(1e-14));
      ScoreCheckpoint c;
      c.network = network_for_data(kMlp, {3}, "test");
      c.target = Target::consistency, c.lambda_range = {-std::log(80), -std::log(s_min)};
      const Tensor y = starting_noise(seeds(16), {3}, at::TensorOptions(at::kFloat));
      const std::vector<double> lambda(16, c.lambda_range[1]);
      CHECK(origin_of(c, 1000 * y, y, lambda).equal(y));
    }
  }
  CHECK_THROWS_WITH(to_data(Target::consistency, 1, 1), ODELIA_CONTAINS("consistency function"));
}

TEST_CASE("with an exact consistency function samples have the law of the process after any steps",
          "[distillation]") {
  const Method method = make_method("consistency");
  for (const auto& process : processes_by_name())
    for (const auto& grid : order_grids()) {
      INFO(process << ", " << grid);
      const Certificate c = exact_law(method, process, grid);
      CHECK(c.errors.size() == 4);
      for (double error : c.errors) CHECK(error < 1e-10);  // times are inverted to 1e-12
      CHECK((holds(c) && c.counts_hold));
    }
  // The check can fail: a solver of the reverse SDE has an error at few steps.
  CHECK_FALSE(holds(exact_law(make_method("ddpm_ancestral"), "vp_linear", "log_snr")));
}

namespace {
/// The same number at every draw.
class Constant final : public NoiseSource {
 public:
  explicit Constant(double value) : value_(value) {}
  Tensor normal(const PerSample&, const PerSample&, const Tensor& like, int) override {
    ++draws;
    return at::full_like(like, value_);
  }
  void select(const std::vector<int64_t>&) override {}
  int draws = 0;

 private:
  double value_;
};
}  // namespace

TEST_CASE("what noise the end of the flow still has is not added again", "[distillation]") {
  const auto process = make_process("vp_linear");
  const Method method = make_method("consistency");
  const double end = 0.3;  // sigma/alpha of the function's end
  const auto step = [&](double t1, Constant& noise) {
    const auto dynamics = reverse_dynamics(process, exact_consistency(gaussian(), end), 1);
    const State now{at::full({1, 1}, 0.7, at::kDouble), 0.9};
    return method.solver->step(*dynamics, noise, now, {t1, 0, 1}).next.x.item<double>();
  };
  const double t1 = process->t_of_lambda(0), alpha = process->alpha(t1), sigma = process->sigma(t1);
  Constant none(0), one(1);
  const double spread = step(t1, one) - step(t1, none);
  CHECK(spread * spread + std::pow(alpha * end, 2) == Approx(sigma * sigma).epsilon(1e-12));
  // At a lower level than the end there is nothing to add, and nothing is drawn.
  Constant last(1);
  const double t2 = process->t_of_lambda(-std::log(end / 2));
  const double s = process->sigma(0.9) / process->alpha(0.9), y = 0.7 / process->alpha(0.9);
  const double gain = std::sqrt((kStd * kStd + end * end) / (kStd * kStd + s * s));
  CHECK(step(t2, last) == Approx(process->alpha(t2) * (kMean + gain * (y - kMean))).epsilon(1e-12));
  CHECK(last.draws == 0);
}

TEST_CASE("the exact consistency function of a mixture ends where the flow ends",
          "[distillation]") {
  const Mixture two{{0.5, 0.5}, {{-1, 0.5}, {1, -0.5}}, {0.5, 0.6}};
  const auto function = exact_consistency(two, 0.01);
  const auto process = make_process("ve(sigma_min=0.01,sigma_max=5)");
  const Tensor x = 5 * starting_noise(seeds(4), {2}, at::TensorOptions(at::kDouble));
  const Solution flow =
      solve(plan_to_tolerance("test", make_method("dopri5"), 1,
                              process->t_of_lambda(-std::log(0.01)), {.rtol = 1e-9, .atol = 1e-9}),
            process, mixture_model(two), seeds(4), x);
  const Tensor end = consistency_function(*function)->origin(x, 1.0, 5.0);
  CHECK((end - flow.x).abs().max().item<double>() < 1e-6);  // two tolerances, some steps each
  CHECK(function->ledger().forward == 1);
  // Along one trajectory the answer is one.
  const Tensor middle =
      solve(plan_to_tolerance("test", make_method("dopri5"), 1, process->t_of_lambda(0),
                              {.rtol = 1e-9, .atol = 1e-9}),
            process, mixture_model(two), seeds(4), x)
          .x;
  CHECK(
      (consistency_function(*function)->origin(middle, 1.0, 1.0) - end).abs().max().item<double>() <
      1e-6);
  CHECK_THROWS_WITH(exact_consistency(two), ODELIA_CONTAINS("s_min must be positive"));
}

TEST_CASE("the solver and the model must be of one kind, and say so", "[distillation][errors]") {
  const auto process = make_process("edm");
  const auto grid = make_time_grid("karras", *process, 2);
  const auto with = [&](const char* solver, std::shared_ptr<ScoreModel> model) {
    return obstacle(plan_on_grid(make_method(solver), grid), process, model,
                    at::TensorOptions(at::kDouble));
  };
  CHECK_THAT(with("consistency", mixture_model(gaussian())),
             ODELIA_CONTAINS("needs a consistency function"));
  CHECK(with("consistency", exact_consistency(gaussian())).empty());
  CHECK_THAT(
      with("ddim", exact_consistency(gaussian())),
      ODELIA_CONTAINS("is a consistency function") && ODELIA_CONTAINS("solver 'consistency'"));
  CHECK_THAT(with("heun", exact_consistency(gaussian())),
             ODELIA_CONTAINS("is a consistency function"));
  CHECK_THROWS_WITH(make_method("consistency(eta=0.5)"), ODELIA_CONTAINS("takes no eta"));
  for (const auto& [name, wrapper] : wrappers())
    CHECK_THROWS_WITH(make_method(name + "(consistency)"),
                      ODELIA_CONTAINS("samples by a consistency"));
  // Through what stands around a model: the same function, evaluations counted.
  const Tensor x = 80 * starting_noise(seeds(3), {1}, at::TensorOptions(at::kDouble));
  const Tensor plain = consistency_function(*exact_consistency(gaussian()))->origin(x, 1.0, 80.0);
  int told = 0;
  Watch watch;
  watch.after = [&](const Evaluation&) { ++told; };
  for (const auto& around : {watched_model(exact_consistency(gaussian()), watch),
                             guided_model(exact_consistency(gaussian()), nullptr, {}, {})}) {
    REQUIRE(consistency_function(*around));
    CHECK(consistency_function(*around)->origin(x, 1.0, 80.0).equal(plain));
    CHECK(around->ledger().forward == 1);
    CHECK_THROWS_WITH(around->predict(x, 1.0, 80.0, Prediction::data),
                      ODELIA_CONTAINS("is a consistency function"));
  }
  CHECK(told == 1);
  CHECK_FALSE(consistency_function(*watched_model(mixture_model(gaussian()), {})));
  CHECK_THROWS_WITH(
      guided_model(mixture_model(gaussian()), exact_consistency(gaussian()), {}, {.w = 2}),
      ODELIA_CONTAINS("consistency function"));
}

TEST_CASE("one DDIM step to the data of two is those two steps", "[distillation]") {
  const std::vector<double> s{5, 2}, middle{3, 1}, end{1, 0};
  const Tensor y = at::tensor({1.0, -2.0}, at::kDouble).view({2, 1}),
               a = at::tensor({0.3, 0.1}, at::kDouble).view({2, 1}),
               b = at::tensor({-0.4, 0.7}, at::kDouble).view({2, 1});
  const Tensor y1 = ddim_step(ddim_step(y, a, s, middle), b, middle, end);
  const Tensor x = two_step_target(y, y1, s, end);
  // Ratios of levels are rounded to float32.
  CHECK((ddim_step(y, x, s, end) - y1).abs().max().item<double>() < 1e-6);
  CHECK(x[1].item<double>() == Approx(b[1].item<double>()).epsilon(1e-6));  // to clean data
}

TEST_CASE("progressive: one update's loss is the formula's, computed by hand", "[distillation]") {
  ProgressiveObjective o = halving();
  o.adapt = 0;
  const auto task =
      progressive_task(exact_teacher(), o, kMlp, 4, at::kFloat, points(64), points(64));
  auto p = task->initial(3);
  p.at("out.weight").normal_(0, 0.1, at::detail::createCPUGenerator(1));  // fresh ones are zero
  const double loss = task->loss(p, 5, 0).item<double>();

  DistillData data(points(64), 4, 0, o.class_dropout, o.flip);
  const auto batch = data.draw(5, 0);
  const auto process = make_process(o.process);
  const auto times = make_time_grid(o.grid, *process, 8);
  const auto net = network_for_data(kMlp, {1}, "test");
  const ParameterSet own = without_prefix(p, "teacher/");
  double sum = 0;
  for (int64_t i = 0; i < 4; ++i) {
    const auto j = static_cast<int64_t>(4 * batch.v[i]);  // of the student's four steps
    const auto level = [&](int64_t k) {
      return process->sigma(times[k]) / process->alpha(times[k]);
    };
    const double s = level(2 * j), m = level(2 * j + 1), e = level(2 * j + 2);
    const auto denoised = [](double y, double s) {
      return (kStd * kStd * y + s * s * kMean) / (kStd * kStd + s * s);
    };
    const double y = batch.x0[i].item<double>() + s * batch.n[i].item<double>();
    const double y_m = denoised(y, s) + m / s * (y - denoised(y, s));
    const double y_e = denoised(y_m, m) + e / m * (y_m - denoised(y_m, m));
    const double x = (y_e - e / s * y) / (1 - e / s);
    const double alpha = 1 / std::sqrt(1 + s * s), sigma = s * alpha;
    const Tensor F = net->forward(own, at::full({1, 1}, alpha * y, at::kFloat),
                                  at::full({1}, -std::log(s), at::kFloat), {}, nullptr);
    const double x_hat = alpha * alpha * y - sigma * F.item<double>();
    sum += std::max(1 / (s * s), 1.0) * (x - x_hat) * (x - x_hat) / 4;
  }
  CHECK(loss == Approx(sum).epsilon(2e-3));  // float32, where y is a hundred times x
}

TEST_CASE("consistency: one update's loss is the formula's, computed by hand", "[distillation]") {
  for (const char* how : {"heun", "ddim", "data"}) {
    INFO(how);
    ConsistencyObjective o = consistent();
    o.adapt = 0, o.target_ema = 0;
    if (std::string(how) == "data")
      o.pairs = "data";
    else
      o.solver = how;
    const auto task =
        consistency_task(exact_teacher(), o, kMlp, 4, at::kFloat, points(64), points(64));
    auto p = task->initial(3);
    p.at("out.weight").normal_(0, 0.1, at::detail::createCPUGenerator(1));
    const double loss = task->loss(p, 5, 0).item<double>();

    DistillData data(points(64), 4, 0, o.class_dropout, o.flip);
    const auto batch = data.draw(5, 0);
    const auto net = network_for_data(kMlp, {1}, "test");
    const auto f = [&](double y, double s) {
      const double k = 1 / std::sqrt(1 + s * s), beyond = s - o.s_min;
      const double F = net->forward(p, at::full({1, 1}, k * y, at::kFloat),
                                    at::full({1}, -std::log(s), at::kFloat), {}, nullptr)
                           .item<double>();
      return y / (beyond * beyond + 1) + beyond * k * F;
    };
    const auto slope = [](double y, double s) {
      return s * (y - kMean) / (kStd * kStd + s * s);  // (y - D)/s
    };
    double sum = 0;
    const auto pairs = draw_pairs(o, 4, batch.v);
    for (int64_t i = 0; i < 4; ++i) {
      const double s1 = consistency_level(o, pairs[i], 4),
                   s = consistency_level(o, pairs[i] + 1, 4);
      const double y = batch.x0[i].item<double>() + s * batch.n[i].item<double>();
      double y1 = y + (s1 - s) * slope(y, s);
      if (o.pairs == "data")
        y1 = batch.x0[i].item<double>() + s1 * batch.n[i].item<double>();
      else if (o.solver == "heun")
        y1 = y + 0.5 * (s1 - s) * (slope(y, s) + slope(y1, s1));
      const double miss = f(y, s) - f(y1, s1), c = o.huber;
      sum += (std::sqrt(miss * miss + c * c) - c) / (s - s1) / 4;
    }
    CHECK(loss == Approx(sum).epsilon(2e-3));
  }
}

TEST_CASE("levels, their doubling and their pairs are the papers'", "[distillation]") {
  ConsistencyObjective o;
  o.levels_from = 10, o.levels_to = 1280, o.updates = 800;  // seven doublings: parts of 100
  CHECK(consistency_levels(o, 0) == 10);
  CHECK(consistency_levels(o, 99) == 10);
  CHECK(consistency_levels(o, 100) == 20);
  CHECK(consistency_levels(o, 799) == 1280);
  CHECK(consistency_levels(o, 100000) == 1280);
  CHECK(consistency_level(o, 0, 10) == Approx(0.002).epsilon(1e-12));
  CHECK(consistency_level(o, 10, 10) == Approx(80).epsilon(1e-12));
  std::vector<double> v;
  for (int i = 0; i < 4000; ++i) v.push_back((i + 0.5) / 4000);
  o.draw = "uniform";
  auto pairs = draw_pairs(o, 4, v);
  for (int64_t k = 0; k < 4; ++k) CHECK(std::count(pairs.begin(), pairs.end(), k) == 1000);
  o.draw = "lognormal";  // the share of a normal law between two levels
  pairs = draw_pairs(o, 4, v);
  const auto below = [&](int64_t i) {
    return 0.5 * std::erfc(-(std::log(consistency_level(o, i, 4)) + 1.1) / (2 * M_SQRT2));
  };
  for (int64_t k = 0; k < 4; ++k)
    CHECK(static_cast<double>(std::count(pairs.begin(), pairs.end(), k)) / 4000 ==
          Approx((below(k + 1) - below(k)) / (below(4) - below(0))).margin(1e-3));
  o.levels_from = 20, o.levels_to = 10;
  CHECK_THROWS_WITH(check(o), ODELIA_CONTAINS("levels_from"));
}

TEST_CASE("the target follows the student by the decay of its step's levels", "[distillation]") {
  const ConsistencyObjective o = consistent();  // 4 pairs of levels, from the fifth step on 8
  const auto task =
      consistency_task(exact_teacher(), o, kMlp, 4, at::kFloat, points(16), points(16));
  auto p = task->initial(3);
  const auto own = [&] { return without_prefix(p, "target/"); };
  const auto target = [&] { return with_prefix(p, "target/"); };
  for (const auto& [number, mu] :
       {std::pair<int64_t, double>{o.adapt, 0},  // until the pairs begin it is the student
        {o.adapt + 1, std::exp(4 * std::log(0.5) / 4)},
        {o.adapt + 4, std::exp(4 * std::log(0.5) / 8)}}) {
    INFO("step " << number);
    for (auto& [name, value] : own()) value.add_(1);  // the weights have moved
    const ParameterSet before = clone(target());
    task->loss(p, 5, number);
    for (const auto& [name, value] : own()) {
      const Tensor expected = mu * before.at(name) + (1 - mu) * value;
      CHECK((target().at(name) - expected).abs().max().item<double>() <
            1e-5);  // float32, some units
    }
  }
}

TEST_CASE("a student that is kept where a stage ends is measured as that stage's",
          "[distillation]") {
  const Threads one(1);
  const TemporaryFolder folder("distillation");
  const auto run = [&](const std::unique_ptr<TrainingTask>& task, int64_t steps, int64_t kept,
                       const char* name) {
    auto config = steady_loop(steps);
    config.keep_images = kept * config.batch;
    run_training(*task, config, folder / name, quiet);
  };
  const auto agree = [&](const char* kept, const char* end) {
    const auto a = load_score_checkpoint(folder / kept), b = load_score_checkpoint(folder / end);
    CHECK(same(a.parameters, b.parameters));
    CHECK(a.training.at("loss") == b.training.at("loss"));
  };
  ProgressiveObjective to_two = halving(), to_four = halving();
  to_four.to = 4;
  for (const auto& [name, o] : {std::pair{"two", to_two}, {"four", to_four}})
    run(progressive_task(exact_teacher(), o, kMlp, 8, at::kFloat, points(20), points(10)),
        o.length(), to_four.length(), name);
  agree("two/images-000000056", "four");
  ConsistencyObjective doubled = consistent(), plain = consistent();
  plain.levels_to = plain.levels_from, plain.updates = doubled.updates / 2;
  for (const auto& [name, o] : {std::pair{"doubled", doubled}, {"plain", plain}})
    run(consistency_task(exact_teacher(), o, kMlp, 8, at::kFloat, points(20), points(10)),
        o.length(), plain.length(), name);
  agree("doubled/images-000000048", "plain");
}

TEST_CASE("a student says at which guidance, and by which pairs, it was made", "[distillation]") {
  const auto again = [](const Student& s) { return read_student(to_json(s), "config.json"); };
  Student s{"consistency", "teacher", "hash", {}, {}};
  CHECK_FALSE(again(s).guidance);  // as in what was made before it was said
  CHECK(again(s).pairs.empty());
  s.guidance = 2.5, s.pairs = "teacher";
  CHECK((again(s).guidance == 2.5));
  CHECK(again(s).pairs == "teacher");
}

TEST_CASE("a distillation that is killed and started again ends with the same weights to the bit",
          "[distillation]") {
  const Threads one(1);
  const bool progressive = GENERATE(true, false);
  const auto make = [&]() -> std::unique_ptr<TrainingTask> {
    if (progressive)
      return progressive_task(exact_teacher(), halving(), kMlp, 8, at::kFloat, points(20),
                              points(10));
    return consistency_task(exact_teacher(), consistent(), kMlp, 8, at::kFloat, points(20),
                            points(10));
  };
  const TemporaryFolder folder("distillation");
  const auto config = steady_loop(progressive ? 11 : 10);
  const auto whole = run_training(*make(), config, folder / "whole", quiet);
  for (const int64_t at : {3, 7, 8, 9}) {  // also where a halving begins
    const auto name = fmt::format("parts{}", at);
    Killed killed(make(), at);
    CHECK_THROWS_WITH(run_training(killed, config, folder / name, quiet), "killed");
    CHECK(same(whole, run_training(*make(), config, folder / name, quiet)));
  }
  const auto saved = load_score_checkpoint(folder / "whole");
  REQUIRE(saved.student);
  CHECK(saved.student->method == (progressive ? "progressive" : "consistency"));
  for (const auto& [name, value] : saved.parameters) CHECK(name.find('/') == std::string::npos);
}

TEST_CASE("a progressive student of a Gaussian makes DDIM's steps in fewer of its own",
          "[distillation][slow]") {
  const Threads one(1);
  ProgressiveObjective o;
  o.from = 16, o.to = 2, o.adapt = 200, o.updates = 300;
  auto config = steady_loop(o.length());
  config.batch = 128, config.ema = 0.95, config.optimizer.lr = 0.01, config.save_minutes = 1e9;
  const TemporaryFolder folder("distillation");
  run_training(
      *progressive_task(exact_teacher(), o, kMlp, 128, at::kFloat, points(4096), points(512)),
      config, folder.path(), quiet);
  const auto student = open_model(folder.path().string());
  const auto process = make_process("vp_linear");
  const Tensor x =
      starting_noise(seeds(500), {1}, at::TensorOptions(at::kDouble)) * process->sigma(1);
  const auto end = [&](std::shared_ptr<ScoreModel> model, int64_t steps) {
    return solve(plan_on_grid(make_method("ddim"), make_time_grid("uniform", *process, steps)),
                 process, std::move(model), seeds(500), x)
        .x;
  };
  const Tensor truth = end(mixture_model(gaussian()), 16), two = end(student, 2);
  const double coarse =
      (end(mixture_model(gaussian()), 2) - truth).square().mean().sqrt().item<double>();
  const double error = (two - truth).square().mean().sqrt().item<double>();
  CAPTURE(coarse, error);
  CHECK(coarse > 0.1);  // what two steps of DDIM are worth
  CHECK(error < 0.05);  // a tenth of the data's spread, by a small network after 1,100 updates
  // Asked otherwise it says so.
  const auto kept = load_score_checkpoint(folder.path()).student;
  const auto note = [&](const char* solver, int64_t steps) {
    return beside_its_steps(*kept, *process, make_method(solver),
                            make_time_grid("uniform", *process, steps));
  };
  CHECK(note("ddim", 2).empty());
  CHECK_THAT(note("ddim", 4), ODELIA_CONTAINS("made for 2 steps of ddim"));
  CHECK_THAT(note("heun", 2), ODELIA_CONTAINS("heun was never trained"));
  CHECK_THAT(note("ddim(eta=1)", 2), ODELIA_CONTAINS("never trained"));
}

TEST_CASE("a consistency student of a Gaussian comes to the closed form", "[distillation][slow]") {
  const Threads one(1);
  ConsistencyObjective o;
  o.s_min = 0.01, o.levels_from = 10, o.levels_to = 40, o.adapt = 200, o.updates = 2500;
  auto config = steady_loop(o.length());
  config.batch = 128, config.ema = 0.99, config.optimizer.lr = 0.01, config.save_minutes = 1e9;
  config.schedule = "linear";
  const TemporaryFolder folder("distillation");
  run_training(
      *consistency_task(exact_teacher(), o, kMlp, 128, at::kFloat, points(4096), points(512)),
      config, folder.path(), quiet);
  const auto student = open_model(folder.path().string());
  REQUIRE(consistency_function(*student));
  const auto exact = exact_consistency(gaussian(), 0.01);
  for (const double s : {0.05, 0.5, 5.0, 80.0}) {
    const Tensor y = kMean + std::sqrt(kStd * kStd + s * s) *
                                 starting_noise(seeds(500), {1}, at::TensorOptions(at::kDouble));
    const Tensor miss = consistency_function(*student)->origin(y, 1.0, s) -
                        consistency_function(*exact)->origin(y, 1.0, s);
    INFO("s = " << s << ": " << miss.square().mean().sqrt().item<double>());
    // A third of the data's spread; a fifth at 80, where few pairs are drawn, a fiftieth below.
    CHECK(miss.square().mean().sqrt().item<double>() < 0.15);
  }
  // Samples of one, two and four steps have about the law of the data: mean and spread are off by no
  // more than the function is, in its RMS.
  const auto process = make_process("edm(sigma_min=0.01)");
  for (const int64_t steps : {1, 2, 4}) {
    const Solution out =
        solve(plan_on_grid(make_method("consistency"), make_time_grid("karras", *process, steps)),
              process, student, seeds(2000), at::TensorOptions(at::kDouble));
    const auto [mean, std] = moments(out.x);
    INFO(steps << " steps: " << mean << ", " << std);
    CHECK(out.mean_nfe() == steps);
    CHECK(mean == Approx(kMean).margin(0.15));
    CHECK(std == Approx(kStd).margin(0.15));
  }
}

TEST_CASE("what cannot be distilled is refused at the start", "[distillation][errors]") {
  const auto progressive = [&](const std::function<void(ProgressiveObjective&)>& change,
                               const nlohmann::json& network = kMlp) {
    ProgressiveObjective o = halving();
    change(o);
    return progressive_task(exact_teacher(), o, network, 4, at::kFloat, points(16), points(16));
  };
  CHECK_THROWS_WITH(progressive([](auto& o) { o.from = 6; }), ODELIA_CONTAINS("objective.from"));
  CHECK_THROWS_WITH(progressive([](auto& o) { o.to = 8; }), ODELIA_CONTAINS("objective.from"));
  CHECK_THROWS_WITH(progressive([](auto& o) { o.target = Target::noise; }),
                    ODELIA_CONTAINS("velocity"));
  CHECK_THROWS_WITH(progressive([](auto& o) { o.grid = "log_snr(final=zero)"; }),
                    ODELIA_CONTAINS("final=zero"));
  CHECK_THROWS_WITH(progressive([](auto& o) { o.process = "rectified_flow(t_max=1)"; }),
                    ODELIA_CONTAINS("pure noise"));
  CHECK_THROWS_WITH(progressive([](auto&) {}, nlohmann::json::object()),
                    ODELIA_CONTAINS("describe one in [network]"));
  const auto consistency = [&](const std::function<void(ConsistencyObjective&)>& change) {
    ConsistencyObjective o = consistent();
    change(o);
    return consistency_task(network_teacher(0, {-5, 3}), o, kMlp, 4, at::kFloat, points(16),
                            points(16));
  };
  // The teacher knows levels down to exp(-3) = 0.05: Heun's step asks at s_min, DDIM's at the level
  // above, which sinks as levels double.
  CHECK_THROWS_WITH(consistency([](auto&) {}),
                    ODELIA_CONTAINS("heun asks at levels sigma/alpha down to 0.002"));
  CHECK_THROWS_WITH(consistency([](auto& o) { o.solver = "ddim"; }),
                    ODELIA_CONTAINS("ddim asks at levels sigma/alpha down to 0.026"));
  CHECK_NOTHROW(consistency([](auto& o) { o.solver = "ddim", o.levels_to = 4; }));
  CHECK_NOTHROW(consistency([](auto& o) { o.pairs = "data"; }));
  CHECK_THROWS_WITH(consistency([](auto& o) { o.pairs = "data", o.guidance = 2; }),
                    ODELIA_CONTAINS("objective.guidance is 2"));
  CHECK_THROWS_WITH(consistency([](auto& o) { o.p_mean = -9, o.p_std = 0.2; }),
                    ODELIA_CONTAINS("objective.p_mean = -9"));
  CHECK_THROWS_WITH(progressive_task(network_teacher(2, {-7, 7}, {{"class_dropout", 0.0}}),
                                     halving(), kMlp, 4, at::kFloat, points(16), points(16)),
                    ODELIA_CONTAINS("never trained without a class"));
  CHECK_THROWS_WITH(open_teacher("fashion-mnist", 2), ODELIA_CONTAINS("knows no classes"));
  CHECK_THROWS_WITH(open_teacher("", 1), ODELIA_CONTAINS("objective.teacher"));
}

TEST_CASE("a student with classes is refused labels that are none of them at the start",
          "[distillation][errors]") {
  const Teacher teacher = network_teacher(2, {-7, 7});
  const auto labelled = [](int64_t label) {
    ImageSet set = points(16);
    if (label >= 0) set.labels = at::arange(16).remainder(label + 1);
    return set;
  };
  const std::string task = GENERATE("progressive", "consistency");
  const auto make = [&](const ImageSet& train, const ImageSet& test) {
    const auto none = nlohmann::json::object();
    if (task == "progressive")
      return progressive_task(teacher, halving(), none, 4, at::kFloat, train, test);
    return consistency_task(teacher, consistent(), none, 4, at::kFloat, train, test);
  };
  CHECK_NOTHROW(make(labelled(1), labelled(1)));
  CHECK_THROWS_WITH(make(labelled(1), labelled(-1)), ODELIA_CONTAINS("needs labels"));
  CHECK_THROWS_WITH(make(labelled(1), labelled(2)),
                    ODELIA_CONTAINS("knows 2 classes") && ODELIA_CONTAINS("have label 2"));
  CHECK_THROWS_WITH(make(labelled(2), labelled(1)), ODELIA_CONTAINS("have label 2"));
}

TEST_CASE("students are trained, sampled and told by the program", "[distillation][cli]") {
  const TemporaryFolder folder("distillation");
  const auto path = [&](const char* name) { return folder / name; };
  std::ofstream(path("mixture.json"))
      << R"({"weights": [0.5, 0.5], "means": [[-1, 0], [1, 0]], "stds": [0.4, 0.4]})";
  const auto config = [&](const char* name, const std::string& task, const std::string& objective,
                          int64_t steps) {
    std::ofstream(path(name)) << fmt::format(
        "task = '{}'\ndata = 'two-moons'\nprecision = 'float32'\n[objective]\nteacher = "
        "'mixture:{}'\nadapt = 4\n{}\n[network]\ntype = 'mlp'\nwidth = 16\n[training]\nbatch = 16\n"
        "[budget]\nsteps = {}\n",
        task, path("mixture.json"), objective, steps);
  };
  config("p.toml", "progressive", "from = 8\nto = 2\nupdates = 4", 12);
  config("c.toml", "consistency", "levels_from = 4\nlevels_to = 8\nupdates = 8", 12);
  const auto odelia = [&](const std::string& words) { return run_program(words); };
  for (const char* which : {"p", "c"}) {
    const auto done = odelia(fmt::format("train {}.toml --out {}", path(which), path(which)));
    INFO(done.err);
    REQUIRE(done.status == 0);
  }
  for (const char* which : {"p", "c"}) {
    const auto student = load_score_checkpoint(folder / which).student;
    CHECK((student->guidance == 1));
    CHECK(student->pairs == (which == std::string("c") ? "teacher" : ""));
  }
  const auto sample = [&](const std::string& words, const char* out) {
    return odelia(fmt::format("sample --seeds 0-7 --out {} {}", path(out), words));
  };
  const auto p = fmt::format("--model {} --solver ddim --grid uniform ", path("p"));
  const auto fits = sample(p + "--steps 2", "fits");
  CHECK(fits.status == 0);
  CHECK(fits.err.find("progressive student") == std::string::npos);
  const auto beside = sample(p + "--steps 5", "beside");
  CHECK(beside.status == 0);
  CHECK_THAT(beside.err, ODELIA_CONTAINS("made for 2 steps of ddim"));
  // Its answers are no denoised estimates and no flow: what asks it at any level is refused.
  write_npz(path("two.npz"), {{"arr_0", at::zeros({2, 2})}});
  std::ofstream(path("compare.toml")) << fmt::format(
      "model = '{}'\nsolvers = ['ddim']\ngrids = ['uniform']\nnfe = [2]\n[trajectory]\nseeds = "
      "'0-3'\n",
      path("p"));
  const auto of_p = [&](const std::string& verb) {
    return fmt::format("{} --model {} --out {}", verb, path("p"), path("none"));
  };
  const std::string data = fmt::format(" --data {}", path("two.npz"));
  for (const std::string& call :
       {of_p("likelihood") + data, of_p("encode") + data, of_p("decode") + data,
        of_p("loss") + data, of_p("projection") + data, of_p("statistics"),
        fmt::format("compare {} --out {}", path("compare.toml"), path("none"))}) {
    const auto refused = odelia(call);
    INFO(call << ": " << refused.err);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, ODELIA_CONTAINS("is a progressive student"));
    CHECK_THAT(refused.err, ODELIA_CONTAINS("take its teacher"));
    CHECK_FALSE(std::filesystem::exists(folder / "none"));
  }
  const auto c = fmt::format("--model {} --process edm --grid karras ", path("c"));
  CHECK(sample(c + "--solver consistency --steps 2", "c2").status == 0);
  const auto flow = sample(c + "--solver dpmpp_2m --steps 2", "flow");
  CHECK(flow.status == 2);
  CHECK_THAT(flow.err, ODELIA_CONTAINS("is a consistency function"));
  const auto plain = sample(
      fmt::format("--model mixture:{} --solver consistency --steps 2", path("mixture.json")), "m");
  CHECK(plain.status == 2);
  CHECK_THAT(plain.err, ODELIA_CONTAINS("needs a consistency function"));
  // Budgets that are not the sum of the parts, unknown names, and a consistency function as teacher.
  const auto refused = [&](const std::string& words, const std::string& why) {
    const auto call = odelia(words);
    CHECK(call.status == 2);
    CHECK_THAT(call.err, ODELIA_CONTAINS(why));
  };
  const auto again = [&](const char* which, const std::string& set) {
    return fmt::format("train {}.toml --out {} --set '{}'", path(which), path("no"), set);
  };
  refused(again("p", "budget.steps=13"), "set budget.steps to 12");
  refused(again("p", "from=\"fashion-mnist\""), "begins with the weights of its teacher");
  refused(again("c", "objective.distance=\"lpips\""), "objective.distance");
  refused(again("c", "objective.pairs=\"data\"") + " --set 'objective.solver=\"ddim\"'",
          "'objective.solver' is of the teacher's step");
  refused(again("c", fmt::format("objective.teacher=\"{}\"", path("c"))),
          "consistency function itself");
  refused(again("c", fmt::format("objective.teacher=\"{}\"", path("p"))),
          "progressive student itself");
  refused(again("p", fmt::format("objective.teacher=\"{}\"", path("p"))),
          "take objective.from = 2");
  const auto chain = odelia(
      fmt::format("train {} --out {} --set 'objective.teacher=\"{}\"' --set objective.from=2 --set "
                  "objective.to=1 --set objective.adapt=0 --set budget.steps=4",
                  path("p.toml"), path("p1"), path("p")));
  INFO(chain.err);
  CHECK(chain.status == 0);
  CHECK(load_score_checkpoint(folder / "p1").student->steps() == 1);
}
