#include "models/data/images/resample.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "solvers/names.h"

namespace odelia {
namespace {

constexpr int kBits = 22;  // of a weight behind the point: bytes times weights fit 32 bits

double sinc(double x) { return x == 0 ? 1 : std::sin(M_PI * x) / (M_PI * x); }

struct Filter {
  const char* name;
  double support;
  double (*at)(double x);
};

constexpr Filter kFilters[] = {
    {"box", 0.5, [](double x) { return x > -0.5 && x <= 0.5 ? 1.0 : 0.0; }},
    {"bilinear", 1, [](double x) { return std::max(0.0, 1 - std::abs(x)); }},
    {"bicubic", 2,
     [](double x) {
       constexpr double a = -0.5;
       x = std::abs(x);
       return x < 1   ? ((a + 2) * x - (a + 3)) * x * x + 1
              : x < 2 ? (((x - 5) * x + 8) * x - 4) * a
                      : 0.0;
     }},
    {"lanczos", 3, [](double x) { return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0.0; }}};

/// A PixelWindow in fixed point.
struct Window {
  int64_t first;
  std::vector<int32_t> weights;
};

std::vector<Window> windows(int64_t from, int64_t to, const std::string& filter) {
  std::vector<Window> out;
  for (const PixelWindow& exact : pixel_windows(from, to, filter)) {
    Window window{exact.first, {}};
    for (const double w : exact.weights)
      window.weights.push_back(static_cast<int32_t>(std::lround(w * (1 << kBits))));
    out.push_back(std::move(window));
  }
  return out;
}

uint8_t to_byte(int32_t sum) { return static_cast<uint8_t>(std::clamp(sum >> kBits, 0, 255)); }

Picture across(const Picture& in, int64_t width, const std::string& filter) {
  Picture out(in.height, width, in.channels);
  const auto all = windows(in.width, width, filter);
  uint8_t* to = out.pixels.data();
  for (int64_t y = 0; y < in.height; ++y)
    for (const Window& window : all)
      for (int64_t c = 0; c < in.channels; ++c) {
        const uint8_t* from = in.pixels.data() + (y * in.width + window.first) * in.channels + c;
        int32_t sum = 1 << (kBits - 1);
        for (const int32_t w : window.weights) sum += w * *from, from += in.channels;
        *to++ = to_byte(sum);
      }
  return out;
}

Picture down(const Picture& in, int64_t height, const std::string& filter) {
  Picture out(height, in.width, in.channels);
  const int64_t row = in.width * in.channels;
  const auto all = windows(in.height, height, filter);
  uint8_t* to = out.pixels.data();
  for (const Window& window : all)
    for (int64_t x = 0; x < row; ++x) {
      const uint8_t* from = in.pixels.data() + window.first * row + x;
      int32_t sum = 1 << (kBits - 1);
      for (const int32_t w : window.weights) sum += w * *from, from += row;
      *to++ = to_byte(sum);
    }
  return out;
}

}  // namespace

std::vector<std::string> filter_names() {
  std::vector<std::string> out;
  for (const Filter& filter : kFilters) out.emplace_back(filter.name);
  return out;
}

std::vector<PixelWindow> pixel_windows(int64_t from, int64_t to, const std::string& name) {
  const auto* filter = std::find_if(std::begin(kFilters), std::end(kFilters),
                                    [&](const Filter& f) { return name == f.name; });
  if (filter == std::end(kFilters))
    throw std::invalid_argument(
        fmt::format("unknown filter '{}'; {}", name, known_names(name, filter_names())));
  const double scale = static_cast<double>(from) / static_cast<double>(to),
               wide = std::max(scale, 1.0), support = filter->support * wide;
  std::vector<PixelWindow> out;
  for (int64_t i = 0; i < to; ++i) {
    const double center = (static_cast<double>(i) + 0.5) * scale;
    const auto first = std::max<int64_t>(0, static_cast<int64_t>(center - support + 0.5)),
               end = std::min<int64_t>(from, static_cast<int64_t>(center + support + 0.5));
    PixelWindow window{first, {}};
    double sum = 0;
    for (int64_t k = first; k < end; ++k) {
      window.weights.push_back(filter->at((static_cast<double>(k) - center + 0.5) / wide));
      sum += window.weights.back();
    }
    if (sum != 0)
      for (double& w : window.weights) w /= sum;
    out.push_back(std::move(window));
  }
  return out;
}

Picture resized(const Picture& picture, int64_t height, int64_t width, const std::string& name) {
  if (picture.width == width && picture.height == height) pixel_windows(1, 1, name);  // is it known
  Picture out = picture.width == width ? picture : across(picture, width, name);
  return out.height == height ? out : down(out, height, name);
}

}  // namespace odelia
