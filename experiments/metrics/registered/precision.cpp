#include <atomic>

#include "experiments/metrics/neighbours.h"

namespace odelia {
namespace {

constexpr int64_t k = 3;

/// The fraction of samples that lie in the ball of one of the reference's vectors or more.
Measurement measure(const GroupedFeatures& reference, const Radii& radii,
                    const FeatureSet& samples) {
  const GroupedFeatures x = grouped_samples(samples, reference, "precision");
  std::vector<std::atomic<bool>> within(x.size());
  each_within(reference, x, radii.squared, [&](int64_t, int64_t j, double) { within[j] = true; });
  return mean_of_rows(x, {within.begin(), within.end()}, 1);
}

const RegisterMetric precision{
    {.name = "precision",
     .title = "precision",
     .label = "precision",
     .summary = "how many samples lie within the third neighbour's distance of a real image: "
                "Kynkaanniemi et al. 2019, arXiv:1904.06991, eq. 1 and 2, k = 3",
     .comparable = "comparable for the same features and the same number of real images alone",
     .reading =
         "is the fraction of samples that lie in the ball about a kept feature vector of the "
         "reference, of a radius to its third neighbour, edges included. It is that "
         "of Inception or VGG features only where those stand in brackets, and depends on how many "
         "vectors the reference keeps.",
     .error_says = "of the first set's samples; the second is taken as it is",
     .lower_is_better = false,
     .ratios = false,
     .any_n = true,
     .of_features = true,
     .least = [](int64_t) { return int64_t{20}; },
     .with_fewer = "has no standard error",
     .reference_needs = k + 1,
     .against = [](const FeatureSet& reference) -> Measure {
       return against_balls(reference, k, "precision", measure);
     }}};

}  // namespace
}  // namespace odelia
