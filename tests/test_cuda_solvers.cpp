#include "tests/catch.h"

#include "models/exact_consistency.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"
#include "solvers/origin.h"
#include "tests/device_under_test.h"
#include "tests/seeds.h"

using namespace odelia;

TEST_CASE("every solver, outside ones too, gives on CUDA what it gives on the CPU", "[cuda][gpu]") {
  const auto under_test = device_under_test();
  if (!under_test) return;
  const auto score = mixture_model({{0.5, 0.5}, {{-1, 0.5}, {1, -0.5}}, {0.6, 0.5}});
  const auto process = make_process("vp_linear");
  const TimeGrid grid =
      make_time_grid("log_snr", *process, 15);  // implicit methods of order 3 want 12
  for (const auto& [name, entry] : registry()) {
    INFO(name);
    const Method method = make_method(name);
    const auto model = is_consistency_method(method.traits)
                           ? exact_consistency({{1}, {{0.5, -0.5}}, {0.6}})
                           : score;
    const auto run = [&](at::Device device) {
      const auto dynamics = reverse_dynamics(process, model, method.eta);
      const Tensor x = starting_noise(seeds(5), {2}, at::TensorOptions(at::kDouble).device(device));
      return integrate(method, *dynamics, *interval_noise(seeds(5)), x * process->prior_std(),
                       grid);
    };
    const Solution host = run(at::kCPU), device = run(*under_test);
    CHECK(device.x.device() == *under_test);
    CHECK((host.ok() && device.ok()));
    // Updates agree to the bit; sums that an implicit solver ends by, and the steps that its error
    // control then takes, to its tolerance of 1e-5 at the coarsest.
    const bool own_control = method.traits.own_steps();
    CHECK((device.x.cpu() - host.x).abs().max().item<double>() <= (own_control ? 1e-4 : 1e-12));
  }
}
