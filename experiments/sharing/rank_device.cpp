#include "experiments/sharing/rank_device.h"

#include <algorithm>

#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

namespace odelia {
namespace {
int64_t gpus() { return at::detail::getCUDAHooks().getNumGPUs(); }
}  // namespace

std::string device_of(const Rank& rank, const std::string& device) {
  if (device != "cuda" || gpus() < 1) return device;
  return "cuda:" + std::to_string(rank.local % gpus());
}

int usual_workers(const std::string& device) {
  if (device == "cuda") return static_cast<int>(std::clamp<int64_t>(gpus(), 1, 1024));
  return device == "cpu" ? std::min(at::get_num_threads(), 8) : 1;
}

}  // namespace odelia
