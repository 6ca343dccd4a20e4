#pragma once
// Small comparisons, and what of their folders is the same whoever computed them.
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/command/hashes.h"
#include "experiments/compare/store.h"
#include "experiments/metrics/reference.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/networks/classifier/classifier.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/unet/unet.h"
#include "solvers/noise.h"
#include "tests/catch.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace odelia {

/// Where the comparisons of this process lie.
inline const std::filesystem::path& comparisons() {
  static const TemporaryFolder folder("comparisons");
  return folder.path();
}

/// The place of one of them, with nothing there.
inline std::filesystem::path fresh(const std::string& name) {
  std::filesystem::remove_all(comparisons() / name);
  return comparisons() / name;
}

/// A comparison's config of a small U-Net and a classifier with random weights, and reference
/// statistics: all that real images need.
inline std::string image_config() {
  static std::string made;
  if (!made.empty()) return made;
  const std::filesystem::path& base = comparisons();
  ScoreCheckpoint score;
  score.network = unet({.size = 8, .base = 8, .group_size = 4, .embedding = 16});
  score.dataset = "noise";
  score.lambda_range = {-5.1, 4.7};
  score.parameters = score.network->make(3);
  for (auto& [name, value] : score.parameters) {  // away from the linear map it starts as
    Tensor bump = at::empty({1, value.numel()});
    fill_normal(bump, {7}, {static_cast<uint64_t>(name.size())});
    value = value + 0.05 * bump.reshape(value.sizes());
  }
  save_checkpoint(base / "net", score, at::kFloat);

  ClassifierCheckpoint classifier;
  classifier.network.channels = 1;
  classifier.network.size = 8;
  classifier.network.widths = {4, 6};
  classifier.dataset = "noise";
  Tensor pixels = at::empty({32, 1, 8, 8});
  std::vector<uint64_t> seeds(32);
  for (size_t i = 0; i < seeds.size(); ++i) seeds[i] = i;
  fill_normal(pixels, seeds, seeds);
  const Tensor images = (pixels * 60 + 128).clamp(0, 255).to(at::kByte);
  classifier.parameters = make_classifier(classifier.network, images, 1);
  save_checkpoint(base / "eye", classifier, at::kFloat);
  const Tensor seen = load_classifier((base / "eye").string())->features(images);
  Reference reference{
      moments_of(seen).finish(), {{"n", 32}, {"dataset", "noise"}, {"split", "train"}}, seen};
  reference.provenance["extractor_hash"] = hash_network((base / "eye").string());
  write_reference((base / "eye" / "reference.npz").string(), reference);

  made = (base / "images.toml").string();
  write_text(made, fmt::format(R"(
title = "Small images"
model = "{0}/net"
classifier = "{0}/eye"
reference = "reference.npz"
seeds = "0-44"
seeds_at = {{4 = "0-9"}}
nfe = [2, 4]
shard = 15
pictures = 4
solvers = ["ddim", "ddpm_ancestral", {{spec = "dopri5", rtol = [0.05], nfe = [2]}}]
[trajectory]
seeds = "0-7"
reference = "heun"
steps = 6
)",
                               base.string()));
  return made;
}

/// The records without their wall-clock times.
inline std::string timeless(const std::filesystem::path& run) {
  std::string out;
  std::istringstream lines(read_text((run / "records.jsonl").string()));
  for (std::string line; std::getline(lines, line);) {
    auto r = nlohmann::ordered_json::parse(line);
    r.erase("wall_seconds");
    out += r.dump() + "\n";
  }
  return out;
}

/// Every sample's bits: all shards, in order, but for their times.
inline std::string shard_bits(const std::filesystem::path& run) {
  std::vector<std::string> files;
  for (const auto& e : std::filesystem::recursive_directory_iterator(run / "shards"))
    if (e.path().extension() == ".npz") files.push_back(e.path().string());
  std::sort(files.begin(), files.end());
  std::string out;
  for (const auto& file : files) {
    const ShardResult r = read_shard(file);
    out += std::filesystem::relative(file, run).string();
    for (const Tensor& t : {r.features, r.x, r.coarse, r.pictures, r.nfe, r.steps, r.status}) {
      if (!t.defined()) continue;
      const Tensor bytes = t.contiguous();
      out += hash_text(std::string(static_cast<const char*>(bytes.data_ptr()), bytes.nbytes()));
    }
    out += "\n";
  }
  return out;
}

/// The unbroken run of the image config, made once.
inline const std::filesystem::path& whole_run() {
  static std::filesystem::path run;
  if (!run.empty()) return run;
  const auto made = fresh("whole");
  const Call call =
      run_program(fmt::format("--threads 1 compare {} --out {}", image_config(), made.string()));
  INFO(call.out << call.err);
  REQUIRE(call.status == 0);
  return run = made;
}

}  // namespace odelia
