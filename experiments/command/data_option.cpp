#include "experiments/command/data_option.h"

#include <algorithm>
#include <filesystem>

#include <fmt/ranges.h>

#include "experiments/command/hashes.h"
#include "experiments/command/verbs.h"
#include "models/data/datasets.h"
#include "models/data/hash.h"
#include "models/data/images/resample.h"
#include "solvers/text.h"

namespace odelia {
namespace {

bool holds_data_sets(const std::string& folder) {
  const auto lies_there = [&](const DataSet& set, const std::vector<PublishedFile>& files) {
    return std::any_of(files.begin(), files.end(), [&](const PublishedFile& file) {
      return !locate(set, file, folder).empty();
    });
  };
  for (const auto& [name, set] : data_sets())
    if (lies_there(set, set.files) || lies_there(set, set.pickles)) return true;
  return false;
}

}  // namespace

void take_old_data_folder(std::string& data, std::string& folder) {
  if (folder.empty() && is_own_data(data) && std::filesystem::is_directory(data) &&
      holds_data_sets(data))
    folder = std::exchange(data, "");
}

std::string split_of(const std::string& data, const std::string& given,
                     const std::string& unless_given, const std::string& who) {
  if (!is_own_data(data)) return given.empty() ? unless_given : given;
  if (!given.empty() && std::filesystem::exists(data))
    throw Misuse(fmt::format(
        "{} --split: data sets have splits, and '{}' is none, of which all is taken; leave it out",
        who, printable(data)));
  return "";
}

std::string labels_help() {
  return "classes that the network is asked for: data, each image's own; or 3, or 0-9: image i "
         "gets "
         "number i modulo their count; none unless given";
}

std::string data_help(bool points) {
  std::vector<std::string> names;
  for (const auto& [name, set] : data_sets())
    if (points || !set.points()) names.push_back(name);
  return fmt::format("images: {}; or a folder of PNG and JPEG files, a .zip of them, .npz or .npy",
                     fmt::join(names, ", "));
}

std::string image_rule_help(const std::string& part) {
  if (part == "resize") return "images to so many pixels a side; 0: as they are";
  if (part == "filter")
    return fmt::format("of resize, antialiased as Pillow's: {}; lanczos unless given",
                       fmt::join(filter_names(), ", "));
  if (part == "transform")
    return "before resize: center-crop, the middle square; center-crop-dhariwal, as for ImageNet";
  return "leave out image files that cannot be read, and count them";
}

void add_image_rule(CommandLine& app, ImageRule& rule) {
  app.option("--resize", rule.resize, image_rule_help("resize"));
  app.option("--filter", rule.filter, image_rule_help("filter"));
  app.option("--transform", rule.transform, image_rule_help("transform"));
  app.flag("--skip-broken", rule.skip_broken, image_rule_help("skip-broken"));
}

void add_image_rule(Settings& settings, ImageRule& rule) {
  settings.add("resize", rule.resize, image_rule_help("resize"));
  settings.add("filter", rule.filter, image_rule_help("filter"));
  settings.add("transform", rule.transform, image_rule_help("transform"));
  settings.add_flag("skip-broken", rule.skip_broken, image_rule_help("skip-broken"));
}

std::string hash_data(const ImageSet& set) {
  return hash_text(hash_tensor(set.images) + (set.labels.defined() ? hash_tensor(set.labels) : ""));
}

void note_skipped(const ImageSet& set) {
  const auto& p = set.provenance;
  const auto skipped = p.value("skipped_broken", int64_t{0});
  if (skipped == 0) return;
  fmt::print(stderr, "note: {}: {} image files cannot be read and are left out, such as {}\n",
             set.name, skipped, printable_text(p.at("skipped").at(0).get<std::string>()));
}

}  // namespace odelia
