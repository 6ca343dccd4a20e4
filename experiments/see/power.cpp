#include "experiments/see/power.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/abs.h>
#include <ATen/ops/fft_fft2.h>

namespace odelia {
namespace {
/// The frequency of coefficient k of n, with its sign.
double frequency(int64_t k, int64_t n) { return static_cast<double>(2 * k <= n ? k : k - n); }
}  // namespace

RadialPower::RadialPower(int64_t height, int64_t width)
    : height_(height), width_(width), last_whole_(std::min(height, width) / 2) {
  const auto shorter = static_cast<double>(std::min(height, width));
  for (int64_t i = 0; i < height; ++i)
    for (int64_t j = 0; j < width; ++j)
      ring_.push_back(
          std::lround(shorter * std::hypot(frequency(i, height) / static_cast<double>(height),
                                           frequency(j, width) / static_cast<double>(width))));
  counts_.resize(static_cast<size_t>(*std::max_element(ring_.begin(), ring_.end())) + 1);
  for (const int64_t r : ring_) ++counts_[static_cast<size_t>(r)];
}

std::vector<double> RadialPower::of(const Tensor& image) const {
  const int64_t pixels = height_ * width_, channels = image.size(0);
  const Tensor power = at::abs(at::fft_fft2(image.to(at::kCPU, at::kDouble))).square().contiguous();
  const double* p = power.data_ptr<double>();
  std::vector<double> out(counts_.size());
  for (int64_t k = 0; k < channels * pixels; ++k)
    out[static_cast<size_t>(ring_[static_cast<size_t>(k % pixels)])] += p[k];
  const auto all = static_cast<double>(pixels);
  for (size_t r = 0; r < out.size(); ++r)
    if (counts_[r] > 0)
      out[r] /= all * all * static_cast<double>(channels) * static_cast<double>(counts_[r]);
  return out;
}

}  // namespace odelia
