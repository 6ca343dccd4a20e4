#include "models/data/images/array_images.h"

#include <stdexcept>

#include "models/data/npy.h"
#include "models/data/npz.h"

namespace odelia {
namespace {

bool is_npy(const std::string& path) { return path.ends_with(".npy"); }

Tensor labels_of(const Tensor& array, int64_t n, const std::string& path) {
  const auto refuse = [&](const std::string& got) {
    throw std::invalid_argument(
        fmt::format("{}: arr_1 must be labels, whole numbers from 0 to {} for each of the {} "
                    "images, got {}; give it another name if it is something else",
                    path, kMostLabel, n, got));
  };
  if (!at::isIntegralType(array.scalar_type(), false) || array.dim() != 1 || array.size(0) != n)
    refuse(
        fmt::format("{} [{}]", at::toString(array.scalar_type()), fmt::join(array.sizes(), ", ")));
  const Tensor out = array.to(at::kLong);
  for (const int64_t end : {out.min().item<int64_t>(), out.max().item<int64_t>()})
    if (end < 0 || end > kMostLabel) refuse(std::to_string(end));
  return out;
}

}  // namespace

bool is_array_file(const std::string& path) { return path.ends_with(".npz") || is_npy(path); }

Tensor read_array(const std::string& path) {
  if (is_npy(path)) return read_npy(path);
  const auto arrays = read_npz(path, {"arr_0"});
  const auto found = arrays.find("arr_0");
  if (found == arrays.end())
    throw std::invalid_argument(
        fmt::format("{}: holds no arr_0, the array of samples; numpy.savez(FILE, samples) writes "
                    "it",
                    path));
  return found->second;
}

Tensor image_planes(const Tensor& array, const std::string& what) {
  const auto colours = [&](int64_t d) { return array.size(d) == 1 || array.size(d) == 3; };
  const bool images = array.scalar_type() == at::kByte && array.dim() == 4;
  if (images && colours(3)) return array.permute({0, 3, 1, 2}).contiguous();
  if (images && colours(1)) return array.contiguous();
  throw std::invalid_argument(
      fmt::format("{}: images must be uint8 [N, H, W, C] or [N, C, H, W] with C = 1 or 3, got {} "
                  "[{}]",
                  what, at::toString(array.scalar_type()), fmt::join(array.sizes(), ", ")));
}

Tensor read_array_labels(const std::string& path, int64_t n) {
  if (is_npy(path)) return {};
  const auto arrays = read_npz(path, {"arr_1"});
  const auto found = arrays.find("arr_1");
  return found == arrays.end() ? Tensor() : labels_of(found->second, n, path);
}

ImageSet read_array_images(const std::string& path, const ImageRule& rule,
                           const std::string& name) {
  check(rule, name + ":");
  ImageSet out;
  const Tensor planes = image_planes(read_array(path), path);
  if (planes.numel() == 0)
    throw std::invalid_argument(
        fmt::format("{}: holds no images ([{}])", path, fmt::join(planes.sizes(), ", ")));
  out.images = applied(rule, planes, path);
  out.name = name, out.split = "all";
  const int64_t n = out.images.size(0);
  out.labels = read_array_labels(path, n);
  auto& p = out.provenance;
  p["kind"] = is_npy(path) ? "npy" : "npz";
  p["n"] = n;
  p["labels"] = out.labels.defined() ? "arr_1" : "nothing";
  p["rule"] = to_string(rule);
  return out;
}

}  // namespace odelia
