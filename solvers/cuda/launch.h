#pragma once
#if ODELIA_CUDA
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "solvers/cuda/module.h"
#include "solvers/tensor.h"

namespace odelia::cuda {

/// Launches a kernel on PyTorch's current stream of the tensor's device.
template <class... Arguments>
void launch(const Tensor& on, const KernelText& source, const std::string& name, dim3 grid,
            dim3 threads, Arguments... arguments) {
  const c10::cuda::CUDAGuard guard(on.device());
  void* pointers[] = {&arguments...};
  C10_CUDA_CHECK(cudaLaunchKernel(kernel(source, name), grid, threads, pointers, 0,
                                  c10::cuda::getCurrentCUDAStream(on.get_device())));
}

}  // namespace odelia::cuda
#endif
