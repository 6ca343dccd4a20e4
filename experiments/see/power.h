#pragma once
#include <cstdint>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// The power spectrum of images in rings of frequency: X_k are the coefficients of the 2-D Fourier
/// transform over H W, and ring r holds those whose frequency, in cycles per image (of the shorter
/// side), rounds to r.
class RadialPower {
 public:
  RadialPower(int64_t height, int64_t width);
  int64_t rings() const { return static_cast<int64_t>(counts_.size()); }
  /// Coefficients in a ring; all of them are the pixels.
  int64_t count(int64_t ring) const { return counts_[static_cast<size_t>(ring)]; }
  /// The last ring that is whole: frequencies beyond half the shorter side are in the corners only.
  int64_t last_whole() const { return last_whole_; }
  /// The mean of |X_k|^2 over each ring and over channels.  image: [C, H, W], any floating type.
  /// sum_r count(r) of(image)[r] is the mean square of the pixels (Parseval).
  std::vector<double> of(const Tensor& image) const;

 private:
  int64_t height_, width_, last_whole_;
  std::vector<int64_t> ring_;  ///< of each coefficient, [H, W]
  std::vector<int64_t> counts_;
};

}  // namespace odelia
