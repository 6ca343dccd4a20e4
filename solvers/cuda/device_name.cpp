#include "solvers/cuda/device_name.h"

#include <stdexcept>

#include <fmt/format.h>

#if ODELIA_CUDA
#include <cuda_runtime_api.h>
#endif

namespace odelia::cuda {

std::string device_name([[maybe_unused]] int index) {
#if ODELIA_CUDA
  cudaDeviceProp properties = {};
  if (const cudaError_t error = cudaGetDeviceProperties(&properties, index); error != cudaSuccess)
    throw std::runtime_error(
        fmt::format("CUDA: properties of device {}: {}", index, cudaGetErrorString(error)));
  return fmt::format("{} sm_{}{}", properties.name, properties.major, properties.minor);
#else
  throw std::runtime_error("this build has no CUDA: configure with a PyTorch that has it");
#endif
}

}  // namespace odelia::cuda
