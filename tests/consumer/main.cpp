#include <ATen/ATen.h>

#include "models/data/images.h"
#include "models/data/png.h"
#include "models/networks/score/network_model.h"
#include "models/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"

int main() {
  using namespace odelia;
  const auto process = make_process("vp_linear");
  const auto flow = reverse_dynamics(process, load_model("fashion-mnist"), /*eta=*/0);
  const Tensor noise = starting_noise({1, 2, 3, 4}, {1, 28, 28}, at::kFloat);
  NoNoise none;
  const Solution s = integrate(make_method("dpmpp_2m"), *flow, none, noise * process->prior_std(),
                               make_time_grid("log_snr", *process, 10));
  write_png("samples.png", image_grid(to_uint8(s.x), /*columns=*/4, /*scale=*/4));
  return s.ok() ? 0 : 1;
}
