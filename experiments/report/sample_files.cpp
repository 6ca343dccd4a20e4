#include "experiments/report/sample_files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>
#include <vector>

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include "experiments/report/png.h"
#include "models/data/npz.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

constexpr uint64_t kMaxSeed = 999'999'999'999'999'999;  // 18 digits, which an int64 holds

/// The seed a PNG's name stands for: decimal digits, then ".png"; -1 for any other file.
int64_t seed_of(const fs::path& file) {
  const auto digits = file.stem().string();
  const bool number =
      !digits.empty() && digits.size() <= 18 &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number && file.extension() == ".png" ? std::stoll(digits) : -1;
}

SampleSet read_npz_samples(const std::string& path) {
  auto arrays = read_npz(path);
  const auto refuse = [&](const std::string& rule) {
    throw std::runtime_error(fmt::format("{}: not a sample file: {}", path, rule));
  };
  const auto images = arrays.find("arr_0"), seeds = arrays.find("seeds");
  if (images == arrays.end()) refuse("it has no array arr_0");
  const auto& x = images->second;
  if (x.scalar_type() != at::kByte || x.dim() != 4)
    refuse(fmt::format("arr_0 is {} of rank {}, expected uint8 [N, H, W, C]",
                       at::toString(x.scalar_type()), x.dim()));
  const auto n = x.size(0);
  SampleSet out{x.permute({0, 3, 1, 2}).contiguous(),
                seeds == arrays.end() ? at::arange(n, at::kLong) : seeds->second};
  if (out.seeds.scalar_type() != at::kLong || out.seeds.sizes() != at::IntArrayRef({n}))
    refuse(fmt::format("its seeds are not int64 [{}]", n));
  const auto [sorted, order] = out.seeds.sort();
  if (n > 1 && sorted.narrow(0, 1, n - 1).eq(sorted.narrow(0, 0, n - 1)).any().item<bool>())
    refuse("a seed comes twice");
  return {out.images.index_select(0, order), sorted};
}

SampleSet read_png_samples(const std::string& folder) {
  std::map<int64_t, std::string> files;
  for (auto& file : fs::recursive_directory_iterator(folder)) {
    const int64_t seed = seed_of(file.path());
    if (seed >= 0 && !files.emplace(seed, file.path().string()).second)
      throw std::runtime_error(fmt::format("{}: seed {} comes twice", folder, seed));
  }
  if (files.empty())
    throw std::invalid_argument(
        fmt::format("{}: neither samples.npz nor PNG files named by seed are there", folder));
  SampleSet out;
  std::vector<int64_t> seeds;
  for (auto& [seed, file] : files) {
    const auto image = read_png(file).permute({2, 0, 1});
    if (!out.images.defined())
      out.images = at::empty(
          {static_cast<int64_t>(files.size()), image.size(0), image.size(1), image.size(2)},
          at::kByte);
    if (image.sizes() != out.images.sizes().slice(1))
      throw std::runtime_error(fmt::format(
          "{}: [{}], the others are [{}] (channels, height, width)", file,
          fmt::join(image.sizes(), ", "), fmt::join(out.images.sizes().slice(1), ", ")));
    out.images[static_cast<int64_t>(seeds.size())].copy_(image);
    seeds.push_back(seed);
  }
  out.seeds = at::tensor(seeds, at::kLong);
  return out;
}

}  // namespace

void write_samples(const std::string& folder, const Tensor& images,
                   const std::vector<uint64_t>& seeds, const std::string& format) {
  if (format != "npz" && format != "png" && format != "png_tree")
    throw std::invalid_argument(
        fmt::format("write_samples: unknown format '{}'; known: npz, png, png_tree", format));
  if (images.scalar_type() != at::kByte || images.dim() != 4 ||
      images.size(0) != static_cast<int64_t>(seeds.size()))
    throw std::invalid_argument(fmt::format(
        "write_samples: expected images uint8 [N, C, H, W] and N seeds, got {} [{}] and {} seeds",
        at::toString(images.scalar_type()), fmt::join(images.sizes(), ", "), seeds.size()));
  const std::set<uint64_t> distinct(seeds.begin(), seeds.end());
  if (distinct.size() != seeds.size() || (!seeds.empty() && *distinct.rbegin() > kMaxSeed))
    throw std::invalid_argument(
        fmt::format("write_samples: a seed comes twice, or is above {}", kMaxSeed));
  fs::create_directories(folder);
  if (format == "npz") {
    const std::vector<int64_t> list(seeds.begin(), seeds.end());
    return write_npz(
        (fs::path(folder) / "samples.npz").string(),
        {{"arr_0", images.permute({0, 2, 3, 1})}, {"seeds", at::tensor(list, at::kLong)}});
  }
  for (size_t i = 0; i < seeds.size(); ++i) {
    fs::path below = folder;
    if (format == "png_tree") below /= fmt::format("{:06d}", seeds[i] - seeds[i] % 1000);
    fs::create_directories(below);
    write_png((below / fmt::format("{:06d}.png", seeds[i])).string(),
              images[static_cast<int64_t>(i)]);
  }
}

SampleSet read_samples(const std::string& path) {
  if (!fs::is_directory(path)) return read_npz_samples(path);
  const auto npz = fs::path(path) / "samples.npz";
  return fs::exists(npz) ? read_npz_samples(npz.string()) : read_png_samples(path);
}

}  // namespace odelia
