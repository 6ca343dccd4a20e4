#pragma once
#include <cstdint>
#include <vector>

namespace odelia {

/// Where group g of `groups` begins among `rows` samples: runs of rows, whether one counts or not,
/// so that sets of the same seeds are cut alike.  The verbs take rows without seeds in_drawn_order.
constexpr int64_t group_begin(int64_t g, int64_t groups, int64_t rows) { return g * rows / groups; }

/// se of the whole from the values F_g without group g, of which there are G:
///     se^2 = (G - 1)/G sum_g (F_g - mean F)^2.
/// Also with few samples: its mean is then above the variance, by the inequality of Efron & Stein
/// 1981 (doi:10.1214/aos/1176345462).  NaN where there are fewer than two.
/// Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, sec. 11.5 (grouped).
double jackknife_standard_error(const std::vector<double>& without);

}  // namespace odelia
