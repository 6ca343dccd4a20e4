#include "experiments/doctor/measure.h"

#include <dlfcn.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>

#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>

namespace odelia {
namespace {

/// 10^9 operations per second by the fastest of some calls: at least three, and no more than half a
/// second of them.  NaN where a call fails or the clock stands still.
double gflops_of(double operations, const std::function<void()>& call) {
  using clock = std::chrono::steady_clock;
  double best = 1e30, total = 0;
  for (int i = 0; i < 3 || (total < 0.5 && i < 50); ++i) {
    const auto begin = clock::now();
    try {
      call();
    } catch (const std::exception&) {  // such as a type that this LibTorch has no kernel for
      return std::nan("");
    }
    const double seconds = std::chrono::duration<double>(clock::now() - begin).count();
    best = std::min(best, seconds);
    total += seconds;
  }
  return best > 0 ? 1e-9 * operations / best : std::nan("");
}
}  // namespace

double matmul_gflops(int64_t n) {
  const at::NoGradGuard no_grad;
  const at::Tensor a = at::randn({n, n}), b = at::randn({n, n});
  return gflops_of(2.0 * n * n * n, [&] { at::mm(a, b); });
}

double convolution_gflops(at::ScalarType dtype) {
  const at::NoGradGuard no_grad;
  const int64_t batch = 16, channels = 128, size = 32;
  const auto layout = at::MemoryFormat::ChannelsLast;
  const at::Tensor x = at::randn({batch, channels, size, size}).to(dtype).contiguous(layout);
  const at::Tensor w = at::randn({channels, channels, 3, 3}).to(dtype).contiguous(layout);
  const double operations = 2.0 * batch * size * size * channels * channels * 9;
  return gflops_of(operations, [&] { at::conv2d(x, w, {}, 1, 1); });
}

std::string library_of(const void* symbol) {
  Dl_info info{};
  if (!symbol || !dladdr(symbol, &info) || !info.dli_fname) return "";
  std::error_code failed;
  const auto path = std::filesystem::canonical(info.dli_fname, failed);
  return failed ? info.dli_fname : path.string();
}

Blas find_blas() {
  Blas blas;
  blas.library = library_of(dlsym(RTLD_DEFAULT, "sgemm_"));
  if (at::hasMKL() || blas.library.empty()) {
    blas.name = at::hasMKL() ? "MKL, inside LibTorch" : "unknown, inside LibTorch";
    blas.library.clear();
    return blas;
  }
  const auto has = [&](const char* part) { return blas.library.find(part) != std::string::npos; };
  if (has("openblas")) {
    blas.name = has("openmp")    ? "OpenBLAS (openmp)"
                : has("pthread") ? "OpenBLAS (pthread)"
                                 : "OpenBLAS";
    // Their names stand for themselves: Odelia is not linked to OpenBLAS.
    using Text = char* (*)();
    if (const auto config = reinterpret_cast<Text>(dlsym(RTLD_DEFAULT, "openblas_get_config")))
      blas.settings = config();
  } else {
    blas.name =
        has("/blas/") ? "reference BLAS" : std::filesystem::path(blas.library).filename().string();
  }
  return blas;
}

}  // namespace odelia
