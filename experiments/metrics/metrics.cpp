#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include <ATen/core/grad_mode.h>

#include "experiments/command/data_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/metrics/reference.h"
#include "experiments/sample/files.h"
#include "models/data/datasets.h"
#include "models/data/files.h"
#include "models/data/images.h"
#include "models/data/npz.h"
#include "models/networks/classifier/classifier.h"

namespace odelia {
namespace {

/// Throws Misuse for a folder with images that read_samples would leave out: other formats, and
/// PNGs not named by seed beside those that are.
void refuse_left_out_images(const std::string& folder) {
  namespace fs = std::filesystem;
  static const std::set<std::string> formats = {".jpg", ".jpeg", ".webp", ".bmp", ".gif",
                                                ".tif", ".tiff", ".ppm",  ".pgm", ".png"};
  const bool npz = fs::exists(fs::path(folder) / "samples.npz");
  std::set<std::string> left_out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::string stem = entry.path().stem().string(), ending = entry.path().extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const bool numbered = stem.find_first_not_of("0123456789") == std::string::npos;
    const bool read = entry.path().extension() == ".png" && (npz || numbered);
    if (formats.count(ending) && !read)
      left_out.insert(fs::relative(entry.path(), folder).string());
  }
  if (!left_out.empty())
    throw Misuse(fmt::format(
        "metrics fd: '{}' holds images that are no samples by name or kind ({} of them, such as "
        "'{}'); samples are PNGs named by seed (000017.png), or samples.npz: convert the others, "
        "or "
        "take them away",
        folder, left_out.size(), printable(*left_out.begin())));
}

/// Moments of the features of images, uint8 [N, C, H, W].
Gaussian measure(const Classifier& classifier, const Tensor& images) {
  const at::NoGradGuard no_grad;
  Moments moments(classifier.feature_dimension());
  constexpr int64_t batch = 500;
  for (int64_t i = 0; i < images.size(0); i += batch)
    moments.add(classifier.features(images.slice(0, i, std::min(i + batch, images.size(0)))));
  return moments.finish();
}

/// The data sets of images, by name.
std::vector<std::string> image_sets() {
  std::vector<std::string> names;
  for (const auto& [name, set] : data_sets())
    if (!set.points()) names.push_back(name);
  return names;
}

struct RefArguments {
  std::string classifier, set, split = "train", held_out, data, data_folder, out;
};

void make_reference(RefArguments a) {
  take_old_data_folder("metrics ref", true, a.data, a.data_folder);
  if (a.set.empty()) a.set = a.data;
  if (a.set.empty() || (!a.data.empty() && a.data != a.set))
    throw Misuse("metrics ref: name one data set with --data");
  if (find_data_set(a.set).points())
    throw Misuse(
        fmt::format("metrics ref --data '{}': holds points, and a classifier's features are of "
                    "images; name one of {}",
                    a.set, fmt::join(image_sets(), ", ")));
  if (a.held_out == a.split)
    throw Misuse("metrics ref --held-out: must be another split than the reference's own");
  check_reference_path(a.out);
  make_folder("metrics ref", std::filesystem::absolute(a.out).parent_path().string());
  const auto classifier = load_classifier(a.classifier);
  const ImageSet images = load_images(a.set, a.split, a.data_folder);
  ImageSet others;
  if (!a.held_out.empty()) others = load_images(a.set, a.held_out, a.data_folder);
  Reference out;
  out.gaussian = measure(*classifier, images.images);
  auto& p = out.provenance;
  p["n"] = out.gaussian.n;
  p["dataset"] = images.name;
  p["split"] = images.split;
  for (const auto& file : find_data_set(a.set).files) p["md5"][file.name] = file.md5;
  p["extractor"] = feature_space(a.classifier);
  p["extractor_hash"] = hash_network(a.classifier, "classifier");
  p["features"] = classifier->feature_dimension();
  p["rounding"] = kRoundingRule;
  if (!a.held_out.empty()) {
    p["held_out"]["split"] = others.split;
    for (int64_t n : {250, 256, 400, 500, 512, 1000, 2000, 5000,
                      10000})  // the distance of real images depends on N too
      if (n >= classifier->feature_dimension() && n <= others.images.size(0))
        p["held_out"]["fd"][std::to_string(n)] =
            frechet_distance(measure(*classifier, others.images.slice(0, 0, n)), out.gaussian)
                .value;
  }
  write_reference(a.out, out);
  fmt::print("{}: mu and sigma of {} features over {} images of {} ({})\n", a.out,
             classifier->feature_dimension(), out.gaussian.n, images.name, images.split);
}

struct FdArguments {
  std::string first, second, classifier;
  bool json = false, allow_few = false;
};

/// One of the two sets: its statistics, and whose features they are as far as is known.
struct Side {
  std::string path;
  Gaussian gaussian;
  std::string extractor, extractor_hash, rounding;
};

/// The network whose features samples are measured in.
class Extractor {
 public:
  explicit Extractor(const std::string& spec) : spec_(spec) {}
  bool given() const { return !spec_.empty(); }
  const Classifier& classifier() {
    if (!classifier_) classifier_ = load_classifier(spec_);
    return *classifier_;
  }
  std::string name() const { return feature_space(spec_); }
  std::string hash() const { return hash_network(spec_, "classifier"); }

 private:
  std::string spec_;
  std::shared_ptr<Classifier> classifier_;
};

/// Statistics as they stand in an npz, or of the samples that lie there.
Side measure_side(const std::string& path, Extractor& extractor) {
  if (std::filesystem::is_regular_file(path)) {
    const bool statistics = !read_npz(path, {"mu", "sigma"}).empty();
    if (statistics && read_npz(path, {"arr_0"}).count("arr_0"))
      throw Misuse(fmt::format(
          "metrics fd: '{}' holds samples (arr_0) and statistics (mu, sigma); keep one of them",
          path));
    if (statistics) {
      const Reference reference = read_reference(path);
      if (extractor.given())
        check_reference(reference, path, extractor.hash(),
                        extractor.classifier().feature_dimension());
      const auto text = [&](const char* key) {
        return reference.provenance.is_null() ? "" : reference.provenance.value(key, std::string());
      };
      return {path, reference.gaussian, text("extractor"), text("extractor_hash"),
              text("rounding")};
    }
  }
  if (!extractor.given())
    throw Misuse(fmt::format(
        "metrics fd: '{}' holds images, not mu and sigma; name the feature space with --classifier",
        path));
  if (std::filesystem::is_directory(path)) refuse_left_out_images(path);
  return {path, measure(extractor.classifier(), read_samples(path).images), extractor.name(),
          extractor.hash(), kRoundingRule};
}

/// Distances between feature spaces mean nothing.
void check_same_features(const Side& a, const Side& b) {
  const auto differ = [](const std::string& x, const std::string& y) {
    return !x.empty() && !y.empty() && x != y;
  };
  if (differ(a.extractor_hash, b.extractor_hash))
    throw Misuse(fmt::format(
        "metrics fd: '{}' was made with extractor {} (hash {}), '{}' with {} (hash {}); take "
        "features of one network",
        a.path, a.extractor, a.extractor_hash, b.path, b.extractor, b.extractor_hash));
  if (differ(a.rounding, b.rounding))
    throw Misuse(fmt::format("metrics fd: '{}' was made with rounding rule '{}', '{}' with '{}'",
                             a.path, a.rounding, b.path, b.rounding));
  for (const Side* side : {&a, &b})
    if (side->extractor_hash.empty())
      fmt::print(stderr,
                 "note: '{}' does not say whose features it holds; the distance means something "
                 "only if both sets have the same network's\n",
                 side->path);
}

void print_distance(const FdArguments& a) {
  Extractor extractor(a.classifier);
  const Side first = measure_side(a.first, extractor), second = measure_side(a.second, extractor);
  check_same_features(first, second);
  const Gaussian &one = first.gaussian, &two = second.gaussian;
  for (const auto* g : {&one, &two})
    if (const auto reason = too_few_samples(g->n, g->mu.size(0));
        g->n > 0 && !reason.empty() && !a.allow_few)
      throw Misuse("metrics fd: " + reason + "; --allow-few-samples goes on all the same");
  const auto d = frechet_distance(one, two);
  const bool same = first.extractor == second.extractor && !first.extractor.empty();
  const std::string space = extractor.given() ? extractor.name()
                            : same            ? first.extractor
                                              : "features of these files";
  const bool counted = one.n > 0 && two.n > 0;
  if (a.json) {
    const auto or_null = [](bool known, const auto& value) {
      return known ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
    };
    nlohmann::ordered_json out{{fd_name(space), d.value},
                               {"mean_part", d.mean_part},
                               {"cov_part", d.cov_part},
                               {"negative_mass", d.negative_mass}};
    for (const Side* side : {&first, &second}) {
      out["n"].push_back(or_null(side->gaussian.n > 0, side->gaussian.n));
      out["extractor_hash"].push_back(or_null(!side->extractor_hash.empty(), side->extractor_hash));
    }
    fmt::print("{}\n", out.dump());
  } else {
    fmt::print("{} = {:.6g}  (means {:.6g}, covariances {:.6g})\n",
               counted ? fd_name(space, std::min(one.n, two.n)) : fd_name(space), d.value,
               d.mean_part, d.cov_part);
  }
}

const RegisterVerb registered{
    {"metrics", "reference statistics of a data set; Fréchet distance of two sets",
     [](CommandLine& app) {
       app.example("Sample and measure",
                   "odelia metrics fd samples reference.npz --classifier fashion-mnist-classifier");
       auto ref = app.verb(
           "ref", "reference statistics (mu, sigma) of a data set in a classifier's features");
       auto r = std::make_shared<RefArguments>();
       ref.option("--classifier", r->classifier, "shipped classifier or folder").required();
       ref.option("--data", r->data, fmt::format("data set: {}", fmt::join(image_sets(), ", ")));
       ref.option("--dataset", r->set, "the same, as it was called before").hidden();
       ref.option("--split", r->split, "images that make the reference").show_default();
       ref.option("--held-out", r->held_out,
                  "split of other real images, whose distance is noted as a yardstick");
       ref.option("--data-folder", r->data_folder, "where data sets lie; else ODELIA_DATA");
       ref.option("--out", r->out, "npz to write; its provenance goes beside it").required();
       ref.run([r] { make_reference(*r); });
       auto fd = app.verb("fd", "Fréchet distance between two sets of samples or statistics");
       auto f = std::make_shared<FdArguments>();
       fd.option("first", f->first,
                 "samples (npz with arr_0, or a folder) or statistics (npz with mu, sigma)")
           .required();
       fd.option("second", f->second, "the same").required();
       fd.option("--classifier", f->classifier, "whose features; needed for samples");
       fd.flag("--json", f->json, "as JSON");
       fd.flag("--allow-few-samples", f->allow_few, "even with fewer samples than features");
       fd.run([f] { print_distance(*f); });
     }}};
}  // namespace
}  // namespace odelia
