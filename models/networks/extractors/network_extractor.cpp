#include "models/networks/extractors/network_extractor.h"

#include <omp.h>

#include <algorithm>
#include <stdexcept>

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace odelia {
namespace {

constexpr int64_t kGpuBatch = 32;  // always filled up: its kernels depend on the number of images

/// One thread is all that oneDNN and BLAS see while it lives: how they divide their sums depends on
/// how many there are, even where one does all the work.
class OneThread {
 public:
  OneThread() {
    if (before_ != 1) omp_set_num_threads(1);
  }
  ~OneThread() {
    if (before_ != 1) omp_set_num_threads(before_);
  }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_ = omp_get_max_threads();  // each thread of a parallel region has its own
};

Tensor channels_last(const Tensor& x) { return x.contiguous(at::MemoryFormat::ChannelsLast); }

}  // namespace

NetworkExtractor::NetworkExtractor(std::string who, InputRule input, int64_t size,
                                   at::Device device)
    : who_(std::move(who)), input_(std::move(input)), size_(size), device_(device) {}

std::string NetworkExtractor::input_rule() const {
  return fmt::format("{} to {} x {}: {}", input_.name, size_, size_, input_.summary);
}

Tensor NetworkExtractor::features(const Tensor& images) const {
  if (images.scalar_type() != at::kByte || images.dim() != 4 ||
      (images.size(1) != 1 && images.size(1) != 3) || images.size(2) < 1 || images.size(3) < 1)
    throw std::invalid_argument(
        fmt::format("{}: expected uint8 images [N, C, H, W] in grey or colour (C = 1 or 3), of any "
                    "size, got {} [{}]",
                    who_, c10::toString(images.scalar_type()), fmt::join(images.sizes(), ", ")));
  const int64_t count = images.size(0);
  const Tensor in = images.to(at::kCPU);
  Tensor out = at::empty({count, dimension()}, at::kFloat);
  if (device_.is_cpu()) {
    at::parallel_for(0, count, 1, [&](int64_t begin, int64_t end) {
      const at::NoGradGuard no_grad;  // of this thread
      const OneThread one_thread;
      for (int64_t i = begin; i < end; ++i)
        out[i].copy_(forward(channels_last(seen_by(input_, in[i], size_).unsqueeze(0)))[0]);
    });
    return out;
  }
  const at::NoGradGuard no_grad;
  for (int64_t from = 0; from < count; from += kGpuBatch) {
    const int64_t n = std::min(kGpuBatch, count - from);
    Tensor x = at::zeros({kGpuBatch, 3, size_, size_}, at::kFloat);
    at::parallel_for(0, n, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) x[i].copy_(seen_by(input_, in[from + i], size_));
    });
    out.narrow(0, from, n).copy_(forward(channels_last(x.to(device_))).narrow(0, 0, n));
  }
  return out;
}

}  // namespace odelia
