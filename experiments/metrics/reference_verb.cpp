#include "experiments/metrics/reference_verb.h"

#include <algorithm>
#include <filesystem>
#include <random>

#include <ATen/ops/tensor.h>

#include "experiments/command/data_option.h"
#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/metrics/draws.h"
#include "experiments/metrics/foreign.h"
#include "experiments/metrics/images.h"
#include "experiments/metrics/reference.h"
#include "models/data/images/images.h"
#include "models/data/images/read_data.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// `most` of the rows, or all, in their order: drawn at random, the same on every machine.  At even
/// distances they might be of one class, where labels cycle.
Tensor some_rows(const Tensor& rows, int64_t most) {
  std::mt19937 generator(0);
  auto chosen = draw_without_repetition(generator, rows.size(0), most);
  std::sort(chosen.begin(), chosen.end());
  return rows.index_select(0, at::tensor(chosen, at::kLong));
}

struct RefArguments {
  std::string classifier, set, split, held_out, data, data_folder, out, device = "cpu";
  std::string statistics, features_of;
  int64_t kept = 5000;
  ImageRule rule;
};

/// What other real images score by every metric, by N: the least that samples can hope for.  Published
/// sets are of mixed order, and their first images are taken; of one's own, so many are drawn.
nlohmann::ordered_json measure_held_out(const FeatureExtractor& extractor, const ImageSet& others,
                                        bool own, const Reference& reference) {
  nlohmann::ordered_json out{{"split", others.split == "all" ? others.name : others.split}};
  if (own) out["images"] = "drawn at random, seed 0";
  const Tensor all = features_of(extractor, others.images),
               features = own ? in_drawn_order(all) : all,
               logits = extractor.class_logits(features);
  const FeatureSet held = reference.set();
  for (const auto& [name, metric] : metric_entries()) {
    if (metric.of_features && !reference.features.defined()) continue;
    if (metric.of_classes && !logits.defined()) continue;
    if (lacks_vectors(metric, held)) continue;
    const Measure measure = metric.against(held);
    for (int64_t n : {250, 256, 400, 500, 512, 1000, 2000, 5000, 10000}) {
      if (n < metric.least(extractor.dimension()) || n > features.size(0)) continue;
      FeatureSet first{{}, features.slice(0, 0, n)};
      if (metric.of_classes) first.logits = logits.slice(0, 0, n);
      out[name][std::to_string(n)] = measure(first).value;
    }
  }
  return out;
}

/// Statistics of another program, with what the user states of them.
void take_statistics(const RefArguments& a) {
  if (!a.split.empty())
    throw Misuse(
        "metrics ref --split: statistics have no splits, they are taken whole; leave it out");
  if (!a.set.empty() || !a.data.empty() || !a.held_out.empty())
    throw Misuse("metrics ref: takes images (--data) or statistics (--statistics), not both");
  for (const auto& [flag, given] : {std::pair{"--resize", a.rule.resize != 0},
                                    {"--filter", !a.rule.filter.empty()},
                                    {"--transform", !a.rule.transform.empty()},
                                    {"--skip-broken", a.rule.skip_broken},
                                    {"--data-folder", !a.data_folder.empty()}})
    if (given)
      throw Misuse(fmt::format(
          "metrics ref {}: is of images, and --statistics are taken as they are; leave it out",
          flag));
  if (a.classifier.empty() == a.features_of.empty())
    throw Misuse(
        "metrics ref --statistics: such files do not say whose features they hold; state it, by "
        "--classifier where the extractor is here, else by --features-of NAME");
  check_reference_path(a.out);
  make_folder("metrics ref", std::filesystem::absolute(a.out).parent_path().string());
  Reference out = read_foreign_statistics(a.statistics);
  if (a.kept == 0) out.features = Tensor();
  if (out.features.defined()) out.features = some_rows(out.features, a.kept);
  auto& p = out.provenance;
  const int64_t d = out.gaussian.mu.size(0);
  if (a.classifier.empty()) {
    p["extractor"] = printable_text(a.features_of);
  } else {
    p["extractor"] = feature_space(a.classifier);
    p["extractor_hash"] = extractor_hash(a.classifier);
    check_reference(out, a.statistics, extractor_hash(a.classifier),
                    open_extractor(a.classifier)->dimension());
  }
  p["extractor_stated"] = "by the user";
  p["features"] = d;
  write_reference(a.out, out);
  fmt::print("{}: mu and sigma of {} features{} from {}, said to be of {}\n", a.out, d,
             out.gaussian.n > 0 ? fmt::format(" over {} images", out.gaussian.n) : "", a.statistics,
             p.value("extractor", std::string()));
}

void make_reference(RefArguments a) {
  const at::Device device = read_device(a.device, "metrics ref");
  if (a.kept == 1)
    throw Misuse("metrics ref --keep-features: needs 2 or more, or 0 for none, got 1");
  if (!a.statistics.empty()) return take_statistics(a);
  if (a.classifier.empty() || !a.features_of.empty())
    throw Misuse(
        "metrics ref: images need --classifier, whose features are measured; --features-of is for "
        "--statistics");
  take_old_data_folder(a.data, a.data_folder);
  if (a.set.empty()) a.set = a.data;
  if (a.set.empty() || (!a.data.empty() && a.data != a.set))
    throw Misuse("metrics ref: name one data set, or files of your own, with --data");
  const bool own = is_own_data(a.set);
  if (!own && find_data_set(a.set).points())
    throw Misuse(fmt::format(
        "metrics ref --data '{}': holds points, and a classifier's features are of images; take {}",
        a.set, data_help(false)));
  a.split = split_of(a.set, a.split, "train", "metrics ref");
  if (!own && a.held_out == a.split)
    throw Misuse("metrics ref --held-out: must be another split than the reference's own");
  check_reference_path(a.out);
  make_folder("metrics ref", std::filesystem::absolute(a.out).parent_path().string());
  const auto extractor = open_extractor(a.classifier, device);
  const auto data = open_data({a.set, a.split, a.data_folder, a.rule}, "metrics ref --data");
  const Tensor like = data->outline().images;
  try {  // refuses now what it would refuse later
    check_extractor(*extractor, like.sizes().slice(1).vec());
  } catch (const std::logic_error& e) {
    throw Misuse(
        fmt::format("metrics ref --classifier '{}': {}", printable(a.classifier), e.what()));
  }
  const ImageSet images = data->read();
  note_skipped(images);
  require_two(images.images, a.set, "metrics ref --data");
  ImageSet others;
  if (!a.held_out.empty())
    others = own ? read_data({a.held_out, "test", a.data_folder, a.rule}, "metrics ref --held-out")
                 : read_data({a.set, a.held_out, a.data_folder, a.rule}, "metrics ref --held-out");
  Reference out;
  const Tensor features = features_of(*extractor, images.images);
  out.gaussian = moments_of(features).finish();
  if (a.kept > 0) out.features = some_rows(features, a.kept);
  auto& p = out.provenance;
  p["n"] = out.gaussian.n;
  p["dataset"] = images.name;
  p["split"] = images.split;
  p["data_hash"] = hash_tensor(images.images);
  p["rule"] = to_string(a.rule);
  if (own)
    p["data"] = images.provenance;
  else
    for (const auto& file : find_data_set(a.set).files) p["md5"][file.name] = file.md5;
  p["extractor"] = feature_space(a.classifier);
  p["extractor_hash"] = extractor_hash(a.classifier);
  if (const auto seen = extractor->input_rule(); !seen.empty()) p["extractor_input"] = seen;
  if (!device.is_cpu()) p["arithmetic"] = arithmetic(device);
  p["features"] = extractor->dimension();
  p["rounding"] = kRoundingRule;
  if (!a.held_out.empty()) p["held_out"] = measure_held_out(*extractor, others, own, out);
  write_reference(a.out, out);
  fmt::print("{}: mu and sigma of {} features over {} images of {} ({})\n", a.out,
             extractor->dimension(), out.gaussian.n, images.name, images.split);
  if (const auto reason =
          too_few_samples(metric_entries().at("fd"), out.gaussian.n, extractor->dimension());
      !reason.empty())
    fmt::print(stderr, "metrics ref: {}; who measures against these is refused\n", reason);
}

}  // namespace

void add_reference_verb(CommandLine& metrics) {
  auto ref = metrics.verb(
      "ref", "reference statistics (mu, sigma) of a data set in a classifier's features");
  auto r = std::make_shared<RefArguments>();
  ref.option("--classifier,--extractor", r->classifier, kClassifierHelp);
  add_device_option(ref, r->device);
  ref.option("--data", r->data, data_help(false));
  ref.option("--dataset", r->set, "the same, as it was called before").hidden();
  ref.option("--split", r->split,
             "of a data set: images that make the reference; train unless given");
  add_image_rule(ref, r->rule);
  ref.option("--held-out", r->held_out,
             "split of other real images, whose distance is noted as a yardstick; or data of "
             "one's own beside such --data");
  ref.option("--data-folder", r->data_folder, "where data sets lie; else ODELIA_DATA");
  ref.option("--out", r->out, "npz to write; its provenance goes beside it").required();
  ref.option("--statistics", r->statistics,
             "in the place of images: npz of another program (mu, sigma; pool_3; feats)");
  ref.option("--features-of", r->features_of,
             "the extractor's name, where --statistics are of one that is not here");
  ref.option("--keep-features", r->kept,
             "features of so many images, drawn at random, kept beside it in float32, for "
             "metrics that need them; 0: none")
      .between(0, 1'000'000)
      .show_default();
  ref.run([r] { make_reference(*r); });
}

}  // namespace odelia
