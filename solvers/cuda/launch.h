#pragma once
#include <string>

#include "solvers/cuda/module.h"
#include "solvers/tensor.h"

namespace odelia::cuda {

constexpr unsigned kThreads = 256;  // of every block: the order of additions in kernels rests on it
/// The blocks of a launch.
struct Grid {
  unsigned x = 1, y = 1;
};

/// Launches a kernel by its name on PyTorch's current stream of the tensor's device; whoever records
/// operators sees it under that name.  Of a tensor on `meta` it is recorded and nothing else.
/// Throws std::runtime_error in a build without CUDA.
void launch(const Tensor& on, const KernelText& source, const std::string& name, Grid grid,
            void** arguments);

template <class... Arguments>
void launch(const Tensor& on, const KernelText& source, const std::string& name, Grid grid,
            Arguments... arguments) {
  void* pointers[] = {&arguments...};
  launch(on, source, name, grid, pointers);
}

}  // namespace odelia::cuda
