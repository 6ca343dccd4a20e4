#include "models/data/datasets.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/remainder.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include "models/data/cifar_pickle.h"
#include "models/data/files.h"
#include "models/data/gzip.h"
#include "models/data/md5.h"
#include "solvers/names.h"

namespace odelia {
namespace {

/// The four files of MNIST and of those sets that took over its format.
std::vector<PublishedFile> idx_files(const char* train_images, const char* train_labels,
                                     const char* test_images, const char* test_labels) {
  return {{"train-images-idx3-ubyte", 47'040'016, train_images},
          {"train-labels-idx1-ubyte", 60'008, train_labels},
          {"t10k-images-idx3-ubyte", 7'840'016, test_images},
          {"t10k-labels-idx1-ubyte", 10'008, test_labels}};
}

/// A clause on what is there instead, in a form that is not read.
std::string other_form(const DataSet& set, const std::string& folder) {
  std::error_code none;
  for (const char* name : {"cifar-10-binary.tar.gz", "cifar-10-python.tar.gz"})
    for (const char* sub : {".", "cifar10"})
      if (set.name == "cifar10" &&
          std::filesystem::exists(std::filesystem::path(folder) / sub / name, none))
        return fmt::format("; {0} is there, still packed: `tar -xzf {0}` in its folder will do",
                           name);
  return "";
}

Tensor load(const DataSet& set, const PublishedFile& file, const std::string& folder) {
  const auto path = locate(set, file, folder);
  if (path.empty())
    throw std::invalid_argument(
        fmt::format("data set '{0}': {1} is not in {2} below {3}{5}; run `odelia data fetch {0} "
                    "--data-folder {3}`, or get it from {4}",
                    set.name, file.name, fmt::join(set.folders, ", "), folder, set.page,
                    other_form(set, folder)));
  return read_published(path, file);
}

ImageSet load_idx(const DataSet& set, const std::string& split, const std::string& folder) {
  const size_t first = split == "train" ? 0 : 2;
  const auto &image_file = set.files[first], &label_file = set.files[first + 1];
  ImageSet out{parse_idx(load(set, image_file, folder), image_file.name).unsqueeze(1),
               parse_idx(load(set, label_file, folder), label_file.name).to(at::kLong), set.name,
               split};
  if (out.images.size(0) != out.labels.size(0))
    throw std::runtime_error(fmt::format("data set '{}': {} images but {} labels", set.name,
                                         out.images.size(0), out.labels.size(0)));
  return out;
}

ImageSet load_batch(const DataSet& set, size_t i, const std::string& folder) {
  const PublishedFile& file = form_there(set, i, folder);
  return file.name == set.files[i].name ? parse_cifar10(load(set, file, folder), file.name)
                                        : parse_cifar10_pickle(load(set, file, folder), file.name);
}

ImageSet load_cifar10(const DataSet& set, const std::string& split, const std::string& folder) {
  if (split == "train") {
    std::vector<Tensor> images, labels;
    for (size_t i = 0; i < 5; ++i) {
      auto part = load_batch(set, i, folder);
      images.push_back(part.images);
      labels.push_back(part.labels);
    }
    return {at::cat(images), at::cat(labels), set.name, split};
  }
  const auto &whole = form_there(set, 5, folder), &part = set.substitutes[0];
  const bool have_part = !locate(set, part, folder).empty();
  if (have_part && (split == "test_first1000" || locate(set, whole, folder).empty())) {
    auto out = parse_cifar10(load(set, part, folder), part.name);
    return {out.images, out.labels, set.name, "test_first1000"};
  }
  auto out = load_batch(set, 5, folder);
  if (split == "test") return {out.images, out.labels, set.name, split};
  return {out.images.narrow(0, 0, 1000).clone(), out.labels.narrow(0, 0, 1000).clone(), set.name,
          split};
}

}  // namespace

const std::vector<DataSet>& data_sets() {
  static const std::vector<DataSet> all = {
      {"mnist",
       "https://ossci-datasets.s3.amazonaws.com/mnist/",
       {},
       {"mnist", "MNIST/raw", "mnist/MNIST/raw", "."},
       idx_files("6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624",
                 "2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637"),
       {},
       1,
       28,
       10},
      {"fashion-mnist",
       "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
       {},
       {"fashion-mnist", "FashionMNIST/raw", "fashion-mnist/FashionMNIST/raw", "."},
       idx_files("f4a8712d7a061bf5bd6d2ca38dc4d50a", "9018921c3c673c538a1fc5bad174d6f9",
                 "8181f5470baa50b63fa0f6fddb340f0a", "15d484375f8d13e6eb1aabb0c3f46965"),
       {},
       1,
       28,
       10},
      {"cifar10",
       "https://www.cs.toronto.edu/~kriz/",
       {"cifar-10-binary.tar.gz", 170'052'171, "c32a1d4ab5d03f1284b67883e8d87530"},
       {"cifar10", "cifar-10-batches-bin", "cifar10/cifar-10-batches-bin", ".",
        "cifar-10-batches-py", "cifar10/cifar-10-batches-py"},
       {{"data_batch_1.bin", 30'730'000, "5dd7e06a14cb22eb9f671a540d1b7c25"},
        {"data_batch_2.bin", 30'730'000, "5ea93a67294ea407fff1d09f752e9692"},
        {"data_batch_3.bin", 30'730'000, "942cd6a4bcdd0dd3c604fbe906cb4421"},
        {"data_batch_4.bin", 30'730'000, "ae636b3ba5c66a11e91e8cb52e771fcb"},
        {"data_batch_5.bin", 30'730'000, "53f37980c15c3d472c316c40844f3f0d"},
        {"test_batch.bin", 30'730'000, "803d5f7f4d78ea53de84dbe85f74fb6d"}},
       {{"test_first1000.bin", 3'073'000, "371f65da31ad652f5e24b3699a3e6515"}},
       3,
       32,
       10,
       {{"data_batch_1", 31'035'704, "c99cafc152244af753f735de768cd75f"},
        {"data_batch_2", 31'035'320, "d4bba439e000b95fd0a9bffe97cbabec"},
        {"data_batch_3", 31'035'999, "54ebc095f3ab1f0389bbae665268c751"},
        {"data_batch_4", 31'035'696, "634d18415352ddfa80567beed471001a"},
        {"data_batch_5", 31'035'623, "482c414d41f54cd18b22e5b47cb7c3cb"},
        {"test_batch", 31'035'526, "40351d587109b95175f43aff81a1287e"}}}};
  return all;
}

const DataSet& find_data_set(const std::string& name) {
  for (auto& set : data_sets())
    if (set.name == name) return set;
  std::vector<std::string> names;
  for (auto& set : data_sets()) names.push_back(set.name);
  throw std::invalid_argument(
      fmt::format("unknown data set '{}'; {}", name, known_names(name, names)));
}

std::string data_folder(const std::string& given) {
  const char* variable = std::getenv("ODELIA_DATA");
  const std::string folder = !given.empty() ? given : variable ? variable : "";
  if (folder.empty())
    throw std::invalid_argument(
        "no data folder; name one with --data-folder FOLDER or ODELIA_DATA, and fill it with "
        "`odelia "
        "data fetch`");
  if (!std::filesystem::is_directory(folder))
    throw std::invalid_argument(fmt::format(
        "data folder {} is not a folder; check --data-folder or ODELIA_DATA, or run `odelia data "
        "fetch`",
        folder));
  return folder;
}

std::string locate(const DataSet& set, const PublishedFile& file, const std::string& folder) {
  for (const char* end : {"", ".gz"})
    for (auto& sub : set.folders) {
      const auto path = std::filesystem::path(folder) / sub / (file.name + end);
      if (std::filesystem::exists(path)) return path.lexically_normal().string();
    }
  return "";
}

const PublishedFile& form_there(const DataSet& set, size_t i, const std::string& folder) {
  const bool pickled = i < set.pickles.size() && locate(set, set.files[i], folder).empty() &&
                       !locate(set, set.pickles[i], folder).empty();
  return pickled ? set.pickles[i] : set.files[i];
}

ImageSet load_images(const std::string& name, const std::string& split, const std::string& folder) {
  const auto& set = find_data_set(name);
  const bool cifar10 = name == "cifar10";
  if (split != "train" && split != "test" && !(cifar10 && split == "test_first1000"))
    throw std::invalid_argument(fmt::format("data set '{}' has no split '{}'; it has train, test{}",
                                            name, split, cifar10 ? ", test_first1000" : ""));
  const auto root = data_folder(folder);
  return cifar10 ? load_cifar10(set, split, root) : load_idx(set, split, root);
}

ImageSet outline(const DataSet& set) {
  const int64_t pixels = set.channels * set.size * set.size;
  return {
      at::arange(pixels).remainder(256).to(at::kByte).view({1, set.channels, set.size, set.size}),
      at::full({1}, set.classes - 1, at::kLong), set.name, "outline"};
}

Tensor read_published(const std::string& path, const PublishedFile& file) {
  const bool packed = path.ends_with(".gz");
  const std::string text = packed ? gunzipped(path, file.bytes) : "";
  InputFile input(path);
  const auto refuse = [&](const std::string& what) {
    throw std::runtime_error(fmt::format(
        "{}: {}: not the published file; delete it and run `odelia data fetch`", path, what));
  };
  const uint64_t size = packed ? text.size() : input.size();
  if (size != file.bytes)
    refuse(fmt::format("{}{} bytes, expected {}", packed && size > file.bytes ? "over " : "",
                       std::min(size, packed ? file.bytes : size), file.bytes));
  auto bytes = at::empty({static_cast<int64_t>(file.bytes)}, at::kByte);
  if (packed)
    std::memcpy(bytes.data_ptr(), text.data(), size);
  else
    input.read(bytes.data_ptr(), file.bytes);
  const auto md5 = md5_hex(bytes.data_ptr(), file.bytes);
  if (md5 != file.md5) refuse(fmt::format("MD5 {}, expected {}", md5, file.md5));
  return bytes;
}

Tensor parse_idx(const Tensor& bytes, const std::string& path) {
  const auto refuse = [&](const std::string& what) {
    throw std::runtime_error(fmt::format("{}: not an idx file of bytes: {}", path, what));
  };
  const auto* p = static_cast<const uint8_t*>(bytes.data_ptr());
  const int64_t total = bytes.numel();
  if (total < 4 || p[0] != 0 || p[1] != 0 || p[2] != 8) refuse("expected a header 00 00 08 rank");
  const int64_t rank = p[3], header = 4 + 4 * rank;
  if (rank < 1 || rank > 4) refuse(fmt::format("rank {}, expected 1 to 4", rank));
  if (total < header) refuse("ends within its header");
  std::vector<int64_t> shape;
  int64_t count = 1;
  for (int64_t i = 0; i < rank; ++i) {
    const uint8_t* q = p + 4 + 4 * i;
    shape.push_back(int64_t{q[0]} << 24 | q[1] << 16 | q[2] << 8 | q[3]);
    if (__builtin_mul_overflow(count, shape.back(), &count)) refuse("its sizes overflow");
  }
  if (count != total - header)
    refuse(fmt::format("{} data bytes, but its header says {}", total - header, count));
  return bytes.narrow(0, header, count).view(shape);
}

ImageSet parse_cifar10(const Tensor& bytes, const std::string& path) {
  constexpr int64_t kRecord = 1 + 3 * 32 * 32;
  if (bytes.numel() == 0 || bytes.numel() % kRecord != 0)
    throw std::runtime_error(fmt::format("{}: {} bytes are not whole CIFAR-10 records of {} bytes",
                                         path, bytes.numel(), kRecord));
  const auto records = bytes.view({-1, kRecord});
  auto labels = records.select(1, 0).to(at::kLong);
  if (const auto most = labels.max().item<int64_t>(); most > 9)
    throw std::runtime_error(fmt::format("{}: label {}, expected 0 to 9", path, most));
  auto images = records.narrow(1, 1, kRecord - 1).contiguous().view({-1, 3, 32, 32});
  return {images, labels, "cifar10", ""};
}

}  // namespace odelia
