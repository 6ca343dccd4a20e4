#pragma once
#include "models/mixture.h"

namespace odelia {

/// The exact consistency function of a Gaussian mixture: where the probability flow through x ends,
/// at sigma/alpha = s_min.  For one Gaussian N(mu, s_0^2 I) and y = x/alpha, s = sigma/alpha,
///     f = mu + sqrt((s_0^2 + s_min^2) / (s_0^2 + s^2)) (y - mu);
/// for several the flow is integrated, to `tolerance` relative and absolute.  Throws
/// std::invalid_argument on s_min < 0, and for several on s_min = 0, where the flow has no end.
std::shared_ptr<ScoreModel> exact_consistency(Mixture mixture, double s_min = 0,
                                              double tolerance = 1e-10);

}  // namespace odelia
