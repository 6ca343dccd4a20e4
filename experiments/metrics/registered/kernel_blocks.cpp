#include <algorithm>
#include <cmath>

#include "experiments/metrics/draws.h"
#include "experiments/metrics/registered/kernel_distance.h"
#include "experiments/metrics/symmetric.h"

namespace odelia {
namespace {

constexpr int64_t blocks = 100, block_size = 1000;
constexpr uint32_t seed = 2020;
constexpr const char* who = "kernel distance by blocks";

/// The mean of the unbiased estimate over 100 draws of 1000 samples and 1000 of the reference's
/// features, without repetition within a draw: the published form of KID.  Draws are
/// torch-fidelity's, numpy's RandomState(2020).  The jackknife leaves a group out of every draw.
Measurement measure(const GroupedFeatures& y, const FeatureSet& samples) {
  const GroupedFeatures x = grouped_samples(samples, y, who);
  Measurement out;
  const int64_t size = std::min({block_size, x.size(), y.size()}), groups = y.groups();
  if (size < 2) return out;
  std::mt19937 generator(seed);
  std::vector<std::pair<std::vector<int64_t>, std::vector<int64_t>>> draws(blocks);
  for (auto& [of_x, of_y] : draws) {
    of_x = draw_without_repetition(generator, x.size(), size);
    of_y = draw_without_repetition(generator, y.size(), size);
  }
  std::vector<KernelEstimate> found(blocks);
  each_on_one_thread(blocks, [&](int64_t b) {
    const GroupedFeatures one = x.some(draws[b].first), other = y.some(draws[b].second);
    found[b] = kernel_estimate(one, other, inner_kernel_sums(other));
  });
  const auto mean = [&](const auto& value) {
    double sum = 0;
    for (const auto& f : found) sum += value(f) / blocks;
    return sum;
  };
  out.value = mean([](const KernelEstimate& f) { return f.value; });
  const auto without = [&](std::vector<double> KernelEstimate::*side) {
    std::vector<double> values;
    if (std::any_of(found.begin(), found.end(),
                    [&](const KernelEstimate& f) { return (f.*side).empty(); }))
      return values;
    for (int64_t g = 0; g < groups; ++g)
      values.push_back(mean([&](const KernelEstimate& f) { return (f.*side)[g]; }));
    return values;
  };
  out.jackknife = without(&KernelEstimate::without_x);
  out.reference_jackknife = without(&KernelEstimate::without_y);
  out.standard_error = std::hypot(jackknife_standard_error(out.jackknife),
                                  jackknife_standard_error(out.reference_jackknife));
  const double squares =
      mean([&](const KernelEstimate& f) { return (f.value - out.value) * (f.value - out.value); });
  out.parts = {{"block_std", "standard deviation of blocks", std::sqrt(squares)},
               {"block_size", "", static_cast<double>(size)}};
  return out;
}

const RegisterMetric kd_blocks{
    {.name = "kd_blocks",
     .title = "kernel distance by blocks",
     .label = "KD of blocks",
     .summary = "kd as KID is published, the mean over 100 draws of 1000 samples with the draws of "
                "torch-fidelity: Binkowski et al. 2018, arXiv:1801.01401, sec. 4",
     .comparable = "KID where the features are FID's Inception's, else not comparable with it; "
                   "unbiased at every N, and so below zero at times",
     .reading =
         "is the kernel distance as KID is published: the mean of the unbiased estimate over "
         "100 draws of 1000 samples and 1000 of the reference's kept features, the draws "
         "being torch-fidelity's. It is KID where those are FID's Inception's alone, and "
         "less certain than kd, which takes all pairs of the same samples.",
     .error_says = "of both sets; the standard deviation of the blocks, which KID is printed with, "
                   "is no standard error",
     .error_of_both = true,
     .ratios = false,
     .any_n = true,
     .of_features = true,
     .least = [](int64_t) { return block_size; },
     .with_fewer = "is no mean over blocks of 1000",
     .reference_needs = 2,
     .against = [](const FeatureSet& reference) -> Measure {
       auto y = grouped_features(reference, 10, std::string(who) + ": the reference");
       return [y = std::move(y)](const FeatureSet& samples) { return measure(y, samples); };
     }}};

}  // namespace
}  // namespace odelia
