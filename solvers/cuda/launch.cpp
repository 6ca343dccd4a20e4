#include "solvers/cuda/launch.h"

#include <stdexcept>

#include <ATen/record_function.h>

#if ODELIA_CUDA
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#endif

namespace odelia::cuda {

void launch(const Tensor& on, const KernelText& source, const std::string& name,
            [[maybe_unused]] Grid grid, [[maybe_unused]] void** arguments) {
  RECORD_FUNCTION(name, c10::ArrayRef<const c10::IValue>());
  if (on.is_meta()) return;
#if ODELIA_CUDA
  const c10::cuda::CUDAGuard there(on.device());
  C10_CUDA_CHECK(cudaLaunchKernel(kernel(source, name), dim3(grid.x, grid.y), dim3(kThreads),
                                  arguments, 0, c10::cuda::getCurrentCUDAStream(on.get_device())));
#else
  throw std::runtime_error(fmt::format(
      "{}: got a CUDA tensor, but this build has no CUDA; configure with a PyTorch that "
      "has it",
      source.file));
#endif
}

}  // namespace odelia::cuda
