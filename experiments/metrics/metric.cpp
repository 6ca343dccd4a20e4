#include "experiments/metrics/metric.h"

#include <ATen/ops/zeros.h>

#include "models/data/files.h"
#include "models/features/extractor.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<MetricEntry>& entries() {
  static Registered<MetricEntry> all("metric");
  return all;
}

/// How often the set's tensors were written to; those of inference mode are not counted.
int64_t writes(const FeatureSet& set) {
  int64_t count = 0;
  for (const Tensor& x : {set.features, set.logits, set.gaussian.mu, set.gaussian.sigma})
    if (x.defined() && !x.is_inference()) count += x._version();
  return count;
}

/// What `act` gives, which leaves the set as it is.
template <class Act>
auto unwritten(const std::string& metric, const FeatureSet& set, Act&& act) {
  const int64_t before = writes(set);
  auto out = act(set);
  if (writes(set) != before)
    throw std::logic_error(
        fmt::format("metric '{}': writes into the features that it is given, which other metrics "
                    "measure too; let it work on a copy",
                    metric));
  return out;
}

}  // namespace

void register_metric(MetricEntry entry) {
  const std::string name = entry.name;
  entry.against = [name,
                   against = std::move(entry.against)](const FeatureSet& reference) -> Measure {
    return [name, reference,
            measure = unwritten(name, reference, against)](const FeatureSet& samples) {
      return unwritten(name, reference,
                       [&](const FeatureSet&) { return unwritten(name, samples, measure); });
    };
  };
  entries().add(name, std::move(entry));
}

const std::map<std::string, MetricEntry>& metric_entries() { return entries().all(); }

const MetricEntry& metric_entry(const std::string& name, const std::string& who) {
  return entries().at(name, who);
}

void check_classes(const MetricEntry& metric, const FeatureExtractor& extractor,
                   const std::string& who) {
  if (!metric.of_classes || extractor.class_logits(at::zeros({1, extractor.dimension()})).defined())
    return;
  throw std::invalid_argument(fmt::format(
      "{}: a {} needs class probabilities, and this extractor gives none; take one that "
      "classifies, such as those that come along",
      who, metric.title));
}

std::string feature_space(const std::string& extractor) {
  return printable_text(extractor_name(extractor));
}

std::string metric_field(const std::string& metric, const std::string& extractor) {
  return fmt::format("{}[{}]", metric, extractor);
}

std::string metric_field(const std::string& metric, const std::string& extractor, int64_t n) {
  const std::string field = metric_field(metric, extractor);
  return n > 0 ? fmt::format("{}@{}", field, n) : field;
}

std::string metric_name(const std::string& field) {
  const size_t bracket = field.find('[');
  return field.ends_with(']') && bracket != std::string::npos ? field.substr(0, bracket) : "";
}

int64_t images_seen(const MetricEntry& metric, const FeatureSet& set) {
  if (!metric.of_features) return set.gaussian.n;
  return set.features.defined() ? set.features.size(0) : 0;
}

bool lacks_vectors(const MetricEntry& metric, const FeatureSet& reference) {
  if (!metric.of_reference) return false;
  const int64_t n = images_seen(metric, reference);
  return n > 0 && n < metric.reference_needs;
}

std::string too_few_samples(const MetricEntry& metric, int64_t n, int64_t d) {
  const int64_t least = metric.least(d);
  if (n >= least) return "";
  return fmt::format("a {} over N = {} samples in {} dimensions {}; take N >= {}", metric.title, n,
                     d, metric.with_fewer, least);
}

}  // namespace odelia
