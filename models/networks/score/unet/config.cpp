// What makes a U-Net's numbers a network.
#include <algorithm>
#include <stdexcept>

#include "models/networks/score/unet/unet.h"
#include "solvers/names.h"

namespace odelia {
namespace {
constexpr int64_t kMostWidth = 1 << 20, kMostBlocks = 1000;  // no product of two overflows
}

int64_t UNetConfig::resolution(size_t level) const {
  int64_t r = size / patch;
  for (size_t l = 0; l < level; ++l) r = (r + 1) / 2;
  return r;
}

bool UNetConfig::attends(size_t level) const {
  return std::find(attention.begin(), attention.end(), resolution(level)) != attention.end();
}

void check(const UNetConfig& c) {
  const auto refuse = [](const std::string& what) {
    throw std::invalid_argument("U-Net: " + what);
  };
  if (c.channels < 1 || c.patch < 1 || c.base < 1 || c.embedding < 1 || c.heads < 1 ||
      c.group_size < 1)
    refuse("channels, patch, base, embedding, heads and group_size must be at least 1");
  for (int64_t width : {c.channels, c.patch, c.base, c.embedding, c.size, c.classes})
    if (width > kMostWidth) refuse(fmt::format("{} is more than any network has", width));
  if (c.multipliers.empty() || c.multipliers.size() != c.blocks.size())
    refuse(fmt::format(
        "multipliers ({}) and blocks ({}) must name the same number of levels, at least one",
        c.multipliers.size(), c.blocks.size()));
  if (c.size < c.patch || c.size % c.patch)
    refuse(fmt::format("image size {} is not a multiple of patch {}", c.size, c.patch));
  if (c.levels() > 16 || c.middle_blocks > kMostBlocks)
    refuse(fmt::format("at most 16 levels and {} middle_blocks, got {} and {}", kMostBlocks,
                       c.levels(), c.middle_blocks));
  for (size_t l = 0; l < c.levels(); ++l) {
    if (c.multipliers[l] > kMostWidth / c.base || c.blocks[l] > kMostBlocks)
      refuse(fmt::format("a level of base {} times {} and {} blocks, at most {} and {} are allowed",
                         c.base, c.multipliers[l], c.blocks[l], kMostWidth, kMostBlocks));
    const int64_t groups = c.groups(c.width(l));
    if (c.multipliers[l] < 1 || c.blocks[l] < 1)
      refuse("multipliers and blocks must be at least 1");
    if (c.width(l) % groups)
      refuse(fmt::format("width {} is not divisible into {} groups; change group_size", c.width(l),
                         groups));
    const int64_t joined = 2 * c.width(l);  // of what a decoder's block sees
    if (c.skip == "concat" && l + 1 < c.levels() && joined % c.groups(joined))
      refuse(
          fmt::format("a decoder's width {}, twice {} by skip \"concat\", is not divisible into {} "
                      "groups; change group_size, or take skip \"add\"",
                      joined, c.width(l), c.groups(joined)));
    if (c.attends(l) && c.width(l) % c.heads)
      refuse(fmt::format("width {} is not divisible by {} heads", c.width(l), c.heads));
  }
  if (c.skip != "concat" && c.skip != "add")
    refuse("unknown skip '" + c.skip + "'; " + known_names(c.skip, {"add", "concat"}));
  for (const auto& f : c.features)
    if (f != "high_pass" && f != "background")
      refuse("unknown feature '" + f + "'; " + known_names(f, {"background", "high_pass"}));
  if (c.classes < 0 || c.middle_blocks < 0)
    refuse("classes and middle_blocks must not be negative");
  if (!(c.dropout >= 0 && c.dropout < 1))
    refuse(fmt::format("dropout must be in [0, 1), got {}", c.dropout));
  if (!(c.sigma_data > 0)) refuse(fmt::format("sigma_data must be positive, got {}", c.sigma_data));
}

}  // namespace odelia
