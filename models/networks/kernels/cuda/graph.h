#pragma once
#include <functional>
#include <memory>

#include "solvers/tensor.h"

namespace odelia {

/// Work for a device that is kept as it was given, and done again by one launch.
class Recording {
 public:
  virtual ~Recording() = default;
  /// Keeps what `work` launches; it may be called more than once.  Throws where it cannot be kept.
  virtual void record(const std::function<void()>& work) = 0;
  /// Does it again, with what lies now where it read then.
  virtual void replay() = 0;
};

namespace cuda {

/// Whether passes on this device are to be recorded as CUDA graphs: on a GPU, and where the environment
/// has ODELIA_CUDA_GRAPHS=on.
bool graphs_wanted(at::Device device);

/// A CUDA graph.  Before it is captured the work is done twice, so that kernels are compiled and libraries
/// have chosen theirs; what it writes lies in the graph's own memory.
std::unique_ptr<Recording> graph(at::Device device);

}  // namespace cuda
}  // namespace odelia
