#include "models/data/images/read_data.h"

#include <filesystem>
#include <stdexcept>

#include <fmt/ranges.h>

#include "models/data/files.h"
#include "models/data/images/array_images.h"
#include "models/data/images/own_images.h"
#include "solvers/names.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// The last part of a path, for messages and descriptions: identities know data by their contents.
std::string short_name(const std::string& path) {
  fs::path clean = fs::absolute(path).lexically_normal();
  if (!clean.has_filename()) clean = clean.parent_path();
  return printable(clean.filename().string());
}

class PublishedReader final : public DataReader {
 public:
  explicit PublishedReader(const DataChoice& choice)
      : choice_(choice), set_(find_data_set(choice.data)) {
    if (set_.points() && !choice.rule.plain())
      throw std::invalid_argument(
          fmt::format("data set '{}' holds points, and {} is for images; leave it out", set_.name,
                      to_string(choice.rule)));
  }
  ImageSet outline() const override { return ruled(odelia::outline(set_)); }
  ImageSet read() const override {
    return ruled(load_images(choice_.data, choice_.split, choice_.folder));
  }

 private:
  ImageSet ruled(ImageSet set) const {
    set.provenance["dataset"] = set.name;
    set.provenance["split"] = set.split;
    if (choice_.rule.plain()) return set;
    set.images = applied(choice_.rule, set.images, set.name);
    set.provenance["rule"] = to_string(choice_.rule);
    return set;
  }
  DataChoice choice_;
  const DataSet& set_;
};

class FilesReader final : public DataReader {
 public:
  FilesReader(std::unique_ptr<ImageFiles> files, const DataChoice& choice)
      : images_(std::move(files), choice.rule, short_name(choice.data)) {}
  ImageSet outline() const override { return images_.outline(); }
  ImageSet read() const override { return images_.read(); }

 private:
  OwnImages images_;
};

class ArrayReader final : public DataReader {
 public:
  explicit ArrayReader(const DataChoice& choice)
      : set_(read_array_images(choice.data, choice.rule, short_name(choice.data))) {}
  ImageSet outline() const override {
    ImageSet out = set_;
    out.images = set_.images.narrow(0, 0, 1);
    if (set_.labels.defined()) out.labels = set_.labels.max().view({1});
    return out;
  }
  ImageSet read() const override { return set_; }

 private:
  ImageSet set_;
};

}  // namespace

bool is_own_data(const std::string& data) { return data_sets().count(data) == 0; }

std::unique_ptr<DataReader> open_data(const DataChoice& choice, const std::string& who) {
  const std::string& data = choice.data;
  check(choice.rule, who);
  if (!is_own_data(data)) return std::make_unique<PublishedReader>(choice);
  if (is_array_file(data)) return std::make_unique<ArrayReader>(choice);
  if (data.ends_with(".zip")) return std::make_unique<FilesReader>(open_image_zip(data), choice);
  if (fs::is_directory(data)) return std::make_unique<FilesReader>(open_image_folder(data), choice);
  if (fs::exists(data))
    throw std::invalid_argument(
        fmt::format("{}: '{}' is no folder, .zip, .npz or .npy; put images into a folder", who,
                    printable(data)));
  throw std::invalid_argument(fmt::format(
      "{}: unknown data set '{}', and no folder or file is there; {}; where data sets lie is said "
      "by --data-folder",
      who, printable(data), known_names(data, data_set_names())));
}

ImageSet read_data(const DataChoice& choice, const std::string& who) {
  return open_data(choice, who)->read();
}

}  // namespace odelia
