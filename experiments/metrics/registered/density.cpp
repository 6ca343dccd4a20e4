#include <atomic>

#include "experiments/metrics/neighbours.h"

namespace odelia {
namespace {

constexpr int64_t k = 5;

/// In how many balls of the reference's vectors a sample lies, of k expected, on average.
Measurement measure(const GroupedFeatures& reference, const Radii& radii,
                    const FeatureSet& samples) {
  const GroupedFeatures x = grouped_samples(samples, reference, "density");
  std::vector<std::atomic<int64_t>> balls(x.size());
  each_within(reference, x, radii.squared, [&](int64_t i, int64_t j, double squared) {
    if (squared < radii.squared[i]) ++balls[j];
  });
  return mean_of_rows(x, {balls.begin(), balls.end()}, k);
}

const RegisterMetric density{
    {.name = "density",
     .title = "density",
     .label = "density",
     .summary = "within how many real images' fifth neighbours' distance a sample lies, over 5: "
                "Naeem et al. 2020, arXiv:2002.09797, sec. 3.1, k = 5",
     .comparable = "comparable for the same features and the same number of real images alone",
     .reading = "is the mean number of balls that a sample lies in, over 5: balls about the "
                "reference's kept feature vectors, of a radius to the fifth neighbour, edges left "
                "out, as in the authors' code. Samples of the reference's own law score 1, and "
                "those that keep to its dense regions more.",
     .error_says = "of the first set's samples; the second is taken as it is",
     .lower_is_better = false,
     .ratios = false,
     .any_n = true,
     .of_features = true,
     .least = [](int64_t) { return int64_t{20}; },
     .with_fewer = "has no standard error",
     .reference_needs = k + 1,
     .against = [](const FeatureSet& reference) -> Measure {
       return against_balls(reference, k, "density", measure);
     }}};

}  // namespace
}  // namespace odelia
