#include <algorithm>

#include "experiments/metrics/neighbours.h"

namespace odelia {
namespace {

constexpr int64_t k = 5;

/// The fraction of the reference's vectors whose ball holds a sample.
Measurement measure(const GroupedFeatures& reference, const Radii& radii,
                    const FeatureSet& samples) {
  const GroupedFeatures x = grouped_samples(samples, reference, "coverage");
  Measurement out;
  if (x.size() == 0) return out;
  const std::vector<int64_t> group = x.group_of_rows();
  std::vector<uint32_t> within(reference.size());  // bit g: a sample of group g
  each_within(reference, x, radii.squared, [&](int64_t i, int64_t j, double squared) {
    if (squared < radii.squared[i]) within[i] |= 1u << group[j];
  });
  const auto fraction = [&](uint32_t groups) {
    const auto count = std::count_if(within.begin(), within.end(),
                                     [&](uint32_t bits) { return (bits & groups) != 0; });
    return static_cast<double>(count) / static_cast<double>(reference.size());
  };
  out.value = fraction(~0u);
  for (int64_t g = 0; x.has_jackknife(1) && g < x.groups(); ++g)
    out.jackknife.push_back(fraction(~(1u << g)));
  out.standard_error = jackknife_standard_error(out.jackknife);
  return out;
}

const RegisterMetric coverage{
    {.name = "coverage",
     .title = "coverage",
     .label = "coverage",
     .summary = "how many real images have a sample within their fifth neighbour's distance: "
                "Naeem et al. 2020, arXiv:2002.09797, sec. 3.2, k = 5",
     .comparable = "comparable for the same features, N and number of real images alone",
     .reading =
         "is the fraction of the reference's kept feature vectors whose ball, of a radius to "
         "the fifth neighbour, edge left out, as in the authors' code, holds a sample. It "
         "rises with N: as many samples of the reference's own law as it keeps vectors, m, "
         "score 1 - (m - 1)...(m - 5) / ((2 m - 1)...(2 m - 5)), about 0.97.",
     .error_says = "of the first set's samples; the second is taken as it is",
     .lower_is_better = false,
     .ratios = false,
     .of_features = true,
     .least = [](int64_t) { return int64_t{20}; },
     .with_fewer = "has no standard error",
     .reference_needs = k + 1,
     .against = [](const FeatureSet& reference) -> Measure {
       return against_balls(reference, k, "coverage", measure);
     }}};

}  // namespace
}  // namespace odelia
