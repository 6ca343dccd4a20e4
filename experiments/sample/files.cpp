#include "experiments/sample/files.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/seeds.h"
#include "experiments/sample/store.h"
#include "models/data/images/array_images.h"
#include "models/data/npz.h"
#include "models/data/png.h"
#include "models/data/unreadable_file.h"
#include "solvers/names.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

constexpr uint64_t kMaxSeed = 999'999'999'999'999'999;  // 18 digits, which an int64 holds

/// EDM's sub-folder for a seed.
std::string thousand_of(uint64_t seed) { return fmt::format("{:06d}", seed - seed % 1000); }

SampleSet read_npz_samples(const std::string& path) {
  auto arrays = read_npz(path, {"arr_0", "seeds"});
  const auto refuse = [&](const std::string& rule) {
    throw UnreadableFile(fmt::format("{}: not a sample file: {}", path, rule));
  };
  const auto images = arrays.find("arr_0"), seeds = arrays.find("seeds");
  if (images == arrays.end()) refuse("it has no array arr_0");
  const auto& x = images->second;
  const auto n = x.dim() > 0 ? x.size(0) : 0;
  SampleSet out{image_planes(x, path),
                seeds == arrays.end() ? at::arange(n, at::kLong) : seeds->second};
  if (out.seeds.scalar_type() != at::kLong || out.seeds.sizes() != at::IntArrayRef({n}))
    refuse(fmt::format("its seeds are not int64 [{}]", n));
  const auto [sorted, order] = out.seeds.sort();
  if (n > 1 && sorted.narrow(0, 1, n - 1).eq(sorted.narrow(0, 0, n - 1)).any().item<bool>())
    refuse("a seed comes twice");
  return {out.images.index_select(0, order), sorted};
}

/// The folder's PNGs by seed: its own, and those of sub-folders for a thousand seeds each.
std::map<int64_t, std::string> png_files(const std::string& folder) {
  std::map<int64_t, std::string> files;
  for (auto& file : fs::recursive_directory_iterator(folder)) {
    const int64_t seed = seed_of(file.path());
    if (seed < 0) continue;
    const fs::path above = file.path().parent_path();
    if (above != fs::path(folder) && above.filename() != thousand_of(seed))
      throw std::invalid_argument(fmt::format(
          "{}: has samples in {}, which may be another set; name the folder of one set, or "
          "take all images there, whatever their names, by `odelia metrics ref --data`",
          folder, above.string()));
    if (!files.emplace(seed, file.path().string()).second)
      throw UnreadableFile(fmt::format("{}: seed {} comes twice", folder, seed));
  }
  return files;
}

SampleSet read_png_samples(const std::string& folder) {
  const auto files = png_files(folder);
  if (files.empty())
    throw std::invalid_argument(
        fmt::format("{}: neither samples.npz nor PNG files named by seed are there", folder));
  SampleSet out;
  std::vector<int64_t> seeds;
  for (const auto& [seed, file] : files) {
    const auto image = read_png(file).permute({2, 0, 1});
    if (!out.images.defined())
      out.images = at::empty(
          {static_cast<int64_t>(files.size()), image.size(0), image.size(1), image.size(2)},
          at::kByte);
    if (image.sizes() != out.images.sizes().slice(1))
      throw UnreadableFile(fmt::format("{}: [{}], the others are [{}] (channels, height, width)",
                                       file, fmt::join(image.sizes(), ", "),
                                       fmt::join(out.images.sizes().slice(1), ", ")));
    out.images[static_cast<int64_t>(seeds.size())].copy_(image);
    seeds.push_back(seed);
  }
  out.seeds = at::tensor(seeds, at::kLong);
  return out;
}

/// Throws where the folder does not hold just the samples that its manifest names, if a run of
/// `odelia sample` left one.
void check_manifest(const std::string& folder) {
  const auto manifest = read_sample_manifest(folder);
  if (manifest.is_null()) {
    if (is_sample_run(folder))
      throw std::invalid_argument(fmt::format(
          "{}: odelia sample has not finished there; run it again, and it goes on", folder));
    return;
  }
  if (!manifest.contains("written")) return;  // of another verb
  const std::string written = manifest.at("written").get<std::string>();
  const auto named = written.empty() ? std::vector<uint64_t>() : parse_seed_list(written, folder);
  const auto found = sample_seeds(folder);
  if (found != std::set<int64_t>(named.begin(), named.end()))
    throw std::invalid_argument(fmt::format(
        "{}: holds {} samples, and not those of the {} seeds that its manifest.json names; sample "
        "again into a new folder",
        folder, found.size(), named.size()));
}

}  // namespace

int64_t seed_of(const fs::path& file) {
  const auto digits = file.stem().string();
  const bool number =
      !digits.empty() && digits.size() <= 18 &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number && file.extension() == ".png" ? std::stoll(digits) : -1;
}

void check_sample_format(const std::string& format, bool images, const std::string& who) {
  if (format == "npz" || (images && (format == "png" || format == "png_tree"))) return;
  throw std::invalid_argument(
      images
          ? fmt::format("{}: unknown format '{}'; {}", who, format,
                        known_names(format, {"npz", "png", "png_tree"}))
          : fmt::format("{}: these samples are no images and come as npz, not '{}'", who, format));
}

void check_sample_seeds(const std::vector<uint64_t>& seeds, const std::string& who) {
  const std::set<uint64_t> distinct(seeds.begin(), seeds.end());
  if (distinct.size() != seeds.size() || (!seeds.empty() && *distinct.rbegin() > kMaxSeed))
    throw std::invalid_argument(
        fmt::format("{}: a seed comes twice, or is above {}", who, kMaxSeed));
}

void write_samples(const std::string& folder, const Tensor& images,
                   const std::vector<uint64_t>& seeds, const std::string& format,
                   const std::map<std::string, Tensor>& more) {
  check_sample_format(format, true, "write_samples");
  if (images.scalar_type() != at::kByte || images.dim() != 4 ||
      images.size(0) != static_cast<int64_t>(seeds.size()))
    throw std::invalid_argument(fmt::format(
        "write_samples: expected images uint8 [N, C, H, W] and N seeds, got {} [{}] and {} seeds",
        at::toString(images.scalar_type()), fmt::join(images.sizes(), ", "), seeds.size()));
  check_sample_seeds(seeds, "write_samples");
  make_folder("sample", folder);
  if (format == "npz") {
    const std::vector<int64_t> list(seeds.begin(), seeds.end());
    auto arrays = more;
    arrays["arr_0"] = images.permute({0, 2, 3, 1});
    arrays["seeds"] = at::tensor(list, at::kLong);
    return write_npz((fs::path(folder) / "samples.npz").string(), arrays);
  }
  std::set<fs::path> made{folder};
  for (size_t i = 0; i < seeds.size(); ++i) {
    fs::path below = folder;
    if (format == "png_tree") below /= thousand_of(seeds[i]);
    if (made.insert(below).second) make_folder("sample", below.string());
    write_png((below / fmt::format("{:06d}.png", seeds[i])).string(),
              images[static_cast<int64_t>(i)]);
  }
}

SampleSet read_samples(const std::string& path) {
  if (!fs::is_directory(path)) return read_npz_samples(path);
  const auto npz = fs::path(path) / "samples.npz";
  const bool pngs = !png_files(path).empty();
  if (fs::exists(npz) && pngs)
    throw std::invalid_argument(fmt::format(
        "{}: holds both samples.npz and PNGs named by seed, perhaps of different samplers; keep "
        "one of them there, or name the .npz",
        path));
  check_manifest(path);
  return fs::exists(npz) ? read_npz_samples(npz.string()) : read_png_samples(path);
}

std::set<int64_t> sample_seeds(const std::string& folder) {
  std::set<int64_t> out;
  for (const auto& [seed, file] : png_files(folder)) out.insert(seed);
  const auto npz = fs::path(folder) / "samples.npz";
  if (!fs::exists(npz)) return out;
  const auto arrays = read_npz(npz.string(), {"arr_0", "seeds"});
  if (const auto seeds = arrays.find("seeds");
      seeds != arrays.end() && seeds->second.scalar_type() == at::kLong) {
    const Tensor list = seeds->second.contiguous();
    out.insert(list.data_ptr<int64_t>(), list.data_ptr<int64_t>() + list.numel());
  } else if (const auto x = arrays.find("arr_0"); x != arrays.end() && x->second.dim() > 0) {
    for (int64_t i = 0; i < x->second.size(0); ++i) out.insert(i);
  }
  return out;
}

}  // namespace odelia
