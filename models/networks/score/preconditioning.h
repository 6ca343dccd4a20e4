#pragma once
#include <cmath>
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// What a network's raw output F is trained to be, in the frame x = alpha x0 + sigma eps, alpha^2 +
/// sigma^2 = 1:
///   noise     eps
///   data      x0
///   velocity  alpha eps - sigma x0                                   (arXiv:2202.00512, app. D)
///   flow      eps - x0                                               (arXiv:2209.03003)
///   score     -eps / sigma
///   edm       (x0 - c_skip y) / c_out with y = x0 + s n              (arXiv:2206.00364, Table 1)
///   consistency  as edm with the coefficients of `to_origin`, where the probability flow through y
///             ends in the place of x0                                (arXiv:2303.01469, eq. 5)
enum class Target { noise, data, velocity, flow, score, edm, consistency };
Target target_from(const std::string& name);  ///< throws std::invalid_argument, listing the known
const char* to_string(Target);

/// Per-time weight of the loss, as a weight w(s) of |x0 - x0_hat|^2 at s = sigma/alpha:
///   uniform  no reweighting of |F - target|^2
///   snr      1/s^2: the noise-prediction loss                        (arXiv:2006.11239, eq. 14)
///   min_snr  min(1/s^2, gamma)                                       (arXiv:2303.09556, sec. 3.4)
///   edm      (s^2 + sigma_data^2) / (s sigma_data)^2                 (arXiv:2206.00364, Table 1)
///   truncated_snr  max(1/s^2, 1)                                     (arXiv:2202.00512, sec. 4)
///   snr_plus_one   1/s^2 + 1                                         (arXiv:2202.00512, sec. 4)
enum class Weighting { uniform, snr, min_snr, edm, truncated_snr, snr_plus_one };
Weighting weighting_from(
    const std::string& name);  ///< throws std::invalid_argument, listing the known
const char* to_string(Weighting);

/// a and b of x0 = a y + b F, with y = x0 + s n: how the raw output becomes the data.
struct ToData {
  double on_input, on_output;
};
/// Throws std::invalid_argument for a consistency function, which is no estimate of the data.
ToData to_data(Target target, double s, double sigma_data);

/// c_skip and c_out of a consistency function f = c_skip y + c_out F that is y itself at s <= s_min:
///   c_skip = sigma_data^2 / ((s - s_min)^2 + sigma_data^2)
///   c_out  = sigma_data (s - s_min) / sqrt(s^2 + sigma_data^2)
/// Source: arXiv:2303.01469, appendix C.
ToData to_origin(double s, double sigma_data, double s_min);

/// a and b of target = a x0 + b n: what F should be.
struct TargetOf {
  double on_data, on_noise;
};
TargetOf target_of(Target target, double s, double sigma_data);

/// The weight of |F - target|^2.
double loss_weight(Weighting weighting, Target target, double s, double sigma_data, double gamma);

}  // namespace odelia
