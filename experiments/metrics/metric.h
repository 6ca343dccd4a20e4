#pragma once
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "experiments/metrics/frechet.h"
#include "experiments/metrics/jackknife.h"

namespace odelia {

class FeatureExtractor;

/// A set of images as metrics see it: features, their mean and covariance, or both.
struct FeatureSet {
  /// Of all its images; without mu and sigma where features alone are known.
  Gaussian gaussian = {};
  /// [N, d], of its images; of a reference also of some of them, drawn at random; undefined where
  /// statistics alone are known.
  Tensor features = {};
  /// Rows that count; empty: all.  The others are of samples that failed: `compare` gives NaN there.
  std::vector<bool> keep = {};
  bool counts(int64_t row) const { return keep.empty() || keep[row]; }
  Tensor logits = {};  ///< [N, classes] of its images, for metrics of classes; else undefined
};

/// A number that stands beside the value in `odelia metrics`.
struct MeasuredPart {
  std::string key;    ///< in JSON
  std::string label;  ///< in print; "": in JSON alone
  double value = 0;
};

/// What a metric says of a set of samples; what is unknown is NaN.
struct Measurement {
  double value = std::numeric_limits<double>::quiet_NaN();
  double standard_error = std::numeric_limits<double>::quiet_NaN();
  /// The value without group g of the samples, for every g, groups as group_begin cuts them: those
  /// of two sets of the same seeds give the standard error of their difference.  Empty where there
  /// are too few samples.
  std::vector<double> jackknife = {};
  /// The same without group h of the reference, where the standard error holds its part too.
  std::vector<double> reference_jackknife = {};
  std::vector<MeasuredPart> parts = {};
};

/// Samples held against the reference that a metric was given.
using Measure = std::function<Measurement(const FeatureSet& samples)>;

/// A metric as it is registered.
struct MetricEntry {
  std::string name;   ///< in configs, in records (NAME[EXTRACTOR]), and as verb of `odelia metrics`
  std::string title;  ///< in headings, such as "Fréchet distance"
  std::string label;  ///< above pictures, such as "FD"
  std::string summary;     ///< the definition and its source, in a line
  std::string comparable;  ///< below plots: what its values must not be compared with
  std::string reading;     ///< in the report's list of how to read it: a predicate and sentences
  std::string error_says;  ///< what the standard error holds, and what it leaves out
  bool error_of_both = false;  ///< whether that is the reference's part as well
  bool lower_is_better = true;
  /// Whether values are positive and compared as ratios; else as differences, zero or below too.
  bool ratios = true;
  /// Whether values of different N can be compared, for N does not move their mean, or hardly.
  bool any_n = false;
  bool of_features = false;  ///< needs both sets' features, not their mean and covariance alone
  bool of_classes = false;   ///< needs the samples' logits, from an extractor that classifies
  bool of_reference = true;  ///< else a number of the samples alone
  /// Samples for d features.
  std::function<int64_t(int64_t d)> least = [](int64_t) { return int64_t{1}; };
  std::string with_fewer;       ///< what is wrong with less: a predicate
  int64_t needs = 2;            ///< samples without which there is no value at all
  int64_t reference_needs = 1;  ///< the same of the reference's images that the metric sees
  /// Measures against this reference, which holds what the metric needs.  Neither writes into a set:
  /// other metrics measure the same tensors.
  std::function<Measure(const FeatureSet& reference)> against;
};
/// Its `against`, and what that gives, then throw std::logic_error where they write into a set.
void register_metric(MetricEntry entry);

/// All metrics by name.
const std::map<std::string, MetricEntry>& metric_entries();

/// Throws std::invalid_argument, beginning with `who` and listing the known names.
const MetricEntry& metric_entry(const std::string& name, const std::string& who);

/// Registers a metric at start-up: a namespace-scope constant in a file of its own.
struct RegisterMetric {
  explicit RegisterMetric(MetricEntry entry) { register_metric(std::move(entry)); }
};

/// Throws std::invalid_argument, beginning with `who`, where the metric needs class probabilities
/// and the extractor gives none.
void check_classes(const MetricEntry& metric, const FeatureExtractor& extractor,
                   const std::string& who);

/// The extractor's name as records, references and messages have it: bytes that are not UTF-8, which
/// JSON cannot hold, as '?'.
std::string feature_space(const std::string& extractor);
/// `fd[extractor]`: the metric under the name of its feature space; "FID" stays the Inception one.
std::string metric_field(const std::string& metric, const std::string& extractor);
/// `fd[extractor]@n`: where n does not stand beside it; `fd[extractor]` where n is unknown (0).
std::string metric_field(const std::string& metric, const std::string& extractor, int64_t n);
/// The metric's name in such a field, whether it is registered or not; "" of other fields.
std::string metric_name(const std::string& field);

/// How many images of a set the metric sees, which of features knows those alone; 0: unknown.
int64_t images_seen(const MetricEntry& metric, const FeatureSet& set);
/// Whether the metric has no value against this reference, of which it sees too few images.
bool lacks_vectors(const MetricEntry& metric, const FeatureSet& reference);
/// Why the metric over n samples in d dimensions means little, or "" where they are enough.
std::string too_few_samples(const MetricEntry& metric, int64_t n, int64_t d);

}  // namespace odelia
