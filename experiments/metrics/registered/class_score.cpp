#include <cmath>

#include <ATen/ops/empty.h>
#include <ATen/ops/log_softmax.h>

#include "experiments/metrics/metric.h"

namespace odelia {
namespace {

constexpr int64_t splits = 10;

/// exp of the mean Kullback-Leibler divergence of the rows' class probabilities from their mean.
/// log_p: [n, classes] float64.
double score(const Tensor& log_p) {
  const Tensor p = log_p.exp(), mean = p.mean(0);
  return std::exp((p * log_p).sum(1).mean().item<double>() -
                  (mean * mean.log()).nan_to_num(0).sum().item<double>());
}

/// The mean over ten splits, which are the jackknife's groups.
Measurement measure(const FeatureSet& samples) {
  if (!samples.logits.defined())
    throw std::invalid_argument(
        "class score: the samples need class probabilities; features alone do not do");
  Measurement out;
  const Tensor log_p = at::log_softmax(samples.logits.to(at::kCPU, at::kDouble), 1).contiguous();
  const int64_t rows = log_p.size(0);
  std::vector<double> scores;
  double sum = 0;
  for (int64_t g = 0; g < splits; ++g) {
    std::vector<int64_t> kept;
    for (int64_t i = group_begin(g, splits, rows); i < group_begin(g + 1, splits, rows); ++i)
      if (samples.counts(i)) kept.push_back(i);
    if (kept.empty()) return out;
    Tensor index = at::empty({static_cast<int64_t>(kept.size())}, at::kLong);
    std::copy(kept.begin(), kept.end(), index.data_ptr<int64_t>());
    scores.push_back(score(log_p.index_select(0, index)));
    sum += scores.back();
  }
  out.value = sum / splits;
  for (const double one : scores) out.jackknife.push_back((sum - one) / (splits - 1));
  out.standard_error = jackknife_standard_error(out.jackknife);
  return out;
}

const RegisterMetric is{
    {.name = "is",
     .title = "class score",
     .label = "IS",
     .summary = "exp of the mutual information of sample and class by the classifier, mean of ten "
                "splits: the Inception score of Salimans et al. 2016, arXiv:1606.03498, where "
                "the classifier is FID's Inception",
     .comparable =
         "the Inception score where the classifier is Inception; not comparable across different N",
     .reading = "is the formula of the Inception score with the class probabilities of the "
                "classifier in brackets: exp E KL(p(y|x) || p(y)), the mean over ten splits in the "
                "order of the seeds; of images without seeds, in one drawn at random. It is the "
                "Inception score where that is FID's Inception, and "
                "no other. It lies between 1 and the "
                "number of classes, knows nothing of the reference, and rises with N.",
     .error_says = "of the samples, from the spread of the ten splits",
     .lower_is_better = false,
     .of_classes = true,
     .of_reference = false,
     .least = [](int64_t) { return int64_t{1000}; },
     .with_fewer = "is a mean over splits of fewer than 100",
     .needs = splits,
     .against = [](const FeatureSet&) -> Measure { return measure; }}};

}  // namespace
}  // namespace odelia
