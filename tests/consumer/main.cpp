#include <ATen/ATen.h>
#include <odelia/images.h>
#include <odelia/model.h>
#include <odelia/png.h>
#include <odelia/process.h>
#include <odelia/solve.h>

int main() {
  using namespace odelia;
  const auto process = make_process("vp_linear");
  const auto plan = plan_on_grid(make_method("dpmpp_2m"), make_time_grid("log_snr", *process, 10));
  const Solution s =
      solve(plan, process, open_model("fashion-mnist"), /*seeds=*/{1, 2, 3, 4}, at::kFloat);
  write_png("samples.png", image_grid(to_uint8(s.x), /*columns=*/4, /*scale=*/4));
  return s.ok() ? 0 : 1;
}
