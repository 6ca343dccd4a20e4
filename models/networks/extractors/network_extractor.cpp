#include "models/networks/extractors/network_extractor.h"

#include <omp.h>

#include <algorithm>
#include <stdexcept>

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
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

void check_images(const Tensor& images, const std::string& who) {
  if (images.scalar_type() != at::kByte || images.dim() != 4 ||
      (images.size(1) != 1 && images.size(1) != 3) || images.size(2) < 1 || images.size(3) < 1)
    throw std::invalid_argument(
        fmt::format("{}: expected uint8 images [N, C, H, W] in grey or colour (C = 1 or 3), of any "
                    "size, got {} [{}]",
                    who, c10::toString(images.scalar_type()), fmt::join(images.sizes(), ", ")));
}

Tensor features_of_each(int64_t count, int64_t dimension, at::Device device,
                        const std::function<Tensor(int64_t i)>& seen,
                        const std::function<Tensor(const Tensor& x)>& forward) {
  Tensor out = at::empty({count, dimension}, at::kFloat);
  if (device.is_cpu()) {
    at::parallel_for(0, count, 1, [&](int64_t begin, int64_t end) {
      const at::NoGradGuard no_grad;  // of this thread
      const OneThread one_thread;
      for (int64_t i = begin; i < end; ++i) out[i].copy_(forward(seen(i).unsqueeze(0))[0]);
    });
    return out;
  }
  const at::NoGradGuard no_grad;
  for (int64_t from = 0; from < count; from += kGpuBatch) {
    const int64_t n = std::min(kGpuBatch, count - from);
    std::vector<Tensor> images(n);
    at::parallel_for(0, n, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) images[i] = seen(from + i);
    });
    Tensor x = at::stack(images);
    if (n < kGpuBatch) {
      auto all = x.sizes().vec();
      all[0] = kGpuBatch;
      const Tensor some = x;
      x = at::zeros(all, some.options());
      x.narrow(0, 0, n).copy_(some);
    }
    out.narrow(0, from, n).copy_(forward(x.to(device)).narrow(0, 0, n));
  }
  return out;
}

NetworkExtractor::NetworkExtractor(std::string who, InputRule input, int64_t size,
                                   at::Device device)
    : who_(std::move(who)), input_(std::move(input)), size_(size), device_(device) {}

std::string NetworkExtractor::input_rule() const {
  return fmt::format("{} to {} x {}: {}", input_.name, size_, size_, input_.summary);
}

Tensor NetworkExtractor::features(const Tensor& images) const {
  check_images(images, who_);
  const Tensor in = images.to(at::kCPU);
  return features_of_each(
      images.size(0), dimension(), device_,
      [&](int64_t i) { return seen_by(input_, in[i], size_); },
      [&](const Tensor& x) { return forward(channels_last(x)); });
}

}  // namespace odelia
