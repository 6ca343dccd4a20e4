#include "models/device.h"

#include <algorithm>
#include <stdexcept>

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

#include "solvers/cuda/device_name.h"

namespace odelia {

at::Device parse_device(const std::string& text, const std::string& who) {
  const bool numbered = text.starts_with("cuda:") && text.size() > 5 && text.size() < 9 &&
                        text.find_first_not_of("0123456789", 5) == std::string::npos;
  if (text == "cpu") return at::kCPU;
  if (text != "cuda" && !numbered)
    throw std::invalid_argument(
        fmt::format("{}: device needs to be cpu, cuda or cuda:N, got '{}'", who, text));
  const int64_t index = numbered ? std::stoll(text.substr(5)) : 0;
  const int64_t count = at::detail::getCUDAHooks().getNumGPUs();
  if (index >= count)
    throw std::invalid_argument(fmt::format(
        "{}: device '{}' is not there: {}; `odelia doctor` says more, and 'cpu' always works", who,
        text,
        !at::hasCUDA() && count == 0 ? "this LibTorch sees no GPU"
                                     : fmt::format("this machine has {} GPUs", count)));
  return at::Device(at::kCUDA, static_cast<at::DeviceIndex>(index));
}

std::string device_kind(at::Device device) { return device.is_cpu() ? "cpu" : "cuda"; }

std::string device_text(at::Device device) {
  if (device.is_cpu()) return "";
  const auto& hooks = at::detail::getCUDAHooks();
  const int64_t cuda = hooks.versionCUDART();  // 1000 major + 10 minor
  std::string out =
      fmt::format("{}, CUDA {}.{}", cuda::device_name(std::max(0, int{device.index()})),
                  cuda / 1000, cuda % 1000 / 10);
  if (!hooks.hasCuDNN()) return out;
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 11)
  const int64_t v = hooks.versionRuntimeCuDNN();
#else
  const int64_t v = hooks.versionCuDNN();
#endif
  // 10000 major + 100 minor + patch from cuDNN 9 on, 1000 major before.
  const int64_t major = v >= 90000 ? v / 10000 : v / 1000,
                minor = v >= 90000 ? v % 10000 / 100 : v % 1000 / 100;
  return fmt::format("{}, cuDNN {}.{}.{}", out, major, minor, v % 100);
}

void wait_for(at::Device device) {
  if (device.is_cuda()) c10::impl::VirtualGuardImpl(device.type()).getStream(device).synchronize();
}

bool tf32_allowed(at::Device device) {
  if (!device.is_cuda()) return false;
    // PyTorch's older question is refused where its user has answered by the newer setting.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 9)
  const auto allows = [](at::Float32Op what) {
    return at::globalContext().float32Precision(at::Float32Backend::CUDA, what) ==
           at::Float32Precision::TF32;
  };
  return allows(at::Float32Op::CONV) || allows(at::Float32Op::MATMUL);
#else
  return at::globalContext().allowTF32CuDNN() || at::globalContext().allowTF32CuBLAS();
#endif
}

AllowTf32::AllowTf32(bool asked) : asked_(asked) {
  if (!asked_) return;
  convolutions_ = at::globalContext().allowTF32CuDNN();
  products_ = at::globalContext().allowTF32CuBLAS();
  at::globalContext().setAllowTF32CuDNN(true);
  at::globalContext().setAllowTF32CuBLAS(true);
}

AllowTf32::~AllowTf32() {
  if (!asked_) return;
  at::globalContext().setAllowTF32CuDNN(convolutions_);
  at::globalContext().setAllowTF32CuBLAS(products_);
}

void settle_arithmetic() {
  at::globalContext().setAllowTF32CuDNN(false);
  at::globalContext().setAllowTF32CuBLAS(false);
  at::globalContext().setDeterministicCuDNN(true);
  at::globalContext().setBenchmarkCuDNN(false);  // which would choose by the clock
}

}  // namespace odelia
