#include "models/networks/score/preconditioning.h"

#include <algorithm>
#include <stdexcept>

#include "solvers/names.h"

namespace odelia {
namespace {

constexpr const char* kTargets[] = {"noise", "data", "velocity",   "flow",
                                    "score", "edm",  "consistency"};
constexpr const char* kWeightings[] = {"uniform", "snr",           "min_snr",
                                       "edm",     "truncated_snr", "snr_plus_one"};

template <size_t N>
int index_of(const std::string& name, const char* const (&names)[N], const char* what) {
  for (size_t i = 0; i < N; ++i)
    if (name == names[i]) return static_cast<int>(i);
  throw std::invalid_argument(
      fmt::format("unknown {} '{}'; {}", what, name, known_names(name, names_in(names))));
}

}  // namespace

Target target_from(const std::string& name) {
  return static_cast<Target>(index_of(name, kTargets, "training target"));
}
const char* to_string(Target t) { return kTargets[static_cast<int>(t)]; }
Weighting weighting_from(const std::string& name) {
  return static_cast<Weighting>(index_of(name, kWeightings, "loss weighting"));
}
const char* to_string(Weighting w) { return kWeightings[static_cast<int>(w)]; }

ToData to_data(Target target, double s, double sigma_data) {
  const double alpha = 1 / std::sqrt(1 + s * s), sigma = s * alpha, d2 = sigma_data * sigma_data;
  switch (target) {
    case Target::noise:
      return {1, -s};
    case Target::data:
      return {0, 1};
    case Target::velocity:
      return {alpha * alpha, -sigma};  // x0 = alpha x - sigma v, x = alpha y
    case Target::flow:
      return {alpha / (alpha + sigma), -sigma / (alpha + sigma)};
    case Target::score:
      return {1, s * sigma};
    case Target::edm:
      return {d2 / (s * s + d2), s * sigma_data / std::sqrt(s * s + d2)};
    case Target::consistency:
      throw std::invalid_argument(
          "network: is a consistency function, which says where the probability flow ends and "
          "not what the data are in the mean; take the network that it was distilled from");
  }
  throw std::logic_error("unreachable");
}

ToData to_origin(double s, double sigma_data, double s_min) {
  const double beyond = std::max(s - s_min, 0.0), d2 = sigma_data * sigma_data;
  return {d2 / (beyond * beyond + d2), sigma_data * beyond / std::sqrt(s * s + d2)};
}

TargetOf target_of(Target target, double s, double sigma_data) {
  // x0 = a (x0 + s n) + b F, solved for F: right for every target whose b is not zero.
  const auto [a, b] = to_data(target, s, sigma_data);
  return {(1 - a) / b, -a * s / b};
}

double loss_weight(Weighting weighting, Target target, double s, double sigma_data, double gamma) {
  const double b = to_data(target, s, sigma_data).on_output, snr = 1 / (s * s);
  switch (weighting) {
    case Weighting::uniform:
      return 1;
    case Weighting::snr:
      return snr * b * b;
    case Weighting::min_snr:
      return std::min(snr, gamma) * b * b;
    case Weighting::edm:
      return (snr + 1 / (sigma_data * sigma_data)) * b * b;
    case Weighting::truncated_snr:
      return std::max(snr, 1.0) * b * b;
    case Weighting::snr_plus_one:
      return (snr + 1) * b * b;
  }
  throw std::logic_error("unreachable");
}

}  // namespace odelia
