#pragma once
#include <cmath>

namespace odelia {

/// log alpha where alpha^2 + sigma^2 = 1, from lambda.
inline double vp_log_alpha(double lambda) {
  return lambda < -300 ? lambda : -0.5 * std::log1p(std::exp(-2 * lambda));  // exp: no overflow
}

}  // namespace odelia
