#include "experiments/plots/tell_apart.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace odelia {
namespace {

/// The curves that share a colour by intention.
const std::string& group_of(const Series& s) { return s.of.empty() ? s.label : s.of; }

bool has_style(const Series& s) { return !s.label.empty() && s.rgb.empty() && !s.pale; }

/// The style of this colour that has the same marker.
int recoloured(int style, int colour) {
  for (int other = colour; other < kStyles; other += kColours)
    if (style_marker(other) == style_marker(style)) return other;
  return colour;
}

using Look = std::pair<int, int>;  // colour and marker
Look look_of(int style) { return {style % kColours, style_marker(style)}; }

/// Its own style where that is free, else one of a free colour, else one that looks different.
int free_style(int own, const std::set<int>& colours, const std::set<Look>& looks) {
  for (int c = 0; c < kColours; ++c)
    if (!colours.count(c)) return recoloured(own, c);
  for (int k = 0; k < kStyles; ++k)
    if (!looks.count(look_of(own + k))) return (own + k) % kStyles;
  return own;
}

}  // namespace

void tell_apart(std::vector<Series>& series) {
  std::vector<std::pair<std::string, int>> groups;
  for (const Series& s : series)
    if (has_style(s) && std::none_of(groups.begin(), groups.end(),
                                     [&](const auto& g) { return g.first == group_of(s); }))
      groups.emplace_back(group_of(s), s.colour);
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& a, const auto& b) { return a.second < b.second; });
  std::map<std::string, int> style;
  std::set<int> colours;
  std::set<Look> looks;
  const auto give = [&](const std::string& group, int to) {
    style[group] = to, colours.insert(to % kColours), looks.insert(look_of(to));
  };
  for (const auto& [group, own] : groups)
    if (!colours.count(own % kColours)) give(group, own);
  for (const auto& [group, own] : groups)
    if (!style.count(group)) give(group, free_style(own, colours, looks));

  std::set<std::tuple<Look, int>> seen;
  for (Series& s : series) {
    if (const auto at = style.find(group_of(s)); at != style.end() && (has_style(s) || s.pale))
      s.colour = at->second;
    if (!has_style(s)) continue;
    const auto taken = [&] { return seen.count({look_of(s.colour), s.dash % kDashCount}) > 0; };
    for (int k = 0; k < kDashCount && taken(); ++k) ++s.dash;
    if (taken()) s.colour = free_style(s.colour, colours, looks);
    colours.insert(s.colour % kColours), looks.insert(look_of(s.colour));
    seen.insert({look_of(s.colour), s.dash % kDashCount});
  }
}

}  // namespace odelia
