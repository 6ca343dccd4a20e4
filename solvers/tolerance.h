#pragma once
#include <optional>
#include <string>

#include "solvers/integrate.h"

namespace odelia {

/// Network evaluations that one sample may spend under error control, whoever asks; more means that
/// the solve has gone wrong.
inline constexpr int64_t kMostEvaluations = 100000;

/// The tolerances that a user gave, the absolute one being the relative one unless given; nothing
/// where neither was.  Throws std::invalid_argument in the name of `who` on an absolute tolerance
/// without a relative one, on what is no tolerance (0 < rtol < 1, 0 < atol, both finite), and on
/// what is finer than `model` (the precision the score is computed in) and `state` can tell.
std::optional<Tolerance> checked_tolerance(const std::string& who, std::optional<double> rtol,
                                           std::optional<double> atol, at::ScalarType model,
                                           at::ScalarType state);

/// Whether the method's spec, or that of a solver inside it, states this one, rtol or atol, itself.
bool states(const Method& method, const std::string& tolerance);

}  // namespace odelia
