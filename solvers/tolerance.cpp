#include "solvers/tolerance.h"

#include <cmath>

namespace odelia {
namespace {

/// The finest relative tolerance that this arithmetic supports, and why.
std::pair<double, const char*> finest(at::ScalarType model, at::ScalarType state) {
  if (model == at::kBFloat16) return {1e-3, "a bfloat16 network, which resolves 4e-3"};
  if (model == at::kHalf)
    return {1e-4, "a network in float16, or that may run in TF32, which resolve 5e-4"};
  if (model == at::kFloat || state == at::kFloat)
    return {1e-6, "float32, which resolves 6e-8 and loses some in every layer and stage"};
  return {1e-13, "float64"};
}

}  // namespace

std::optional<Tolerance> checked_tolerance(const std::string& who, std::optional<double> rtol,
                                           std::optional<double> atol, at::ScalarType model,
                                           at::ScalarType state) {
  if (!rtol && !atol) return {};
  if (!rtol)
    throw std::invalid_argument(fmt::format(
        "{}: an absolute tolerance alone ({:g}) controls nothing; give rtol as well", who, *atol));
  // Negated, so that NaN is refused too.
  if (!(*rtol > 0 && *rtol < 1))
    throw std::invalid_argument(fmt::format(
        "{}: rtol must lie between 0 and 1, got {:g}; 1e-5 is a usual one", who, *rtol));
  if (atol && !(*atol > 0 && std::isfinite(*atol)))
    throw std::invalid_argument(fmt::format(
        "{}: atol must be positive and finite, got {:g}; leave it out to take rtol", who, *atol));
  if (const auto [least, why] = finest(model, state); *rtol < least)
    throw std::invalid_argument(
        fmt::format("{}: a tolerance of {:.3g} is more than {} can support; take {:.3g} or larger",
                    who, *rtol, why, least));
  return Tolerance{.rtol = *rtol, .atol = atol.value_or(*rtol)};
}

bool states(const Method& method, const std::string& tolerance) {
  if (method.options.values().contains(tolerance)) return true;
  const std::string inner = parse_spec(method.spec, "solver", true).inner;
  return !inner.empty() && states(make_method(inner), tolerance);
}

}  // namespace odelia
