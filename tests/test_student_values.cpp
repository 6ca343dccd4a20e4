// What students and conditional networks are taught, in numbers: updates by hand in several
// dimensions, with classes and a guided teacher.
#include "tests/catch.h"

#include <cmath>
#include <filesystem>

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>

#include "experiments/train/loop.h"
#include "experiments/train/tasks/consistency.h"
#include "experiments/train/tasks/progressive.h"
#include "experiments/train/tasks/score.h"
#include "models/guidance.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "models/solve.h"
#include "tests/seeds.h"
#include "tests/temporary_folder.h"
#include "tests/threads.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

constexpr int64_t kRows = 8;

/// Points in d dimensions, of two classes by turns.
ImageSet points(int64_t count, int64_t d) {
  at::manual_seed(2);
  ImageSet set;
  set.images = 0.5 * at::randn({count, d}) + 0.4;
  set.labels = at::arange(count).remainder(2);
  set.name = "synthetic", set.split = "train";
  return set;
}

/// A network of points that predicts noise, no weight of it zero.
ScoreCheckpoint points_network(int64_t d, int64_t classes) {
  ScoreCheckpoint c;
  c.network = network_for_data({{"type", "mlp"}, {"width", 16}, {"depth", 2}, {"classes", classes}},
                               {d}, "test");
  c.dataset = "synthetic", c.lambda_range = {-6, 6};
  c.parameters = c.network->make(1);
  at::manual_seed(6);
  for (auto& [name, value] : c.parameters) value = value + 0.2 * at::randn(value.sizes());
  return c;
}

/// Labels as a network has them, of one row.
Tensor label(const DistillBatch& batch, int64_t i) {
  return batch.labels.defined() ? batch.labels.narrow(0, i, 1) : Tensor();
}

/// F of one row at k y, in double.
Tensor answer(const ScoreCheckpoint& c, const ParameterSet& p, const Tensor& y, double s,
              const Tensor& label) {
  const double k = 1 / std::sqrt(1 + s * s);
  return c.network
      ->forward(p, (k * y).to(at::kFloat).unsqueeze(0), at::full({1}, -std::log(s), at::kFloat),
                label, nullptr)[0]
      .to(at::kDouble);
}

/// The slope dy/ds = (y - x0_hat)/s = n_hat of the teacher, guided by itself without a class.
Tensor slope(const ScoreCheckpoint& teacher, const Tensor& y, double s, const Tensor& label,
             double w) {
  const Tensor own = answer(teacher, teacher.parameters, y, s, label);
  if (!label.defined()) return own;
  const Tensor none = answer(teacher, teacher.parameters, y, s,
                             at::full({1}, teacher.network->classes(), at::kLong));
  return own + (w - 1) * (own - none);
}

ConsistencyObjective consistent() {
  ConsistencyObjective o;
  o.s_min = 0.02, o.s_max = 20, o.levels_from = 6, o.levels_to = 6, o.adapt = 0, o.updates = 8;
  return o;
}

}  // namespace

TEST_CASE("a consistency update is the formula's in every dimension, with classes and guidance",
          "[distillation]") {
  const at::NoGradGuard no_grad;
  const Threads one(1);
  const TemporaryFolder folder("students");
  for (const auto& [d, classes, guidance] :
       {std::tuple<int64_t, int64_t, double>{3, 0, 1}, {3, 2, 1}, {2, 2, 2.5}}) {
    const auto name = (folder.path() / fmt::format("{}-{}-{}", d, classes, guidance)).string();
    save_checkpoint(name, points_network(d, classes), at::kFloat);
    const auto teacher = load_score_checkpoint(name);
    for (const char* solver : {"heun", "ddim"})
      for (const char* distance : {"huber", "l2"})
        for (const char* weighting : {"gap", "uniform"}) {
          INFO(d << " dimensions, " << classes << " classes, guidance " << guidance << ", "
                 << solver << ", " << distance << ", " << weighting);
          ConsistencyObjective o = consistent();
          o.solver = solver, o.distance = distance, o.weighting = weighting;
          o.guidance = guidance, o.class_dropout = 0.3,
          o.huber = 0.1;  // so that both ends are seen
          const auto task = consistency_task(open_teacher(name, guidance), o, {}, kRows, at::kFloat,
                                             points(64, d), points(64, d));
          auto p = task->initial(3);  // the teacher's
          const double loss = task->loss(p, 5, 0).item<double>();

          DistillData data(points(64, d), kRows, classes, o.class_dropout, o.flip);
          const auto batch = data.draw(5, 0);
          const auto f = [&](const Tensor& y, double s, const Tensor& label) {
            const double beyond = s - o.s_min;
            return y / (beyond * beyond + 1) +
                   beyond / std::sqrt(1 + s * s) * answer(teacher, p, y, s, label);
          };
          double sum = 0;
          const auto pairs = draw_pairs(o, 6, batch.v);
          for (int64_t i = 0; i < kRows; ++i) {
            const double s1 = consistency_level(o, pairs[i], 6),
                         s = consistency_level(o, pairs[i] + 1, 6);
            const Tensor told = label(batch, i),
                         y = batch.x0[i].to(at::kDouble) + s * batch.n[i].to(at::kDouble);
            const Tensor first = slope(teacher, y, s, told, guidance);
            Tensor y1 = y + (s1 - s) * first;
            if (o.solver == "heun")
              y1 = y + 0.5 * (s1 - s) * (first + slope(teacher, y1, s1, told, guidance));
            const double squares = (f(y, s, told) - f(y1, s1, told)).square().sum().item<double>();
            const double c = 0.1 * std::sqrt(double(d));
            // Pseudo-Huber over sqrt(d), which is |.| / sqrt(d) far away: a number's root mean square.
            const double apart = o.distance == "l2"
                                     ? squares / double(d)
                                     : (std::sqrt(squares + c * c) - c) / std::sqrt(double(d));
            sum += apart * (o.weighting == "gap" ? 1 / (s - s1) : 1) / kRows;
          }
          CHECK(loss == Approx(sum).epsilon(2e-3));  // float32, where y is a hundred times x
        }
  }
}

TEST_CASE("a progressive update is the formula's, with classes and guidance", "[distillation]") {
  const at::NoGradGuard no_grad;
  const Threads one(1);
  const TemporaryFolder folder("students");
  const auto name = (folder.path() / "teacher").string();
  save_checkpoint(name, points_network(3, 2), at::kFloat);
  const auto teacher = load_score_checkpoint(name);
  ProgressiveObjective o;
  o.from = 8, o.to = 2, o.adapt = 0, o.updates = 4, o.guidance = 2, o.class_dropout = 0.3;
  const auto task = progressive_task(open_teacher(name, 2), o, {}, kRows, at::kFloat, points(64, 3),
                                     points(64, 3));
  auto p = task->initial(3);
  const double loss = task->loss(p, 5, 0).item<double>();

  DistillData data(points(64, 3), kRows, 2, o.class_dropout, o.flip);
  const auto batch = data.draw(5, 0);
  const auto process = make_process(o.process);
  const auto times = make_time_grid(o.grid, *process, 8);
  double sum = 0;
  for (int64_t i = 0; i < kRows; ++i) {
    const auto j = static_cast<int64_t>(4 * batch.v[i]);  // of the student's four steps
    const auto level = [&](int64_t k) {
      return process->sigma(times[k]) / process->alpha(times[k]);
    };
    const double s = level(2 * j), m = level(2 * j + 1), e = level(2 * j + 2);
    const Tensor told = label(batch, i),
                 y = batch.x0[i].to(at::kDouble) + s * batch.n[i].to(at::kDouble),
                 between = y + (m - s) * slope(teacher, y, s, told, 2),
                 end = between + (e - m) * slope(teacher, between, m, told, 2),
                 x = (end - e / s * y) / (1 - e / s);
    const double alpha = 1 / std::sqrt(1 + s * s), sigma = s * alpha;
    const Tensor x_hat =
        alpha * alpha * y - sigma * answer(teacher, teacher.parameters, y, s, told);
    sum += std::max(1 / (s * s), 1.0) * (x - x_hat).square().mean().item<double>() / kRows;
  }
  CHECK(loss == Approx(sum).epsilon(2e-3));  // float32, where y is a hundred times x
}

TEST_CASE("a progressive student's learning rate falls to zero in every halving",
          "[distillation]") {
  ProgressiveObjective o;
  o.from = 8, o.to = 2, o.adapt = 4, o.updates = 10;
  const TemporaryFolder folder("students");
  const auto name = (folder.path() / "teacher").string();
  save_checkpoint(name, points_network(2, 0), at::kFloat);
  const auto task =
      progressive_task(open_teacher(name, 1), o, {}, kRows, at::kFloat, points(8, 2), points(8, 2));
  for (const int64_t begin : {4, 14}) {
    CHECK(task->rate(begin) == 1);
    CHECK(task->rate(begin + 5) == Approx(0.5).epsilon(1e-12));
    CHECK(task->rate(begin + 9) == Approx(0.1).epsilon(1e-12));
  }
  CHECK(task->rate(0) == 1);
  CHECK(task->rate(2) == Approx(0.5).epsilon(1e-12));
  CHECK(task->rate(3) == Approx(0.25).epsilon(1e-12));
  CHECK(task->rate(o.length()) == 0);
}

TEST_CASE("samples of a class are that class's, of a network and of its student",
          "[training][distillation]") {
  const Threads one(1);
  const TemporaryFolder folder("students");
  // Two classes, at -1 and 1.
  ImageSet data;
  at::manual_seed(3);
  data.labels = at::arange(512).remainder(2);
  data.images = (2 * data.labels - 1).to(at::kFloat).unsqueeze(1) + 0.2 * at::randn({512, 1});
  data.name = "synthetic", data.split = "train";
  const auto right = [](const fs::path& network, const char* process, const char* solver,
                        int64_t steps) {
    const auto model = guided_model(load_model(network), nullptr, Labels{.of = {0, 1}}, {});
    const auto p = make_process(process);
    const Tensor x = solve(plan_on_grid(make_method(solver), make_time_grid("log_snr", *p, steps)),
                           p, model, seeds(200, 0), at::TensorOptions(at::kFloat))
                         .x;
    const Tensor wanted = 2 * at::arange(200).remainder(2).unsqueeze(1) - 1;
    return (x.sign() == wanted).to(at::kDouble).mean().item<double>();
  };
  LoopConfig loop;
  loop.batch = 64, loop.warmup = 5, loop.optimizer.lr = 1e-2, loop.ema = 0.9;
  const auto quiet = [](const std::string&) {};

  ScoreCheckpoint c;
  c.network =
      network_for_data({{"type", "mlp"}, {"width", 32}, {"depth", 2}, {"classes", 2}}, {1}, "test");
  c.dataset = "synthetic";
  const auto task = score_task(c, {}, 64, at::kFloat, data, data);
  loop.steps = 300;
  run_training(*task, loop, folder.path() / "score", quiet);
  // Classes lie ten deviations apart; half would be right by chance.
  CHECK(right(folder.path() / "score", "vp_linear", "ddim", 20) > 0.98);

  ConsistencyObjective o;
  o.s_min = 0.02, o.s_max = 20, o.levels_from = 8, o.levels_to = 8, o.adapt = 200, o.updates = 100;
  const auto student = consistency_task(open_teacher((folder.path() / "score").string(), 1), o, {},
                                        64, at::kFloat, data, data);
  loop.steps = o.length();
  run_training(*student, loop, folder.path() / "student", quiet);
  CHECK(right(folder.path() / "student", "edm(sigma_min=0.02,sigma_max=20)", "consistency", 1) >
        0.98);
}
