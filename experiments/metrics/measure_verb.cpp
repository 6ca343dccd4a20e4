#include "experiments/metrics/measure_verb.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "experiments/command/data_option.h"
#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/verbs.h"
#include "experiments/metrics/draws.h"
#include "experiments/metrics/images.h"
#include "experiments/metrics/reference.h"
#include "models/data/hash.h"
#include "models/data/images/images.h"
#include "models/data/npz.h"
#include "models/features/extractor.h"
#include "solvers/text.h"

namespace odelia {
namespace {

struct DistanceArguments {
  std::string first, second, classifier, device = "cpu";
  ImageRule rule;
  bool json = false, allow_few = false;
};

/// One of the two sets, and whose features they are as far as is known.
struct Side {
  std::string path;
  FeatureSet set;
  std::string extractor, extractor_hash, rounding;
  std::string hash, rule;  // of the file or the images; what was done to images of another size
  std::string input;       // how the extractor sees images
  std::string features_hash = {};  // of the features beside statistics, where the metric takes them
};

/// The network whose features samples are measured in.
class Extractor {
 public:
  Extractor(const std::string& spec, at::Device device) : spec_(spec), device_(device) {}
  bool given() const { return !spec_.empty(); }
  const FeatureExtractor& network() {
    if (!network_) network_ = open_extractor(spec_, device_);
    return *network_;
  }
  std::string name() const { return feature_space(spec_); }
  std::string hash() const { return extractor_hash(spec_); }
  /// The path, or where a bare name lies in the network's folder alone, as of a shipped reference,
  /// the one there.
  std::string file(const std::string& path) const {
    return given() ? here_or_beside(path, extractor_folder(spec_).string()) : path;
  }

 private:
  std::string spec_;
  at::Device device_;
  std::shared_ptr<const FeatureExtractor> network_;
};

/// Statistics as they stand in an npz, or the features of the samples that lie there.
Side read_side(const MetricEntry& metric, const std::string& given, const ImageRule& rule,
               Extractor& extractor) {
  const std::string path = extractor.file(given);
  if (std::error_code ignored; !std::filesystem::exists(path, ignored))
    throw Misuse(fmt::format(
        "metrics {}: '{}': no such file or folder; name samples or other images, or statistics",
        metric.name, printable(path)));
  if (std::filesystem::is_regular_file(path) && !is_own_file(path)) {
    const bool statistics = !read_npz(path, {"mu", "sigma"}).empty();
    if (statistics && read_npz(path, {"arr_0"}).count("arr_0"))
      throw Misuse(fmt::format(
          "metrics {}: '{}' holds samples (arr_0) and statistics (mu, sigma); keep one of them, "
          "or take the statistics out by `odelia metrics ref --statistics`",
          metric.name, path));
    if (statistics) {
      const Reference reference = read_reference(path, metric.of_features);
      if (extractor.given())
        check_reference(reference, path, extractor.hash(), extractor.network().dimension(),
                        extractor.name());
      const auto text = [&](const char* key) {
        return reference.provenance.is_null() ? "" : reference.provenance.value(key, std::string());
      };
      if (metric.of_classes)
        throw Misuse(fmt::format("metrics {}: '{}' holds mu and sigma; a {} needs images",
                                 metric.name, path, metric.title));
      return {path,
              reference.set(),
              text("extractor"),
              text("extractor_hash"),
              text("rounding"),
              hash_file(path),
              text("rule"),
              text("extractor_input"),
              metric.of_features ? hash_file(features_path(path)) : ""};
    }
  }
  if (!extractor.given())
    throw Misuse(
        fmt::format("metrics {}: '{}' holds images, not mu and sigma; name the feature "
                    "space with --classifier",
                    metric.name, path));
  const std::string who = fmt::format("metrics {}", metric.name);
  check_classes(metric, extractor.network(), who);
  const auto [images, seeds] = images_at(path, rule, who);
  require_two(images, path, who);
  // What has no seeds may come class by class, and splits and jackknives take runs of rows.
  const Tensor rows = features_of(extractor.network(), images),
               features = seeds ? rows : in_drawn_order(rows);
  Side out{path,
           {moments_of(features).finish(), features},
           extractor.name(),
           extractor.hash(),
           kRoundingRule,
           hash_tensor(images),
           to_string(rule),
           extractor.network().input_rule()};
  if (metric.of_classes) out.set.logits = extractor.network().class_logits(features);
  return out;
}

/// Distances between feature spaces mean nothing.
void check_same_features(const MetricEntry& metric, const Side& a, const Side& b) {
  const auto differ = [](const std::string& x, const std::string& y) {
    return !x.empty() && !y.empty() && x != y;
  };
  if (differ(a.extractor_hash, b.extractor_hash))
    throw Misuse(fmt::format(
        "metrics {}: '{}' was made with extractor {} (hash {}), '{}' with {} (hash {}); take "
        "features of one network",
        metric.name, a.path, a.extractor, a.extractor_hash, b.path, b.extractor, b.extractor_hash));
  if ((a.extractor_hash.empty() || b.extractor_hash.empty()) && differ(a.extractor, b.extractor))
    throw Misuse(fmt::format(
        "metrics {}: '{}' is said to hold features of {}, '{}' of {}; take features of one network",
        metric.name, a.path, a.extractor, b.path, b.extractor));
  if (differ(a.rounding, b.rounding))
    throw Misuse(fmt::format("metrics {}: '{}' was made with rounding rule '{}', '{}' with '{}'",
                             metric.name, a.path, a.rounding, b.path, b.rounding));
  for (const Side* side : {&a, &b})
    if (side->extractor.empty() && side->extractor_hash.empty())
      fmt::print(stderr,
                 "note: '{}' does not say whose features it holds; the distance means something "
                 "only if both sets have the same network's\n",
                 side->path);
}

/// The sets that the metric is of, samples first.
std::vector<Side> read_sides(const MetricEntry& metric, const DistanceArguments& a,
                             Extractor& extractor) {
  if (a.second.empty() == metric.of_reference)
    throw Misuse(fmt::format("metrics {}: takes {}", metric.name,
                             metric.of_reference
                                 ? "two sets, samples and what they are held against"
                                 : "one set, and is held against nothing"));
  std::vector<Side> sides{read_side(metric, a.first, a.rule, extractor)};
  if (metric.of_reference) {
    sides.push_back(read_side(metric, a.second, a.rule, extractor));
    check_same_features(metric, sides[0], sides[1]);
  }
  return sides;
}

/// How many images each set is of.  Throws Misuse where they are too few for the metric.
std::vector<int64_t> checked_sizes(const MetricEntry& metric, const std::vector<Side>& sides,
                                   bool allow_few) {
  std::vector<int64_t> sizes;
  for (const Side& side : sides) {
    const int64_t n = images_seen(metric, side.set);
    sizes.push_back(n);
    if (&side == &sides.front() && n > 0 && n < metric.needs)
      throw Misuse(fmt::format("metrics {}: '{}' holds {} samples, and a {} needs {} or more",
                               metric.name, side.path, n, metric.title, metric.needs));
    if (&side == &sides.back() && lacks_vectors(metric, side.set))
      throw Misuse(fmt::format(
          "metrics {}: '{}' brings features of {} images, and a {} is held against {} or more; "
          "take more images, or statistics made with --keep-features {} or more",
          metric.name, side.path, n, metric.title, metric.reference_needs, metric.reference_needs));
    if (const auto reason = too_few_samples(metric, n, sides[0].set.gaussian.mu.size(0));
        n > 0 && !reason.empty() && !allow_few)
      throw Misuse(fmt::format("metrics {}: {}; --allow-few-samples goes on all the same",
                               metric.name, reason));
  }
  return sizes;
}

Measurement measure_sides(const MetricEntry& metric, const std::vector<Side>& sides) {
  const Measurement m = metric.against(sides.back().set)(sides.front().set);
  if (!std::isfinite(m.value))
    throw std::runtime_error(
        fmt::format("metrics {}: came out as {} of '{}', which says nothing: its features are too "
                    "few or too large",
                    metric.name, m.value, sides.front().path));
  return m;
}

/// What the feature space is called.
std::string space_of(const std::vector<Side>& sides, const Extractor& extractor) {
  if (extractor.given()) return extractor.name();
  const std::string& name = sides.front().extractor;
  return name == sides.back().extractor && !name.empty() ? name : "features of these files";
}

nlohmann::ordered_json distance_json(const std::string& field, const Measurement& m,
                                     const std::vector<Side>& sides,
                                     const std::vector<int64_t>& sizes) {
  const auto or_null = [](bool there, const auto& value) {
    return there ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
  };
  nlohmann::ordered_json out{
      {field, m.value},
      {field + "_se", or_null(std::isfinite(m.standard_error), m.standard_error)}};
  for (const auto& part : m.parts) out[part.key] = part.value;
  for (const int64_t n : sizes) out["n"].push_back(or_null(n > 0, n));
  for (const Side& side : sides)
    for (const auto& [key, value] : {std::pair("extractor_hash", side.extractor_hash),
                                     {"hash", side.hash},
                                     {"features_hash", side.features_hash},
                                     {"resize", side.rule},
                                     {"input", side.input},
                                     {"rounding", side.rounding}})
      out[key].push_back(or_null(!value.empty(), value));
  return out;
}

/// "FIELD = value ± error  (notes)".
std::string distance_text(const MetricEntry& metric, const std::string& field,
                          const Measurement& m) {
  const bool known = std::isfinite(m.standard_error);
  std::vector<std::string> notes;
  for (const auto& part : m.parts)
    if (!part.label.empty()) notes.push_back(fmt::format("{} {:.6g}", part.label, part.value));
  if (known) notes.push_back(fmt::format("± {}", metric.error_says));
  return fmt::format("{} = {:.6g}{}{}", field, m.value,
                     known ? fmt::format(" ± {:.2g}", m.standard_error) : "",
                     notes.empty() ? "" : fmt::format("  ({})", fmt::join(notes, ", ")));
}

void print_distance(const MetricEntry& metric, const DistanceArguments& a) {
  Extractor extractor(a.classifier, read_device(a.device, "metrics " + metric.name));
  const std::vector<Side> sides = read_sides(metric, a, extractor);
  const std::vector<int64_t> sizes = checked_sizes(metric, sides, a.allow_few);
  const Measurement m = measure_sides(metric, sides);
  const std::string space = space_of(sides, extractor);
  if (a.json)
    return fmt::print("{}\n",
                      distance_json(metric_field(metric.name, space), m, sides, sizes).dump());
  const int64_t least = *std::min_element(sizes.begin(), sizes.end());
  fmt::print("{}\n", distance_text(metric, metric_field(metric.name, space, least), m));
}

}  // namespace

void add_distance_verb(CommandLine& metrics, const MetricEntry& entry) {
  auto verb = metrics.verb(
      entry.name, fmt::format("{} of {}: {}", entry.title,
                              entry.of_reference ? "two sets of samples or statistics" : "samples",
                              entry.summary));
  auto f = std::make_shared<DistanceArguments>();
  verb.option("first", f->first,
              "samples or other images (a folder, .npz with arr_0, .npy, .zip), or "
              "statistics (npz with mu, sigma; a bare name also in the extractor's folder)")
      .required();
  auto second = verb.option("second", f->second, "the same");
  if (entry.of_reference) second.required();
  verb.option("--classifier,--extractor", f->classifier,
              fmt::format("whose features, needed for samples: {}", kClassifierHelp));
  add_device_option(verb, f->device);
  add_image_rule(verb, f->rule);
  verb.flag("--json", f->json, "as JSON");
  verb.flag("--allow-few-samples", f->allow_few,
            entry.least(1) == entry.least(2) ? "even with fewer samples than it needs"
                                             : "even with fewer samples than features");
  verb.run([f, &entry] { print_distance(entry, *f); });
}

}  // namespace odelia
