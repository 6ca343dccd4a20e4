#include "models/data/datasets.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/remainder.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include "models/data/files.h"
#include "models/data/gzip.h"
#include "models/data/md5.h"
#include "models/data/unreadable_file.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<DataSet>& entries() {
  static Registered<DataSet> all("data set");
  return all;
}

/// A clause on what is there instead, in a form that is not read.
std::string other_form(const DataSet& set, const std::string& folder) {
  std::error_code none;
  for (const std::string& name : set.archives)
    for (const std::string& sub : {std::string("."), set.name})
      if (std::filesystem::exists(std::filesystem::path(folder) / sub / name, none))
        return fmt::format("; {0} is there, still packed: `tar -xzf {0}` in its folder will do",
                           name);
  return "";
}

/// Holds what a set's reader gave to what the set is registered as: floats where bytes are due would
/// be taken as they are, in another range.
void check_read(const DataSet& set, const ImageSet& read) {
  const auto refuse = [&](const char* what, const std::string& wanted, const Tensor& got) {
    throw std::logic_error(fmt::format(
        "data set '{}': its reader gave {} {}; expected {}; mend the reader, or what the set is "
        "registered with",
        set.name, what,
        got.defined()
            ? fmt::format("{} [{}]", c10::toString(got.scalar_type()), fmt::join(got.sizes(), ", "))
            : "that are undefined",
        wanted));
  };
  const at::ScalarType type = set.points() ? at::kFloat : at::kByte;
  const Tensor& x = read.images;
  if (!x.defined() || x.scalar_type() != type || x.dim() < 1 || x.size(0) < 1 ||
      x.sizes().slice(1) != at::IntArrayRef(set.shape))
    refuse(
        "images",
        fmt::format("{} [N, {}], N of 1 or more", c10::toString(type), fmt::join(set.shape, ", ")),
        x);
  const Tensor& labels = read.labels;
  if (!labels.defined() && set.classes == 0) return;
  if (!labels.defined() || labels.scalar_type() != at::kLong || labels.dim() != 1 ||
      labels.size(0) != x.size(0) || labels.min().item<int64_t>() < 0 ||
      labels.max().item<int64_t>() >= set.classes)
    refuse(
        "labels",
        fmt::format("{} [{}], each in 0..{}", c10::toString(at::kLong), x.size(0), set.classes - 1),
        labels);
}

}  // namespace

int64_t class_count(const ImageSet& set) {
  return set.labels.defined() ? set.labels.max().item<int64_t>() + 1 : 0;
}

RegisterDataSet::RegisterDataSet(DataSet set) {
  const std::string name = set.name;
  entries().add(name, std::move(set));
}

const std::map<std::string, DataSet>& data_sets() { return entries().all(); }

std::vector<std::string> data_set_names() { return entries().names(); }

const DataSet& find_data_set(const std::string& name) { return entries().at(name); }

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
  if (std::find(set.splits.begin(), set.splits.end(), split) == set.splits.end())
    throw std::invalid_argument(fmt::format("data set '{}' has no split '{}'; it has {}", name,
                                            split, fmt::join(set.splits, ", ")));
  ImageSet out = set.read(set, split, set.made() ? "" : data_folder(folder));
  check_read(set, out);
  return out;
}

ImageSet outline(const DataSet& set) {
  std::vector<int64_t> shape = set.shape;
  shape.insert(shape.begin(), 1);
  const Tensor counted = at::arange(c10::multiply_integers(shape)).remainder(256).view(shape);
  return {set.points() ? at::zeros(shape) : counted.to(at::kByte),
          at::full({1}, set.classes - 1, at::kLong), set.name, "outline"};
}

Tensor read_published(const std::string& path, const PublishedFile& file) {
  const bool packed = path.ends_with(".gz");
  const std::string text = packed ? gunzipped(path, file.bytes) : "";
  InputFile input(path);
  const auto refuse = [&](const std::string& what) {
    throw UnreadableFile(fmt::format(
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

Tensor read_located(const DataSet& set, const PublishedFile& file, const std::string& folder) {
  const auto path = locate(set, file, folder);
  if (path.empty())
    throw std::invalid_argument(
        fmt::format("data set '{0}': {1} is not in {2} below {3}{5}; run `odelia data fetch {0} "
                    "--data-folder {3}`, or get it from {4}",
                    set.name, file.name, fmt::join(set.folders, ", "), folder, set.page,
                    other_form(set, folder)));
  return read_published(path, file);
}

}  // namespace odelia
