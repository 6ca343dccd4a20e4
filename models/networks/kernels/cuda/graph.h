#pragma once
#include "models/networks/kernels/recorded_pass.h"

namespace odelia::cuda {

/// Whether passes on this device are to be recorded as CUDA graphs: on a GPU, and where the environment
/// has ODELIA_CUDA_GRAPHS=on.
bool graphs_wanted(at::Device device);

/// A CUDA graph.  Before it is captured the work is done twice, so that kernels are compiled and libraries
/// have chosen theirs; what it writes lies in the graph's own memory.
std::unique_ptr<Recording> graph(at::Device device);

}  // namespace odelia::cuda
