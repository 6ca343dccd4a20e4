#pragma once
#include <algorithm>
#include <cstdio>
#include <set>

#include "models/networks/checkpoints/recognise.h"

namespace odelia {

/// What EDM's and EDM2's U-Nets share: modules named enc.RxR_blockI and dec.RxR_blockI, where R
/// is the resolution.
struct EdmLevels {
  std::vector<int64_t> resolutions;  ///< the finest first
  int64_t blocks = 0;
  std::vector<int64_t> channels;
  std::vector<int64_t> attention;  ///< resolutions

  std::string at(size_t level, const std::string& rest) const {
    return "enc." + std::to_string(resolutions[level]) + "x" + std::to_string(resolutions[level]) +
           "_" + rest;
  }
};

/// conv, attention: names within a block, such as "conv0.weight" and "qkv.weight".  None if the names
/// are no such levels.
inline std::optional<EdmLevels> edm_levels(const NamedShapes& net, const std::string& conv,
                                           const std::string& attention) {
  std::set<int64_t> found;
  for (const auto& name : net.matching("enc.*x*_*")) {
    int64_t height = 0, width = 0;
    if (std::sscanf(name.c_str(), "enc.%7ldx%7ld_", &height, &width) == 2 && height == width)
      found.insert(height);
  }
  EdmLevels out;
  out.resolutions.assign(found.rbegin(), found.rend());
  if (out.resolutions.empty()) return {};
  out.blocks = net.count(out.at(0, "block"), "." + conv);
  if (out.blocks == 0) return {};
  for (size_t level = 0; level < out.resolutions.size(); ++level) {
    if (net.count(out.at(level, "block"), "." + conv) != out.blocks) return {};
    out.channels.push_back(net.size(out.at(level, "block0." + conv), 0));
    if (net.has(out.at(level, "block0." + attention)))
      out.attention.push_back(out.resolutions[level]);
  }
  return out;
}

inline nlohmann::ordered_json multipliers(const std::vector<int64_t>& channels, int64_t of) {
  auto out = nlohmann::ordered_json::array();
  for (const int64_t c : channels) out.push_back(ratio(c, of));
  return out;
}

}  // namespace odelia
