#include "experiments/metrics/metric.h"

namespace odelia {
namespace {

Measurement measure(const FeatureSet& samples, const Gaussian& reference) {
  Measurement out;
  Gaussian own = samples.gaussian;
  if (samples.features.defined()) {
    const Moments moments = moments_of(samples.features, samples.keep);
    if (moments.count() < 2) return out;
    own = moments.finish();
    out.jackknife = frechet_jackknife(samples.features, samples.keep, reference);
    out.standard_error = jackknife_standard_error(out.jackknife);
  }
  const FrechetDistance d = frechet_distance(own, reference);
  out.value = d.value;
  out.parts = {{"mean_part", "means", d.mean_part},
               {"cov_part", "covariances", d.cov_part},
               {"negative_mass", "", d.negative_mass}};
  return out;
}

const RegisterMetric fd{
    {.name = "fd",
     .title = "Fréchet distance",
     .label = "FD",
     .summary = "squared 2-Wasserstein distance of Gaussians fitted to the features: Heusel et al. "
                "2017, arXiv:1706.08500, eq. 6",
     .comparable =
         "FID where the features are FID's Inception's, else not comparable with it; nor across "
         "different N",
     .reading =
         "is the squared Fréchet distance of Gaussians fitted to the features of the "
         "extractor in brackets, in float64. It is FID where that is FID's Inception (`odelia "
         "metrics fetch-weights inception`), and must not be compared with it elsewhere; it "
         "is biased by N, and only values with the same N and features can be "
         "compared.",
     .error_says = "of the first set's samples; the second is taken as it is",
     .least = [](int64_t d) { return d; },
     .with_fewer = "has a singular covariance and a large bias",
     .against = [](const FeatureSet& reference) -> Measure {
       return [gaussian = reference.gaussian](const FeatureSet& samples) {
         return measure(samples, gaussian);
       };
     }}};

}  // namespace
}  // namespace odelia
