#include "experiments/report/ranking.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/plots/axis.h"
#include "experiments/plots/gnuplot.h"

namespace odelia {
namespace {
constexpr double kMargin = 0.04;
}

std::string ranking_script(const Ranking& ranking, const std::string& name) {
  constexpr int width = 640, row = 19, foot = 58;
  constexpr size_t most = 34;  // characters of a name at full size
  const bool failed = std::any_of(ranking.rows.begin(), ranking.rows.end(),
                                  [](const Ranking::Row& r) { return r.failed; });
  const std::string below = in_two_lines(ranking.label + (failed ? "; †: some failed" : ""));
  const int count = static_cast<int>(ranking.rows.size()),
            height = head_height(ranking.subject, below) + 8 + foot + row * count;
  std::vector<double> values;
  size_t longest = 0;
  for (const auto& r : ranking.rows) {
    // A bar that comes near 0 has no end on a logarithmic axis.
    const double low = r.value - r.half;
    for (const double v : {ranking.log ? std::max(low, r.value / 3) : low, r.value + r.half})
      values.push_back(v);
    longest = std::max(longest, r.label.size());
  }
  for (const auto& level : ranking.levels) values.push_back(level.first);

  std::string out = script_head(ranking.title, below, height, ranking.subject);
  const double end = axis_for(values, ranking.log, kMargin).low;
  std::vector<std::string> points;
  for (int i = 0; i < count; ++i) {
    const auto& r = ranking.rows[static_cast<size_t>(i)];
    const std::string rgb = colour(r.style);
    out += fmt::format("$c{} << EOD\n{:.8g} {} {:.8g} {:.8g}\nEOD\n", i, r.value, i,
                       ranking.log ? std::max(r.value - r.half, end) : r.value - r.half,
                       r.value + r.half);
    out += fmt::format(
        "set label {} at graph -0.015, first {} right noenhanced font ',{}' textcolor rgb '{}'\n",
        gnuplot_quoted(r.label + (r.failed ? " †" : "")), i,
        longest > most ? 13 * most / longest : 13, rgb);
    if (r.half > 0)
      points.push_back(
          fmt::format("$c{} using 1:2:3:4 with xerrorbars linecolor rgb '{}' pointtype 0", i, rgb));
    points.push_back(
        fmt::format("$c{} using 1:2 with points pointtype {} pointsize 0.8 linecolor "
                    "rgb '{}'",
                    i, style_marker(r.style), rgb));
  }
  for (const auto& [x, text] : ranking.levels)
    out += fmt::format(
        "set arrow from first {0:.8g}, graph 0 to first {0:.8g}, graph 1 nohead linecolor rgb "
        "'#888888' linewidth 1 dashtype 3 back\n"
        "set label {1} at first {0:.8g}, graph 0 left offset 0.5,0.7 noenhanced font ',13' "
        "textcolor rgb '#666666'\n",
        x, gnuplot_quoted(text));
  out += fmt::format(
      "set lmargin at screen {:.3f}\nset rmargin at screen 0.96\nset bmargin at screen {:.4f}\n"
      "unset ytics\nset border 1\nset yrange [{}:-0.7]\n{}",
      std::min(0.5, 0.03 + 0.0135 * static_cast<double>(longest)),
      static_cast<double>(foot) / height, count - 0.3,
      axis_script("x", values, ranking.log, kMargin));
  return out + script_tail(fmt::format("plot {}\n", fmt::join(points, ", \\\n     ")), name, width,
                           height);
}

}  // namespace odelia
