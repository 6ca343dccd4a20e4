#include "models/data/images/image_rule.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include <ATen/ops/empty.h>
#include <fmt/format.h>

#include "models/data/images/resample.h"
#include "models/data/picture_tensor.h"
#include "solvers/names.h"

namespace odelia {
namespace {

constexpr int64_t kMostPixelsASide = 4096;
constexpr const char *kCrop = "center-crop", *kDhariwal = "center-crop-dhariwal";

Picture cut(const Picture& from, int64_t top, int64_t left, int64_t side) {
  Picture out(side, side, from.channels);
  const auto row = static_cast<size_t>(side * from.channels);
  for (int64_t y = 0; y < side; ++y)
    std::memcpy(out.pixels.data() + static_cast<size_t>(y) * row,
                from.pixels.data() + ((top + y) * from.width + left) * from.channels, row);
  return out;
}

Picture middle(const Picture& from, int64_t side) {
  if (from.height == side && from.width == side) return from;
  return cut(from, (from.height - side) / 2, (from.width - side) / 2, side);
}

/// Source: center_crop_arr of openai/guided-diffusion, image_datasets.py.
Picture dhariwal(Picture picture, int64_t side) {
  const auto shorter = [&] { return std::min(picture.height, picture.width); };
  while (shorter() >= 2 * side)
    picture = resized(picture, picture.height / 2, picture.width / 2, "box");
  const double scale = static_cast<double>(side) / static_cast<double>(shorter());
  const auto scaled = [&](int64_t n) {
    return static_cast<int64_t>(std::nearbyint(static_cast<double>(n) * scale));
  };
  return middle(resized(picture, scaled(picture.height), scaled(picture.width), "bicubic"), side);
}

}  // namespace

void check(const ImageRule& rule, const std::string& who) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format("{} {}", who, what));
  };
  if (rule.resize < 0 || rule.resize > kMostPixelsASide)
    refuse(fmt::format("resize: must be 1 to {} pixels a side, or 0 for as they are, got {}",
                       kMostPixelsASide, rule.resize));
  const auto filters = filter_names();
  if (!rule.filter.empty() && std::count(filters.begin(), filters.end(), rule.filter) == 0)
    refuse(fmt::format("filter: unknown '{}'; {}", rule.filter, known_names(rule.filter, filters)));
  if (!rule.transform.empty() && rule.transform != kCrop && rule.transform != kDhariwal)
    refuse(fmt::format("transform: unknown '{}'; {}", rule.transform,
                       known_names(rule.transform, {kCrop, kDhariwal})));
  if (!rule.filter.empty() && rule.resize == 0)
    refuse(
        fmt::format("filter '{}': is that of resize, which was not asked for; say to how many "
                    "pixels a side, such as resize 64",
                    rule.filter));
  if (rule.transform == kDhariwal && rule.resize == 0)
    refuse("transform 'center-crop-dhariwal': needs resize, the side it ends with");
  if (rule.transform == kDhariwal && !rule.filter.empty())
    refuse(
        "transform 'center-crop-dhariwal': has filters of its own, box and bicubic; leave "
        "filter out");
}

std::string to_string(const ImageRule& rule) {
  std::string out = rule.transform;
  if (rule.resize > 0) {
    if (!out.empty()) out += ", ";
    out += fmt::format("{0} x {0}", rule.resize);
    if (rule.transform != kDhariwal)
      out += fmt::format(" by {}", rule.filter.empty() ? "lanczos" : rule.filter);
  }
  return out.empty() ? "as stored" : out;
}

int64_t side_after(const ImageRule& rule, int64_t height, int64_t width, const std::string& what) {
  if (height != width && rule.transform.empty())
    throw std::invalid_argument(
        fmt::format("{}: {} x {} pixels (width, height), and samples are square; take the middle "
                    "with --transform center-crop, or leave it out",
                    what, width, height));
  return rule.resize > 0 ? rule.resize : std::min(height, width);
}

Picture applied(const ImageRule& rule, const Picture& picture) {
  if (rule.transform == kDhariwal) return dhariwal(picture, rule.resize);
  const Picture square = middle(picture, std::min(picture.height, picture.width));
  if (rule.resize == 0) return square;
  return resized(square, rule.resize, rule.resize, rule.filter.empty() ? "lanczos" : rule.filter);
}

Tensor applied(const ImageRule& rule, const Tensor& images, const std::string& what) {
  const int64_t n = images.size(0), channels = images.size(1),
                side = side_after(rule, images.size(2), images.size(3), what);
  if (rule.resize == 0 && rule.transform.empty()) return images;
  const Tensor all = images.contiguous(), out = at::empty({n, channels, side, side}, at::kByte);
  for (int64_t i = 0; i < n; ++i) to_planes(applied(rule, picture_of(all[i])), out[i]);
  return out;
}

}  // namespace odelia
