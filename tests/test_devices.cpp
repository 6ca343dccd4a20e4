// Solving and training on a device.  Tensors on `meta` have no values: what would read one on the
// host, or mix devices, throws.
#include <set>

#include "experiments/train/task.h"
#include "models/data/datasets.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/noise.h"
#include "solvers/origin.h"
#include "solvers/registry.h"
#include "solvers/time_grid.h"
#include "tests/catch.h"
#include "tests/meta.h"
#include "tests/seeds.h"
#include "tests/small_tasks.h"

using namespace odelia;

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

TEST_CASE("the loss of every task stays on its device", "[training][device]") {
  const at::Device device(at::kMeta);
  std::set<std::string> seen;
  for (const SmallTask& small : small_tasks()) {
    INFO(small.name);
    seen.insert(small.name);
    auto task = small.on(device);
    ParameterSet parameters = on_device(task->initial(0), device);
    for (auto& [name, value] : parameters)
      if (task->trains(name)) value.set_requires_grad(true);
    for (const int64_t step : small.steps) {
      INFO("step " << step);
      Tensor loss;
      REQUIRE_NOTHROW(loss = task->loss(parameters, 1, step));
      CHECK(loss.device() == device);
      CHECK(loss.requires_grad());
      CHECK_THROWS(loss.item<double>());  // the loop's one look: this device would have none
    }
  }
  const auto known = task_names();
  CHECK(seen == std::set<std::string>(known.begin(), known.end()));
}

// LibTorch has no gradient of a convolution there, so the network is one of points.
TEST_CASE("a step of training stays on its device", "[training][points][device]") {
  const at::Device device(at::kMeta);
  const auto name = GENERATE("adamw", "muon");
  ScoreCheckpoint description;
  description.network = network_for_data({{"type", "mlp"}}, {2}, "test");
  const ImageSet data = load_images("two-moons", "test");
  auto task = score_task(description, {}, 32, at::kFloat, data, data, device);
  ParameterSet parameters = on_device(task->initial(0), device);
  for (auto& [key, value] : parameters) value.set_requires_grad(true);
  ParameterSet average = clone(parameters);
  OptimizerConfig config;
  config.name = name;
  Optimizer optimizer(config, parameters);
  const Tensor loss = task->loss(parameters, 1, 0);
  CHECK(loss.device() == device);
  loss.backward();
  for (const auto& [key, value] : parameters) {
    INFO(key);
    REQUIRE(value.grad().defined());
    CHECK(value.grad().device() == device);
  }
  CHECK(clip_gradients(parameters, 1).device() == device);
  optimizer.step(parameters, 1, 1);
  update_average(average, parameters, 0.9);
  CHECK_THROWS(loss.item<double>());  // the loop's one look a step: this device would have none
}
