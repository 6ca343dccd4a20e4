#include <ATen/ATen.h>

#include "models/data/images.h"
#include "models/data/png.h"
#include "models/networks/open_model.h"
#include "models/processes.h"
#include "models/solve.h"

int main() {
  using namespace odelia;
  const auto process = make_process("vp_linear");
  const auto plan = plan_on_grid(make_method("dpmpp_2m"), make_time_grid("log_snr", *process, 10));
  const Solution s =
      solve(plan, process, open_model("fashion-mnist"), /*seeds=*/{1, 2, 3, 4}, at::kFloat);
  write_png("samples.png", image_grid(to_uint8(s.x), /*columns=*/4, /*scale=*/4));
  return s.ok() ? 0 : 1;
}
