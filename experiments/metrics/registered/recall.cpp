#include <algorithm>
#include <atomic>

#include "experiments/metrics/neighbours.h"

namespace odelia {
namespace {

constexpr int64_t k = 3;

/// The fraction of the reference's vectors that lie in the ball of one of the samples or more.
/// Without a group of samples their balls grow, for its vectors are nobody's neighbours.
Measurement measure(const GroupedFeatures& reference, const FeatureSet& samples) {
  const GroupedFeatures x = grouped_samples(samples, reference, "recall");
  Measurement out;
  const int64_t groups = x.groups(), m = reference.size();
  if (x.size() <= k || m == 0) return out;
  const Radii radii = nearest_radii(x, k, true);
  const std::vector<int64_t> group = x.group_of_rows();
  const bool jackknife = !radii.squared_without.empty();
  std::vector<double> greatest = radii.squared;
  for (int64_t i = 0; jackknife && i < x.size(); ++i)
    for (int64_t g = 0; g < groups; ++g)
      greatest[i] = std::max(greatest[i], radii.squared_without[i * groups + g]);
  std::vector<std::atomic<uint32_t>> covered(m);  // bit g: without group g; bit `groups`: by all
  each_within(x, reference, greatest, [&](int64_t i, int64_t j, double squared) {
    uint32_t bits = squared <= radii.squared[i] ? 1u << groups : 0;
    for (int64_t g = 0; jackknife && g < groups; ++g)
      if (g != group[i] && squared <= radii.squared_without[i * groups + g]) bits |= 1u << g;
    covered[j] |= bits;
  });
  const auto fraction = [&](int64_t bit) {
    const auto count = std::count_if(covered.begin(), covered.end(),
                                     [&](const auto& bits) { return bits >> bit & 1; });
    return static_cast<double>(count) / static_cast<double>(m);
  };
  out.value = fraction(groups);
  for (int64_t g = 0; jackknife && g < groups; ++g) out.jackknife.push_back(fraction(g));
  out.standard_error = jackknife_standard_error(out.jackknife);
  return out;
}

const RegisterMetric recall{
    {.name = "recall",
     .title = "recall",
     .label = "recall",
     .summary = "how many real images lie within the third neighbour's distance of a sample: "
                "Kynkaanniemi et al. 2019, arXiv:1904.06991, eq. 1 and 2, k = 3",
     .comparable = "comparable for the same features and N alone",
     .reading =
         "is the fraction of the reference's kept feature vectors that lie in the ball about "
         "a sample, of a radius to its third neighbour, edges included. It is "
         "that of Inception or VGG features only where those stand in brackets. It depends on N, "
         "and one sample far from all others has "
         "a great ball.",
     .error_says =
         "of the first set's samples, rather too wide, for without some of them the balls "
         "of others grow; the second is taken as it is",
     .lower_is_better = false,
     .ratios = false,
     .of_features = true,
     .least = [](int64_t) { return int64_t{20}; },
     .with_fewer = "has no standard error",
     .needs = k + 1,
     .against = [](const FeatureSet& set) -> Measure {
       auto reference = grouped_features(set, 10, "recall: the reference");
       return [reference = std::move(reference)](const FeatureSet& samples) {
         return measure(reference, samples);
       };
     }}};

}  // namespace
}  // namespace odelia
