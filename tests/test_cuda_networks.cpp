// Networks on a CUDA device beside the CPU.
#include <cmath>
#include <cstdlib>
#include <optional>

#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/stack.h>

#include "models/features/extractor.h"
#include "models/likelihood.h"
#include "models/networks/open_model.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/combine.h"
#include "solvers/noise.h"
#include "tests/catch.h"
#include "tests/derivatives.h"
#include "tests/device_under_test.h"
#include "tests/seeds.h"
#include "tests/small_tasks.h"

using namespace odelia;

namespace {

std::shared_ptr<ScoreModel> network(const std::string& name, at::Device device,
                                    at::ScalarType precision = at::kFloat, bool tf32 = false) {
  NetworkOptions options;
  options.device = device, options.precision = precision, options.tf32 = tf32;
  auto model = open_model(name, options);
  if (name.ends_with("conditional")) model->label({0, 3, kNoClass, 9, 1});
  return model;
}

/// x0 + s n of five samples, the same everywhere.
Tensor question(const ScoreModel& model, double s, at::Device device) {
  return starting_noise(seeds(5), model.sample_shape(), at::kFloat)
      .mul_(std::hypot(1, s))
      .to(device);
}

const char* const kNetworks[] = {"cifar10", "fashion-mnist-conditional", "fashion-mnist-latent"};

}  // namespace

TEST_CASE("a network answers on CUDA as on the CPU, and again to the bit", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  for (const char* name : kNetworks) {
    const auto host = network(name, at::kCPU), there = network(name, *device);
    for (const double s : {0.05, 1.0, 20.0}) {
      INFO(name << " at s = " << s);
      const Tensor truth =
          host->predict(question(*host, s, at::kCPU), 1, s, Prediction::noise).clone();
      const Tensor x = question(*there, s, *device);
      const Tensor y = there->predict(x, 1, s, Prediction::noise).clone();
      CHECK(y.device() == x.device());
      CHECK(off(y, truth) < 2e-4);  // float32 in another order, some hundred operations deep
      CHECK(at::equal(there->predict(x, 1, s, Prediction::noise), y));
    }
    if (!device->is_cuda()) continue;
    const double s = 1;
    const Tensor x = question(*host, s, *device),
                 truth = host->predict(x.cpu(), 1, s, Prediction::noise).clone();
    // Eight bits, and ten, of which some hundred roundings leave a few.
    CHECK(off(network(name, *device, at::kBFloat16)->predict(x, 1, s, Prediction::noise), truth) <
          0.1);
    CHECK(off(network(name, *device, at::kFloat, true)->predict(x, 1, s, Prediction::noise),
              truth) < 0.02);
  }
}

TEST_CASE("a pass as a CUDA graph is the plain one to the bit", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  for (const char* name : kNetworks) {
    const auto plain = network(name, *device);
    ::setenv("ODELIA_CUDA_GRAPHS", "on", 1);
    const auto recorded = network(name, *device);
    ::unsetenv("ODELIA_CUDA_GRAPHS");
    for (const double s :
         {1.0, 0.05, 20.0, 1.0}) {  // recorded at the first, replayed at the others
      INFO(name << " at s = " << s);
      const Tensor x = question(*plain, s, *device);
      CHECK(at::equal(recorded->predict(x, 1, s, Prediction::noise),
                      plain->predict(x, 1, s, Prediction::noise)));
    }
    if (device->is_cuda())  // and not launched one by one after all
      CHECK(dynamic_cast<NetworkModel&>(*recorded).recorded_passes() == 1);
  }
}

TEST_CASE("a row on CUDA does not depend on how many others there are", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  const auto model = network("cifar10", *device);
  const Tensor x = question(*model, 1, *device);
  const Tensor all = model->predict(x, 1, 1, Prediction::noise).clone();
  for (int64_t i : {0, 3})
    CHECK(
        at::equal(model->predict(x.narrow(0, i, 1), 1, 1, Prediction::noise), all.narrow(0, i, 1)));
}

TEST_CASE("products with a network's Jacobian are those of the CPU", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  for (const char* name : {"cifar10", "fashion-mnist-conditional"})
    for (const auto kind : {ProductKind::vjp, ProductKind::jvp}) {
      INFO(name << (kind == ProductKind::vjp ? ", VJP" : ", JVP"));
      const auto product = [&](at::Device where) {
        const auto model = network(name, where);
        const Tensor x = question(*model, 1, where);
        const Tensor v = starting_noise(seeds(5, 50), model->sample_shape(), at::kFloat).to(where);
        std::vector<Tensor> parts(5);
        model->predict(x, 1, 1, Prediction::noise, kind,
                       [&](int64_t from, int64_t n, const Product& of) {
                         const Tensor some = of(v.narrow(0, from, n)).clone();
                         for (int64_t i = 0; i < n; ++i) parts[from + i] = some[i];
                       });
        return at::stack(parts);
      };
      const Tensor truth = product(at::kCPU), there = product(*device);
      CHECK(there.device() == *device);
      CHECK(off(there, truth) < 5e-4);  // twice as deep as the answer
      if (kind == ProductKind::jvp) CHECK(at::equal(product(*device), there));
    }
}

TEST_CASE("under error control a network's samples on CUDA are those of the CPU", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  const auto process = make_process("vp_linear");
  const auto run = [&](at::Device where) {
    const auto model = network("fashion-mnist-conditional", where);
    const auto dynamics = reverse_dynamics(process, model, 0);
    NoNoise none;
    const Tensor x = starting_noise(seeds(5), model->sample_shape(), at::kFloat).to(where);
    return integrate_adaptive(make_method("dopri5"), *dynamics, none, x, process->t_max(), 1e-2,
                              {1e-3, 1e-3});
  };
  const Solution host = run(at::kCPU), there = run(*device);
  CHECK((host.ok() && there.ok()));
  // Both lie within some tolerances, of 1e-3, of the flow's end.
  CHECK(off(there.x, host.x) < 2e-2);
}

TEST_CASE("a Brownian tree on CUDA is that of the CPU to the bit", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  const auto draw = [&](at::Device where) {
    const auto tree = brownian_tree(seeds(3), 0, 1);
    const Tensor like = at::rand({3, 7}, at::TensorOptions(at::kFloat)).to(where);
    const PerSample from({0.1, 0.3, 0.5}), to(std::vector<double>{0.9, 0.4, 0.7});
    return std::pair{tree->normal(from, to, like).cpu(), tree->area(0.2, 0.6, like).cpu()};
  };
  const auto host = draw(at::kCPU), there = draw(*device);
  CHECK(at::equal(there.first, host.first));
  CHECK(at::equal(there.second, host.second));
}

TEST_CASE("a sample that turns NaN on CUDA is reported as on the CPU", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  const auto process = make_process("vp_linear");
  const auto run = [&](at::Device where) {
    const auto model = network("fashion-mnist-conditional", where);
    const Method method = make_method("dpmpp_2m");
    const auto dynamics = reverse_dynamics(process, model, method.eta);
    NoNoise none;
    Tensor x = starting_noise(seeds(5), model->sample_shape(), at::kFloat);
    x[2].fill_(NAN);
    const int64_t before = readings();
    auto end =
        integrate(method, *dynamics, none, x.to(where), make_time_grid("log_snr", *process, 6));
    return std::pair{std::move(end), readings() - before};
  };
  const auto [host, often] = run(at::kCPU);
  const auto [there, read] = run(*device);
  for (size_t i = 0; i < 5; ++i) {
    CHECK(there.outcome[i].status == host.outcome[i].status);
    CHECK(there.outcome[i].t == host.outcome[i].t);
    CHECK(there.outcome[i].nfe == host.outcome[i].nfe);
  }
  CHECK(read == often + (device->is_cuda() ? 1 : 0));  // once in vain, then step by step
}

TEST_CASE("features on CUDA are those of the CPU", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  at::manual_seed(1);
  const Tensor images = at::randint(256, {12, 3, 32, 32}, at::TensorOptions(at::kByte));
  const Tensor host = open_extractor("cifar10-classifier")->features(images),
               there = open_extractor("cifar10-classifier", *device)->features(images);
  CHECK(off(there, host) < 2e-4);
}

TEST_CASE("a step of every training task on CUDA is that of the CPU", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  for (const SmallTask& small : small_tasks()) {
    const auto step = [&](at::Device where, int64_t number) {
      auto task = small.on(where);
      ParameterSet parameters;
      for (const auto& [name, value] : task->initial(3)) {
        const bool trains = task->trains(name);  // a student's teacher beside it stays as it is
        parameters[name] = (trains ? value + 0.01 : value.clone()).to(where);
        parameters[name].set_requires_grad(trains);
      }
      const Tensor loss = task->loss(parameters, 4, number);
      loss.backward();
      Tensor gradient;  // of the first weight that has one: a GAN's step is one player's
      for (const auto& [name, value] : parameters)
        if (!gradient.defined() && value.grad().defined()) gradient = value.grad().cpu();
      return std::pair{loss.item<double>(), gradient};
    };
    for (const int64_t number : small.steps) {
      INFO(small.name << ", step " << number);
      const auto host = step(at::kCPU, number), there = step(*device, number);
      CHECK(std::isfinite(host.first));
      CHECK(there.first == Approx(host.first).epsilon(1e-4));
      CHECK(off(there.second, host.second) < 1e-3);
      CHECK(step(*device, number).second.equal(there.second));  // again to the bit
    }
  }
}

TEST_CASE("a log-density on CUDA is that of the CPU", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  const auto process = make_process("vp_linear");
  const auto bits = [&](ProductKind kind, at::Device where) {
    const auto model = network("fashion-mnist", where);
    const Tensor x =
        starting_noise(seeds(2), model->sample_shape(), at::kFloat).mul_(0.5).to(where);
    TraceOptions trace;
    trace.method = "hutchinson", trace.product = kind;
    const auto found =
        flow_log_density(plan_flow("test", "rk4", {.steps = 6}, *process, 1e-3), process, model,
                         make_trace_estimator(trace, seeds(2), model->sample_shape(), x.options()),
                         kind, x, "prior");
    return found.log_prob.cpu() / (28 * 28 * M_LN2);
  };
  for (const auto kind : {ProductKind::vjp, ProductKind::jvp}) {
    const Tensor there = bits(kind, *device);
    CHECK((there - bits(kind, at::kCPU)).abs().max().item<double>() < 1e-3);
    CHECK(bits(kind, *device).equal(there));
  }
}

TEST_CASE("the second card says what the first does", "[cuda][gpu]") {
  if (!at::hasCUDA() || at::getNumGPUs() < 2) {
    WARN("skipped: no second CUDA device");
    return;
  }
  settle_arithmetic();
  const auto on = [&](const char* where) {
    const auto model = network("cifar10", at::Device(where));
    return model->predict(question(*model, 1, at::Device(where)), 1, 1, Prediction::noise).cpu();
  };
  CHECK(at::equal(on("cuda:0"), on("cuda:1")));
}
