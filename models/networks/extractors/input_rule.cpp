#include "models/networks/extractors/input_rule.h"

#include <algorithm>
#include <stdexcept>

#include <ATen/ops/empty.h>
#include <fmt/format.h>

#include "models/data/picture_tensor.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// Between pixel floor(at) and the next one, where there is one.
PixelWindow between(double at, int64_t from) {
  const auto first = std::min(static_cast<int64_t>(at), from - 1);
  const double part = at - static_cast<double>(first);
  if (first + 1 >= from) return {first, {1}};
  return {first, {1 - part, part}};
}

}  // namespace

std::vector<PixelWindow> torch_bilinear(int64_t from, int64_t to) {
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  std::vector<PixelWindow> out;
  for (int64_t i = 0; i < to; ++i)
    out.push_back(between(std::max(0.0, (static_cast<double>(i) + 0.5) * scale - 0.5), from));
  return out;
}

std::vector<PixelWindow> tensorflow_bilinear(int64_t from, int64_t to) {
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  std::vector<PixelWindow> out;
  for (int64_t i = 0; i < to; ++i) out.push_back(between(static_cast<double>(i) * scale, from));
  return out;
}

std::vector<PixelWindow> pillow_bicubic(int64_t from, int64_t to) {
  return pixel_windows(from, to, "bicubic");
}

const InputRule& input_named(const std::vector<InputRule>& rules, const std::string& name) {
  std::vector<std::string> known;
  for (const InputRule& rule : rules) {
    if (rule.name == name) return rule;
    known.push_back(rule.name);
  }
  throw std::invalid_argument(
      fmt::format("unknown rule of resizing '{}'; {}", printable(name), known_names(name, known)));
}

namespace {

/// One plane [height, width] brought to [size, size] by windows.
void resample(const InputRule& rule, const uint8_t* plane, int64_t height, int64_t width,
              int64_t size, float* to) {
  const auto across = rule.windows(width, size), down = rule.windows(height, size);
  std::vector<float> rows(static_cast<size_t>(height * size));
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < size; ++x) {
      const uint8_t* from = plane + y * width + across[x].first;
      double total = 0;
      for (const double w : across[x].weights) total += w * *from++;
      rows[y * size + x] = static_cast<float>(total);
    }
  std::vector<double> sums(static_cast<size_t>(size));
  for (int64_t y = 0; y < size; ++y) {
    std::fill(sums.begin(), sums.end(), 0.0);
    const float* from = rows.data() + down[y].first * size;
    for (const double w : down[y].weights)
      for (int64_t x = 0; x < size; ++x) sums[x] += w * *from++;
    for (int64_t x = 0; x < size; ++x) *to++ = static_cast<float>(sums[x]);
  }
}

}  // namespace

Tensor seen_by(const InputRule& rule, const Tensor& image, int64_t size) {
  const Tensor in = image.contiguous();
  const int64_t channels = in.size(0), height = in.size(1), width = in.size(2);
  Tensor planes = at::empty({channels, size, size}, at::kFloat);
  if (rule.bytes_by.empty()) {
    for (int64_t c = 0; c < channels; ++c)
      resample(rule, in.data_ptr<uint8_t>() + c * height * width, height, width, size,
               planes.data_ptr<float>() + c * size * size);
  } else {
    const Tensor bytes = at::empty({channels, size, size}, at::kByte);
    to_planes(resized(picture_of(in), size, size, rule.bytes_by), bytes);
    planes.copy_(bytes);
  }
  if (rule.clipped) planes.clamp_(0, 255);
  Tensor out = at::empty({3, size, size}, at::kFloat);
  const int64_t all = size * size;
  for (int64_t c = 0; c < 3; ++c) {
    const float* from = planes.data_ptr<float>() + std::min(c, channels - 1) * all;
    float* to = out.data_ptr<float>() + c * all;
    for (int64_t i = 0; i < all; ++i)
      to[i] = static_cast<float>((from[i] - rule.shift[c]) / rule.scale[c]);
  }
  return out;
}

}  // namespace odelia
