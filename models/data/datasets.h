#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "solvers/tensor.h"

namespace odelia {

/// Labelled images or points.  images: uint8 [N, C, H, W], or points, float32 [N, D], of zero mean
/// and unit variance; labels: int64 [N], undefined where a user's data have none.
struct ImageSet {
  Tensor images, labels;
  std::string name, split;
  /// Where they come from and what was done to them, for people and records; see read_data.
  nlohmann::ordered_json provenance = nlohmann::ordered_json::object();
  bool points() const { return images.dim() == 2; }
  /// "images" or "points", for messages.
  const char* kind() const { return points() ? "points" : "images"; }
};

/// One more than the greatest label, 0 without labels.
int64_t class_count(const ImageSet& set);

/// One file of a data set as its authors publish it.
struct PublishedFile {
  std::string name;
  uint64_t bytes;
  std::string md5;
};

/// A data set as it is registered: its files, and the folders they are looked for in, below the
/// data folder and in this order; or a formula, which needs no file.
struct DataSet {
  std::string name, page = {};
  /// All files as one .tar.gz at `page`, in its folder folders[1]; without a name each file is
  /// there by itself, as .gz.
  PublishedFile archive = {};
  std::vector<std::string> folders = {};
  std::vector<PublishedFile> files = {};        ///< none: made by formula
  std::vector<PublishedFile> substitutes = {};  ///< files that stand in for a part of a missing one
  /// The same files as pickles of Python, one for each of `files`, where they are published so too.
  std::vector<PublishedFile> pickles = {};
  std::vector<std::string> archives = {};  ///< that hold the files, and are not read packed
  std::string summary = {};                ///< what it holds, and the source
  std::vector<std::string> splits = {"train", "test"};
  std::vector<int64_t> shape = {};  ///< of a sample: [C, H, W] of an image, [D] of a point
  int64_t classes = 0;
  /// A split, which is one of `splits`; `folder`: the data folder, empty if made by formula.  Images
  /// are uint8 [N, C, H, W] of `shape`, points float32 [N, D]; labels int64 [N] in 0..classes - 1.
  std::function<ImageSet(const DataSet& set, const std::string& split, const std::string& folder)>
      read = {};
  bool made() const { return files.empty(); }
  bool points() const { return shape.size() == 1; }
};

/// All data sets by name.
const std::map<std::string, DataSet>& data_sets();
std::vector<std::string> data_set_names();
/// Throws std::invalid_argument, listing the known.
const DataSet& find_data_set(const std::string& name);

/// Registers a data set at start-up: a namespace-scope constant in a file of its own.
struct RegisterDataSet {
  explicit RegisterDataSet(DataSet set);
};

/// The data folder: `given` unless empty, else the environment's ODELIA_DATA.
/// Throws std::invalid_argument when neither names a folder.
std::string data_folder(const std::string& given = "");

/// A split of a data set, by its name.
/// split: "train" or "test"; for cifar10 also "test_first1000", which "test" falls back to, and
/// says so in ImageSet::split, when the whole batch is not there.  folder: see data_folder; what is
/// made by formula needs none. Every file's size and published MD5 are checked before its bytes are
/// used. Throws std::invalid_argument for an unknown name or split and for missing files, and
/// UnreadableFile for a file that is not the published one; std::logic_error, naming the set, where its
/// reader gave another type, shape or label than it is registered with.
ImageSet load_images(const std::string& name, const std::string& split,
                     const std::string& folder = "");

/// A stand-in for a data set that has not been read yet: one sample of its shape and type, of its
/// last class.
ImageSet outline(const DataSet& set);

/// Where the file, or NAME.gz, lies among the data
/// set's folders below `folder`; empty when nowhere.
std::string locate(const DataSet& set, const PublishedFile& file, const std::string& folder);

/// The form in which files[i] lies there: that file,
/// or else its pickle; the file where neither does.
const PublishedFile& form_there(const DataSet& set, size_t i, const std::string& folder);

/// The bytes of a published file, unpacked if its path ends in .gz, uint8 [bytes].  Throws
/// UnreadableFile unless size and MD5 agree.
Tensor read_published(const std::string& path, const PublishedFile& file);

/// The same wherever it lies.  Throws std::invalid_argument, with the remedy, when it is nowhere.
Tensor read_located(const DataSet& set, const PublishedFile& file, const std::string& folder);

}  // namespace odelia
