#include "models/device.h"

#include <stdexcept>

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>

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

void forbid_tf32() { at::globalContext().setAllowTF32CuDNN(false); }

}  // namespace odelia
