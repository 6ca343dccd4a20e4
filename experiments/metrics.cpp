#include <filesystem>

#include <ATen/core/grad_mode.h>

#include "experiments/hashes.h"
#include "experiments/metrics/reference.h"
#include "experiments/report/sample_files.h"
#include "experiments/verbs.h"
#include "models/data/datasets.h"
#include "models/data/images.h"
#include "models/data/npz.h"
#include "models/networks/classifier.h"

namespace odelia {
namespace {

/// Moments of the features of images, uint8 [N, C, H, W].
Gaussian measure(const Classifier& classifier, const Tensor& images) {
  const at::NoGradGuard no_grad;
  Moments moments(classifier.feature_dimension());
  constexpr int64_t batch = 500;
  for (int64_t i = 0; i < images.size(0); i += batch)
    moments.add(classifier.features(images.slice(0, i, std::min(i + batch, images.size(0)))));
  return moments.finish();
}

struct RefArguments {
  std::string classifier, set, split = "train", held_out, data, out;
};

void make_reference(const RefArguments& a) {
  const auto classifier = load_classifier(a.classifier);
  const ImageSet images = load_images(a.set, a.split, a.data);
  Reference out;
  out.gaussian = measure(*classifier, images.images);
  auto& p = out.provenance;
  p["n"] = out.gaussian.n;
  p["dataset"] = images.name;
  p["split"] = images.split;
  for (const auto& file : find_data_set(a.set).files) p["md5"][file.name] = file.md5;
  p["extractor"] = feature_space(a.classifier);
  p["extractor_hash"] = hash_network(a.classifier);
  p["features"] = classifier->feature_dimension();
  p["rounding"] = kRoundingRule;
  if (!a.held_out.empty()) {
    const ImageSet others = load_images(a.set, a.held_out, a.data);
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

/// Statistics as they stand in an npz, or of the samples that lie there.
Gaussian gaussian_of(const std::string& path, const std::string& classifier_name,
                     std::shared_ptr<Classifier>& classifier) {
  if (!std::filesystem::is_directory(path) && path.ends_with(".npz") &&
      read_npz(path, {"mu"}).count("mu"))
    return read_reference(path).gaussian;
  if (classifier_name.empty())
    throw Misuse(fmt::format(
        "metrics fd: '{}' holds images, not mu and sigma; name the feature space with --classifier",
        path));
  if (!classifier) classifier = load_classifier(classifier_name);
  return measure(*classifier, read_samples(path).images);
}

void print_distance(const FdArguments& a) {
  std::shared_ptr<Classifier> classifier;
  const Gaussian first = gaussian_of(a.first, a.classifier, classifier),
                 second = gaussian_of(a.second, a.classifier, classifier);
  for (const auto* g : {&first, &second})
    if (const auto reason = too_few_samples(g->n, g->mu.size(0));
        g->n > 0 && !reason.empty() && !a.allow_few)
      throw Misuse("metrics fd: " + reason + "; --allow-few-samples goes on all the same");
  const auto d = frechet_distance(first, second);
  const std::string space =
      a.classifier.empty() ? "features of these files" : feature_space(a.classifier);
  if (a.json) {
    const nlohmann::ordered_json out{{fd_name(space), d.value},
                                     {"mean_part", d.mean_part},
                                     {"cov_part", d.cov_part},
                                     {"negative_mass", d.negative_mass},
                                     {"n", {first.n, second.n}}};
    fmt::print("{}\n", out.dump());
  } else {
    fmt::print("{} = {:.6g}  (means {:.6g}, covariances {:.6g})\n",
               fd_name(space, std::min(first.n, second.n)), d.value, d.mean_part, d.cov_part);
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
       ref.option("--dataset", r->set, "mnist, fashion-mnist or cifar10").required();
       ref.option("--split", r->split, "images that make the reference").show_default();
       ref.option("--held-out", r->held_out,
                  "split of other real images, whose distance is noted as a yardstick");
       ref.option("--data", r->data, "data folder (default: the environment's ODELIA_DATA)");
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
