#include "experiments/train/point_picture.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/full.h>

namespace odelia {

Tensor point_picture(const std::vector<Tensor>& sets) {
  constexpr int64_t kSide = 256, kGap = 8;
  constexpr double kReach = 3;
  const auto count = static_cast<int64_t>(sets.size());
  Tensor out = at::full({kSide, count * (kSide + kGap) - kGap}, 255, at::kByte);
  auto pixels = out.accessor<uint8_t, 2>();
  for (int64_t k = 0; k < count; ++k) {
    const Tensor points = sets[k].to(at::kDouble);
    const auto at = points.accessor<double, 2>();
    const int64_t n = points.size(0);
    const double ink = std::min(255.0, 2e5 / static_cast<double>(std::max<int64_t>(1, n)));
    for (int64_t i = 0; i < n; ++i) {
      const double column = (at[i][0] / kReach + 1) / 2 * kSide,
                   row = (1 - (points.size(1) > 1 ? at[i][1] : 0) / kReach) / 2 * kSide;
      // A point that is not finite compares false.
      if (!(column >= 0 && column < kSide && row >= 0 && row < kSide)) continue;
      uint8_t& pixel =
          pixels[static_cast<int64_t>(row)][k * (kSide + kGap) + static_cast<int64_t>(column)];
      pixel = static_cast<uint8_t>(std::max(0.0, pixel - ink));
    }
  }
  return out;
}

}  // namespace odelia
