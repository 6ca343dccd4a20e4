#include <atomic>

#include "experiments/metrics/neighbours.h"

namespace odelia {
namespace {

constexpr int64_t k = 5;

/// In how many balls of the reference's vectors a sample lies, of k expected, on average.
Measurement measure(const GroupedFeatures& reference, const Radii& radii,
                    const FeatureSet& samples) {
  const GroupedFeatures x = grouped_features(samples, reference.groups(), "density: the samples");
  check_same_dimension(x, reference, "density");
  Measurement out;
  if (x.size() == 0) return out;
  std::vector<std::atomic<int64_t>> balls(x.size());
  each_within(reference, x, radii.squared, [&](int64_t i, int64_t j, double squared) {
    if (squared < radii.squared[i]) ++balls[j];
  });
  const std::vector<double> counts(balls.begin(), balls.end());
  double sum = 0;
  for (const double count : counts) sum += count;
  out.value = sum / static_cast<double>(k * x.size());
  if (x.has_jackknife(1)) out.jackknife = means_without_groups(x, counts);
  for (double& value : out.jackknife) value /= k;
  out.standard_error = jackknife_standard_error(out.jackknife);
  return out;
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
     .of_features = true,
     .least = [](int64_t) { return int64_t{20}; },
     .with_fewer = "has no standard error",
     .against = [](const FeatureSet& set) -> Measure {
       auto reference = grouped_features(set, 10, "density: the reference");
       auto radii = nearest_radii(reference, k, false);
       return [reference = std::move(reference), radii = std::move(radii)](
                  const FeatureSet& samples) { return measure(reference, radii, samples); };
     }}};

}  // namespace
}  // namespace odelia
