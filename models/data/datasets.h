#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// Labelled images.  images: uint8 [N, C, H, W]; labels: int64 [N].
struct ImageSet {
  Tensor images, labels;
  std::string name, split;
};

/// One file of a data set as its authors publish it.
struct PublishedFile {
  std::string name;
  uint64_t bytes;
  std::string md5;
};

/// A data set that load_images knows: its files, and the folders they are looked for in, below the
/// data folder and in this order.
struct DataSet {
  std::string name, page;
  /// All files as one .tar.gz at `page`, in its folder folders[1]; without a name each file is
  /// there by itself, as .gz.
  PublishedFile archive;
  std::vector<std::string> folders;
  std::vector<PublishedFile> files;
  std::vector<PublishedFile> substitutes;       ///< files that stand in for a part of a missing one
  int64_t channels = 0, size = 0, classes = 0;  ///< of its images, size by size, and its labels
  /// The same files as pickles of Python, one for each of `files`, where they are published so too.
  std::vector<PublishedFile> pickles = {};
};
const std::vector<DataSet>& data_sets();
/// Throws std::invalid_argument, listing the known.
const DataSet& find_data_set(const std::string& name);

/// The data folder: `given` unless empty, else the environment's ODELIA_DATA.
/// Throws std::invalid_argument when neither names a folder.
std::string data_folder(const std::string& given = "");

/// The images of mnist, fashion-mnist (1 x 28 x 28) or cifar10 (3 x 32 x 32).
/// split: "train" or "test"; for cifar10 also "test_first1000", which "test" falls back to, and
/// says so in ImageSet::split, when the whole batch is not there.  folder: see data_folder. Every
/// file's size and published MD5 are checked before its bytes are used. Throws
/// std::invalid_argument for an unknown name or split and for missing files, and std::runtime_error
/// for a file that is not the published one.
ImageSet load_images(const std::string& name, const std::string& split,
                     const std::string& folder = "");

/// A stand-in for a data set that has not been read yet: one image of its shape, of its last class.
ImageSet outline(const DataSet& set);

/// Where the file, or NAME.gz, lies among the data
/// set's folders below `folder`; empty when nowhere.
std::string locate(const DataSet& set, const PublishedFile& file, const std::string& folder);

/// The form in which files[i] lies there: that file,
/// or else its pickle; the file where neither does.
const PublishedFile& form_there(const DataSet& set, size_t i, const std::string& folder);

/// The bytes of a published file, unpacked if its path ends in .gz, uint8 [bytes].  Throws
/// std::runtime_error unless size and MD5 agree.
Tensor read_published(const std::string& path, const PublishedFile& file);

/// The tensor in an idx file's bytes (uint8 [bytes]): big-endian header 0 0 8 rank, the sizes, then
/// uint8 data.  Throws std::runtime_error naming `path` on anything else.
Tensor parse_idx(const Tensor& bytes, const std::string& path);

/// Images and labels in CIFAR-10's binary version: records of a label byte and 3072 pixels.
/// Throws std::runtime_error naming `path` on a partial record or a label above 9.
ImageSet parse_cifar10(const Tensor& bytes, const std::string& path);

}  // namespace odelia
