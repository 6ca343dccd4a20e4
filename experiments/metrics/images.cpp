#include "experiments/metrics/images.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include "experiments/command/data_option.h"
#include "experiments/command/verbs.h"
#include "experiments/sample/files.h"
#include "experiments/sample/store.h"
#include "models/data/images/read_data.h"
#include "models/data/npz.h"
#include "models/data/unreadable_file.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// True for a folder of samples: a run of `odelia sample`, samples.npz, or PNGs named by seed;
/// false for one of images by other names.  Throws Misuse for a folder of samples with images that
/// read_samples would leave out: other formats, PNGs not named by seed beside those that are, and
/// folders of images that are linked, which it does not enter.
bool is_sample_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  // What `odelia sample` draws beside its samples.
  static const std::set<std::string> pictures = {"sheet.png", "strip.png", "trajectory/sheet.png",
                                                 "trajectory/animation.png"};
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
  const bool run = is_sample_run(folder);
  bool some = npz || run;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::error_code nothing;  // a link may lead nowhere
    const std::string name = entry.path().lexically_relative(folder).string();
    if (run && pictures.count(name) > 0) continue;
    const bool linked = entry.is_symlink(nothing) && entry.is_directory(nothing) &&
                        std::any_of(fs::directory_iterator(entry, nothing), {}, is_image);
    const bool read =
        !linked && entry.path().extension() == ".png" && (npz || seed_of(entry.path()) >= 0);
    some = some || read;
    if (linked || (is_image(entry) && !read)) left_out.insert(name);
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

/// The samples there.  PNGs that are named by digits, and that no run left, may be anyone's.
Tensor read_sample_images(const std::string& path) {
  try {
    return read_samples(path).images;
  } catch (const UnreadableFile& e) {
    namespace fs = std::filesystem;
    if (!fs::is_directory(path) || is_sample_run(path) ||
        fs::exists(fs::path(path) / "samples.npz"))
      throw;
    throw UnreadableFile(fmt::format(
        "{}; PNGs named by digits (000017.png) are taken for samples, which are 8 bits a channel, "
        "of one size, all grey or all colours; if these are images of your own, `odelia metrics "
        "ref --data {}` converts them, and its statistics stand in their place here",
        e.what(), printable(path)));
  }
}

/// Whether samples have seeds: PNGs by their names, an npz if it says so.
bool has_seeds(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path npz = fs::is_directory(path) ? fs::path(path) / "samples.npz" : fs::path(path);
  return !fs::exists(npz) || !read_npz(npz.string(), {"seeds"}).empty();
}

}  // namespace

bool is_own_file(const std::string& path) {
  return path.ends_with(".npy") || path.ends_with(".zip");
}

SeenImages images_at(const std::string& path, const ImageRule& rule, const std::string& who) {
  namespace fs = std::filesystem;
  const bool samples = fs::is_directory(path) ? is_sample_folder(path) : !is_own_file(path);
  if (!samples) {
    const ImageSet set = read_data({.data = path, .rule = rule}, who);
    note_skipped(set);
    return {set.images, false};
  }
  check(rule, who);
  return {applied(rule, read_sample_images(path), path), has_seeds(path)};
}

void require_two(const Tensor& images, const std::string& path, const std::string& who) {
  if (images.size(0) < 2)
    throw Misuse(fmt::format("{}: '{}' holds {} image{}; mean and covariance need two or more", who,
                             printable(path), images.size(0), images.size(0) == 1 ? "" : "s"));
}

Tensor features_of(const FeatureExtractor& extractor, const Tensor& images) {
  const at::NoGradGuard no_grad;
  constexpr int64_t batch = 500;
  std::vector<Tensor> rows{at::empty({0, extractor.dimension()})};
  for (int64_t i = 0; i < images.size(0); i += batch)
    rows.push_back(extract(extractor, images.slice(0, i, std::min(i + batch, images.size(0)))));
  return at::cat(rows);
}

}  // namespace odelia
