#include "models/guidance_rule.h"

#include <cmath>
#include <stdexcept>

#include <fmt/ranges.h>

namespace odelia {

void refuse_guidance(const std::string& what) { throw std::invalid_argument("guidance: " + what); }

bool Guidance::bounded() const { return from > 0 || std::isfinite(to); }

std::vector<double> Guidance::breaks() const {
  std::vector<double> out;
  if (!acts()) return out;
  for (double s : {to, from})
    if (s > 0 && std::isfinite(s)) out.push_back(-std::log(s));
  return out;
}

int64_t Guidance::passes(double lambda) const {
  const double s = std::exp(-lambda);
  return acts() && s > from && s < to ? 2 : 1;
}

void check(const Guidance& g) {
  if (!std::isfinite(g.w) || g.w < 0)
    refuse_guidance(fmt::format("w must be 0 or more and finite (1: no guidance), got {}", g.w));
  if (!(g.from >= 0) || !(g.to > g.from))
    refuse_guidance(fmt::format(
        "its interval must be two levels sigma/alpha, the lower first and 0 or more, got {} to {}",
        g.from, g.to));
  if (!(g.rescale >= 0 && g.rescale <= 1))
    refuse_guidance(fmt::format("rescale must be in [0, 1], got {}", g.rescale));
  if (g.channels < 0)
    refuse_guidance(fmt::format("channels must be 0 (all) or more, got {}", g.channels));
  if (!g.acts() && (g.bounded() || g.rescale > 0 || g.channels > 0))
    refuse_guidance("an interval, rescale and channels mean nothing at w = 1; give another w");
}

std::vector<int64_t> Labels::all() const {
  std::vector<int64_t> out = of;
  for (const auto& [seed, label] : each) out.push_back(label);
  return out;
}

std::vector<int64_t> Labels::of_seeds(const std::vector<uint64_t>& seeds) const {
  std::vector<int64_t> out;
  if (none()) return out;
  for (uint64_t seed : seeds) {
    const auto found = each.find(seed);
    if (!each.empty() && found == each.end())
      throw std::invalid_argument(fmt::format(
          "labels: none for the sample of seed {}; give one for every seed, or one for all", seed));
    out.push_back(each.empty() ? of[seed % of.size()] : found->second);
  }
  return out;
}

std::string Labels::text() const {
  if (none()) return "none";
  if (each.empty()) return fmt::format("{}", fmt::join(of, ","));
  std::vector<std::string> by_seed;
  for (const auto& [seed, label] : each) by_seed.push_back(fmt::format("{}:{}", seed, label));
  return fmt::format("{}", fmt::join(by_seed, ","));
}

}  // namespace odelia
