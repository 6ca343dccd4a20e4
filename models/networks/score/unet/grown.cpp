// A U-Net inside a larger one that answers as it does.
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>
#include <fmt/ranges.h>

#include "models/networks/score/unet/unet.h"

namespace odelia {
namespace {

/// Refuses a larger network that could not answer as the smaller one does.
void check_growth(const UNetConfig& small, const UNetConfig& large) {
  const auto refuse = [](const std::string& what, const auto& there, const auto& asked) {
    throw std::invalid_argument(fmt::format(
        "U-Net: cannot begin with the weights of a network with {} {} where {} is asked for", what,
        there, asked));
  };
  const auto same = [&](const std::string& what, const auto& there, const auto& asked) {
    if (there != asked) refuse(what, there, asked);
  };
  const auto at_least = [&](const std::string& what, int64_t there, int64_t asked) {
    if (there > asked) refuse(what, there, asked);
  };
  same("channels", small.channels, large.channels);
  same("size", small.size, large.size);
  same("patch", small.patch, large.patch);
  same("features", small.features, large.features);
  same("attention", small.attention, large.attention);
  same("skip", small.skip, large.skip);
  same("embedding", small.embedding, large.embedding);
  same("sigma_data", small.sigma_data, large.sigma_data);
  same("levels", small.levels(), large.levels());
  if (small.classes) same("classes", small.classes, large.classes);
  at_least("middle_blocks", small.middle_blocks, large.middle_blocks);
  for (size_t l = 0; l < small.levels(); ++l) {
    const std::string level = fmt::format(" of level {}", l);
    const int64_t here = small.width(l), there = large.width(l);
    at_least("width" + level, here, there);
    // Above the lowest level a further block would add its skip a second time.
    if (l + 1 < small.levels()) same("blocks" + level, small.blocks[l], large.blocks[l]);
    at_least("blocks" + level, small.blocks[l], large.blocks[l]);
    // Groups and heads stay whole: what is new is normalised and attended to by itself.
    same("channels of a group" + level, here / small.groups(here), there / large.groups(there));
    // A decoder's first norm is over two such widths.  Where both agree in it too, and one is wider,
    // no group lies over both halves, which move apart.
    if (l + 1 < small.levels() && small.skip == "concat")
      same("channels of a decoder's group" + level, 2 * here / small.groups(2 * here),
           2 * there / large.groups(2 * there));
    if (small.attends(l))
      same("channels of a head" + level, here / small.heads, there / large.heads);
  }
}

/// In how many parts an axis of channels falls, each of which grows by itself.
struct Parts {
  int64_t out = 1, in = 1;
};

Parts parts_of(const std::string& name, const UNetConfig& c) {
  const auto has = [&](const char* part) { return name.find(part) != std::string::npos; };
  if (has(".qkv.")) return {3, 1};   // queries, keys, values
  if (has(".film.")) return {2, 1};  // gains, biases
  if (c.skip == "concat" && name.starts_with("decoder")) {
    if (has(".norm1.")) return {2, 1};  // from below, from the encoder
    if (has(".conv1.") || has(".shortcut.")) return {1, 2};
  }
  return {};
}

/// Where the smaller network's channels lie among the larger's.
Tensor kept(int64_t small, int64_t large, int64_t parts) {
  std::vector<Tensor> runs;
  for (int64_t p = 0; p < parts; ++p)
    runs.push_back(at::arange(small / parts) + p * (large / parts));
  return at::cat(runs);
}

/// The kept channels have the smaller network's weights and see nothing of the new ones.
Tensor placed(const Tensor& small, Tensor fresh, Parts parts) {
  Tensor rows = small;
  if (small.dim() > 1) {
    auto shape = small.sizes().vec();
    shape[1] = fresh.size(1);
    rows = at::zeros(shape, small.options())
               .index_copy_(1, kept(small.size(1), fresh.size(1), parts.in), small);
  }
  return fresh.index_copy_(0, kept(small.size(0), fresh.size(0), parts.out), rows);
}

}  // namespace

ParameterSet grow_unet(const UNetConfig& small, const ParameterSet& parameters,
                       const UNetConfig& large, uint64_t seed) {
  check_growth(small, large);
  auto out = make_unet(large, seed);
  for (auto& [name, fresh] : out)
    if (const auto there = parameters.find(name); there != parameters.end())
      fresh = placed(there->second, fresh, parts_of(name, large));
    else if (name == "class.weight")
      fresh.zero_();  // every class is no class yet
  return out;
}

}  // namespace odelia
