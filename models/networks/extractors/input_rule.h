#pragma once
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "models/data/images/resample.h"
#include "solvers/tensor.h"

namespace odelia {

/// How an image of any size becomes what a network of one size sees: resampled along rows, then
/// along columns, and (x - shift) / scale of values from 0 to 255.
struct InputRule {
  std::string name;     ///< as an option says it: "pytorch-fid"
  std::string summary;  ///< the interpolation, its antialiasing, the scaling, the source
  std::vector<PixelWindow> (*windows)(int64_t from, int64_t to) = nullptr;
  std::string bytes_by = {};  ///< in their place: Pillow's filter of that name, rounded to bytes
  bool clipped = false;       ///< to 0 ... 255 after resampling
  std::array<double, 3> shift{}, scale{1, 1, 1};
};

/// float32 [3, size, size] of one image, uint8 [C, H, W] with C = 1 (grey, for all three) or 3.  Sums
/// in float64, rounded to float32 after each direction.
Tensor seen_by(const InputRule& rule, const Tensor& image, int64_t size);

/// The rule of that name.  Throws std::invalid_argument, listing the known.
const InputRule& input_named(const std::vector<InputRule>& rules, const std::string& name);

/// src = (i + 1/2) from/to - 1/2, at least 0; two pixels, whatever the scale: not antialiased.
/// torch.nn.functional.interpolate(mode="bilinear", align_corners=False).
std::vector<PixelWindow> torch_bilinear(int64_t from, int64_t to);
/// src = i from/to, two pixels, not antialiased: TensorFlow 1's resize_bilinear.
std::vector<PixelWindow> tensorflow_bilinear(int64_t from, int64_t to);
/// Pillow's bicubic, a = -1/2, antialiased.
std::vector<PixelWindow> pillow_bicubic(int64_t from, int64_t to);

}  // namespace odelia
