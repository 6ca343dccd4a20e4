#include "models/networks/kernels/cuda/graph.h"

#include <cstdlib>
#include <stdexcept>
#include <string_view>

#if ODELIA_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#endif

namespace odelia::cuda {

bool graphs_wanted(at::Device device) {
  const char* wish = std::getenv("ODELIA_CUDA_GRAPHS");
  return device.is_cuda() && wish && std::string_view(wish) == "on";
}

#if ODELIA_CUDA
namespace {

class Graph final : public Recording {
 public:
  explicit Graph(at::Device device) : device_(device) {}

  void record(const std::function<void()>& work) override {
    const c10::cuda::CUDAGuard guard(device_);
    c10::cuda::getCurrentCUDAStream(device_.index()).synchronize();  // what it reads is there
    const auto stream = c10::cuda::getStreamFromPool(/*isHighPriority=*/false, device_.index());
    const c10::cuda::CUDAStreamGuard on(stream);
    work(), work();
    stream.synchronize();
    const auto pool = at::cuda::graph_pool_handle();
    graph_.capture_begin(pool, cudaStreamCaptureModeThreadLocal);
    try {
      work();
    } catch (...) {
      try {
        end_capture(pool);
      } catch (const std::exception&) {  // the reason is on its way already
      }
      throw;
    }
    end_capture(pool);
  }

  void replay() override { graph_.replay(); }

 private:
  /// Throws where the capture came to nothing, with the allocators as they were before it: LibTorch
  /// leaves them serving a capture that the driver could not end.
  void end_capture(const decltype(at::cuda::graph_pool_handle())& pool) {
    try {
      graph_.capture_end();
    } catch (...) {
      const auto quietly = [](const auto& clean) {
        try {
          clean();
        } catch (const std::exception&) {  // it was ended
        }
      };
      quietly([&] {
        c10::cuda::CUDACachingAllocator::endAllocateToPool(device_.index(), pool);
        c10::cuda::CUDACachingAllocator::releasePool(device_.index(), pool);
      });
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 11)
      quietly([&] {
        at::getHostAllocator(at::kCUDA)->end_allocate_to_pool(pool);
        at::getHostAllocator(at::kCUDA)->release_pool(pool);
      });
#endif
      throw;
    }
  }

  at::Device device_;
  at::cuda::CUDAGraph graph_;
};

}  // namespace

std::unique_ptr<Recording> graph(at::Device device) { return std::make_unique<Graph>(device); }
#else
std::unique_ptr<Recording> graph(at::Device) {
  throw std::logic_error("cuda::graph: this build has no CUDA");
}
#endif

}  // namespace odelia::cuda
