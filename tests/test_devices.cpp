// Solving and training on a device.  Tensors on `meta` have no values: what would read one on the
// host, or mix devices, throws.
#include <set>
#include <sstream>

#include <ATen/ops/arange.h>
#include <ATen/ops/ones.h>

#include "experiments/train/task.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/noise.h"
#include "solvers/origin.h"
#include "solvers/registry.h"
#include "solvers/time_grid.h"
#include "tests/catch.h"
#include "tests/derivatives.h"
#include "tests/meta.h"
#include "tests/operators.h"
#include "tests/seeds.h"
#include "tests/small_tasks.h"

using namespace odelia;

namespace {

const std::set<std::string> none;

/// The operators of this work that add in any order on CUDA, and so give other last bits every time:
/// of what the documentation of torch.use_deterministic_algorithms lists, all that networks might
/// use.  (max_pool2d adds too, but one term each where windows do not overlap, as here.)
std::set<std::string> in_any_order(const std::function<void()>& work) {
  const auto run = operators_of(work);
  std::istringstream parts(
      "reflection_pad replication_pad index_add index_put scatter_add put_ adaptive_avg_pool "
      "adaptive_max_pool max_pool3d fractional_max_pool upsample_linear upsample_bilinear "
      "upsample_bicubic grid_sampler embedding nll_loss2d cumsum bincount histc median "
      "flash_attention efficient_attention");
  std::set<std::string> out;
  for (std::string part; parts >> part;)
    for (const auto& [name, times] : run)
      if (name.find(part) != std::string::npos) out.insert(name);
  return out;
}

}  // namespace

TEST_CASE("operators that add in any order on CUDA are noticed", "[device]") {
  const Tensor table = at::ones({3, 2}).set_requires_grad(true);
  CHECK(in_any_order([&] { table.index_select(0, at::arange(2, at::kLong)).sum().backward(); }) !=
        none);
}

TEST_CASE("no step of a method of fixed steps looks at a number on its device",
          "[solvers][device]") {
  const at::Device device(at::kMeta);
  ScoreCheckpoint c;
  c.network = network_for_data({{"type", "mlp"}}, {2}, "test");
  c.parameters = c.network->make(1), c.lambda_range = {-7, 7};
  const auto model = std::make_shared<NetworkModel>(c, NetworkOptions{.device = device});
  const auto process = make_process("vp_linear");
  const TimeGrid times = make_time_grid("log_snr", *process, 6);
  size_t methods = 0;
  std::set<std::string> looking;
  for (const auto& [name, entry] : registry()) {
    if (entry.traits.own_steps() || is_consistency_method(entry.traits)) continue;
    if (entry.traits.family == "sundials") continue;  // SUNDIALS has the state on the host
    const Method method = make_method(name);
    const auto dynamics = reverse_dynamics(process, model, method.eta);
    const auto noise = interval_noise(seeds(3));
    State state{at::empty({3, 2}, at::TensorOptions(at::kFloat).device(device)), times[0]};
    const auto n = static_cast<int64_t>(times.size()) - 1;
    try {
      for (int64_t i = 0; i < n; ++i)
        state = method.solver->step(*dynamics, *noise, state, {times[i + 1], i, n}).next;
      CHECK(state.x.device() == device);
      ++methods;
    } catch (const std::exception& error) {
      UNSCOPED_INFO(name << ": " << error.what());
      looking.insert(name);
    }
  }
  // Their correctors' steps are as long as two norms say.
  CHECK(looking == std::set<std::string>{"pc_langevin", "pc_langevin_legacy"});
  CHECK(methods > 150);
}

TEST_CASE("a step of training stays on its device, whatever is trained", "[training][device]") {
  const at::Device device(at::kMeta);
  OptimizerConfig config;
  config.name = GENERATE("adamw", "muon");
  std::set<std::string> seen;
  for (const SmallTask& small : small_tasks()) {
    INFO(small.name);
    seen.insert(small.name);
    auto task = small.on(device);
    ParameterSet parameters = on_device(task->initial(0), device);
    for (auto& [name, value] : parameters)
      if (task->trains(name)) value.set_requires_grad(true);
    ParameterSet average = clone(parameters);
    Optimizer optimizer(config, parameters);
    for (const int64_t step : small.steps) {
      INFO("step " << step);
      Tensor loss;
      CHECK(in_any_order([&] {
              REQUIRE_NOTHROW(loss = task->loss(parameters, 1, step));
              CHECK(loss.device() == device);
              REQUIRE_NOTHROW(loss.backward());
            }) == none);
      size_t learning = 0, trained = 0;
      for (const auto& [name, value] : parameters) {
        INFO(name);
        trained += task->trains(name);
        if (!value.grad().defined()) continue;
        CHECK(value.grad().device() == device);
        ++learning;
      }
      CHECK((small.name == "gan" ? 0 < learning && learning < trained : learning == trained));
      CHECK(clip_gradients(parameters, 1).device() == device);
      optimizer.step(parameters, step + 1, 1);
      update_average(average, parameters, 0.9);
      CHECK_THROWS(loss.item<double>());  // the loop's one look: this device would have none
    }
  }
  const auto known = task_names();
  CHECK(seen == std::set<std::string>(known.begin(), known.end()));
}

TEST_CASE("a likelihood's products stay on their device, and add in one order",
          "[likelihood][device]") {
  const at::Device device(at::kMeta);
  NetworkModel model(small_score_network(Target::noise), NetworkOptions{.device = device});
  model.label({0, 1, kNoClass});
  const Tensor x = at::empty({3, 3, 8, 8}, at::TensorOptions(at::kFloat).device(device));
  for (const auto kind : {ProductKind::vjp, ProductKind::jvp}) {
    int64_t products = 0;
    CHECK(in_any_order([&] {
            model.predict(x, 0.8, 0.6, Prediction::noise, kind,
                          [&](int64_t first, int64_t rows, const Product& product) {
                            const Tensor v = x.narrow(0, first, rows);
                            CHECK(product(v).device() == device);
                            ++products;
                          });
          }) == none);
    CHECK(products > 0);
  }
}

namespace {

/// A shipped network on meta, in micro-batches of 64.
std::shared_ptr<NetworkModel> shipped(const std::string& name) {
  NetworkOptions options;
  options.device = at::kMeta, options.micro_batch = 64;
  return std::make_shared<NetworkModel>(load_score_checkpoint(checkpoint_folder(name, "score")),
                                        options);
}

}  // namespace

TEST_CASE("a pass of a network is few launches, and a step of a method a few more", "[device]") {
  const at::NoGradGuard no_grad;
  const auto on_meta = at::TensorOptions(at::kFloat).device(at::kMeta);
  const Tensor x = at::empty({64, 3, 32, 32}, on_meta), lambda = at::empty({64}, on_meta);
  const auto checkpoint = load_score_checkpoint(checkpoint_folder("cifar10", "score"));
  const auto& network = *checkpoint.network;
  int64_t pass = 0;
  for (const auto& [type, most] : {std::pair{at::kFloat, 74}, {at::kBFloat16, 76}}) {
    const auto prepared = network.prepare(checkpoint.parameters, type, at::kMeta, false);
    const auto once = launches_of([&] { prepared->forward(x, lambda, {}); });
    CHECK(total(once) <= most);
    // Where every layer is by itself: a launch more for each bias and skip, and many for the level.
    const auto cast = on_device(network.cast(checkpoint.parameters, type), at::kMeta);
    CHECK(total(once) + 45 <=
          total(launches_of([&] { network.forward(cast, x, lambda, {}, nullptr); })));
    // Value and tangent take the same convolutions.
    const auto dual = launches_of(
        [&] { along([&](const Tensor& in) { return prepared->forward(in, lambda, {}); }, x, x); });
    CHECK(dual.at("aten::convolution_overrideable") == once.at("aten::convolution_overrideable"));
    CHECK(total(dual) <= most + 30);  // those of attention
    if (type == at::kFloat) pass = total(once);
  }
  const auto model = shipped("cifar10");
  const auto process = make_process("vp_linear");
  const TimeGrid times = make_time_grid("log_snr", *process, 6);
  const std::map<std::string, int64_t> evaluations = {
      {"ddim", 1}, {"euler_maruyama", 1}, {"dpmpp_2m", 1}, {"heun", 2}, {"dopri5", 6}};
  for (const auto& [name, n] : evaluations) {
    INFO(name);
    const Method method = make_method(name);
    const auto dynamics = reverse_dynamics(process, model, method.eta);
    const auto noise = interval_noise(seeds(64));
    State state{x, times[0]};
    int64_t of_last = 0;
    for (int64_t i = 0; i < 4; ++i)
      of_last = total(launches_of([&] {
        state = method.solver->step(*dynamics, *noise, state, {times[i + 1], i, 6}).next;
      }));
    // Of each evaluation: the stage's sum, scaling, level, copy, preconditioning, prediction.
    CHECK(of_last <= n * (pass + 6) + 3);
  }
}

TEST_CASE("a step of training is few launches, however many its parameters", "[training][device]") {
  const at::Device device(at::kMeta);
  auto c = load_score_checkpoint(checkpoint_folder("cifar10", "score"));
  const auto images = small_images(300, {3, 32, 32}, 10);
  auto task = score_task(c, {}, 256, at::kBFloat16, images, images, device);
  ParameterSet parameters = channels_last(on_device(c.parameters, device));
  for (auto& [name, value] : parameters) value.set_requires_grad(true);
  ParameterSet average = clone(parameters);
  for (const auto& [name, of_update] :
       std::map<std::string, int64_t>{{"adamw", 8}, {"muon", 260}}) {
    INFO(name);
    Optimizer optimizer({.name = name}, parameters);
    Tensor loss;
    // Forwards: 24 convolutions, their biases and 18 norms; 46 weights and biases in bfloat16.
    CHECK(total(launches_of([&] { loss = task->loss(parameters, 1, 3); })) <= 205);
    CHECK(total(launches_of([&] { loss.backward(); })) <= 250);
    CHECK(total(launches_of([&] { optimizer.step(parameters, 3, 1); })) <= of_update);
    CHECK(total(launches_of([&] { update_average(average, parameters, 0.9); })) == 2);
  }
}
