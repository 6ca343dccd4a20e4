#include "experiments/report/gnuplot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace odelia {
namespace {

/// A single-quoted gnuplot string; labels are written `noenhanced`, so that _ and ^ stay what they
/// are.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

struct Axis {
  double low, high;
  bool log;
  double place(double v) const {  // 0 at the bottom, 1 at the top
    return log ? std::log(v / low) / std::log(high / low) : (v - low) / (high - low);
  }
};

/// The range that holds all values, with a margin.
Axis axis_for(const std::vector<double>& values, bool log, double margin) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  double low = *least, high = *most;
  if (log) {
    const double room = std::max(std::pow(high / low, margin), 1.15);
    return {low / room, high * room, true};
  }
  const double room = std::max((high - low) * margin, 1e-3 * std::abs(high) + 1e-12);
  return {low - room, high + room, false};
}

/// Heights near the wanted ones, at least `gap` apart, order kept.
std::vector<double> spread(const std::vector<double>& wanted, double gap) {
  std::vector<size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return wanted[a] < wanted[b]; });
  // Blocks of labels that touch, each centred on the mean of what its members want.
  struct Block {
    double sum;
    size_t first, count;
  };
  std::vector<Block> blocks;
  const auto bottom = [&](const Block& b) { return b.sum / b.count - gap * (b.count - 1) / 2; };
  for (size_t k = 0; k < order.size(); ++k) {
    blocks.push_back({wanted[order[k]], k, 1});
    while (blocks.size() > 1) {
      const Block last = blocks.back(), &before = blocks[blocks.size() - 2];
      if (bottom(before) + gap * before.count <= bottom(last)) break;
      const Block merged{before.sum + last.sum, before.first, before.count + last.count};
      blocks.pop_back();
      blocks.back() = merged;
    }
  }
  std::vector<double> out(wanted.size());
  for (const auto& b : blocks)
    for (size_t k = 0; k < b.count; ++k) out[order[b.first + k]] = bottom(b) + gap * k;
  return out;
}

/// Round numbers within the axis, some three to nine: a log axis people can read.
std::string log_tics(const Axis& a) {
  std::vector<std::string> tics;
  const double span = a.high / a.low;
  const std::vector<double> leading = span > 1e3  ? std::vector<double>{1}
                                      : span > 12 ? std::vector<double>{1, 2, 5}
                                                  : std::vector<double>{1, 1.5, 2, 3, 4, 5, 7};
  for (int e = static_cast<int>(std::floor(std::log10(a.low))); e <= std::ceil(std::log10(a.high));
       ++e)
    for (double m : leading) {
      const double v = m * std::pow(10.0, e);
      if (v < a.low || v > a.high) continue;
      tics.push_back(e < -2 ? fmt::format("'{:g}e{}' {:.17g}", m, e, v)
                            : fmt::format("'{:g}' {:.17g}", v, v));
    }
  return fmt::format("({})", fmt::join(tics, ", "));
}
}  // namespace

std::string colour(int index) {
  static const char* const colours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                        "#E69F00", "#56B4E9", "#000000", "#882255",
                                        "#999933", "#332288", "#AA4499", "#666666"};
  return colours[index % std::size(colours)];
}

std::string plot_script(const Plot& plot, const std::string& name) {
  constexpr int points[] = {7,  5,  9,
                            11, 13, 15};  // filled circle, square, triangles, diamond, pentagon
  constexpr const char* dashes[] = {"1", "(5,3)", "(1.5,2.5)", "(6,2,1.5,2)", "(10,3)"};
  std::vector<double> xs, ys;
  for (const auto& s : plot.series) {
    if (s.label.empty()) continue;  // the background may leave the picture
    for (const auto& [x, y] : s.points) xs.push_back(x), ys.push_back(y);
  }
  for (const auto& [y, text] : plot.levels) ys.push_back(y);
  const bool background =
      std::any_of(plot.series.begin(), plot.series.end(), [](auto& s) { return s.label.empty(); });
  const Axis ax = axis_for(xs, true, 0.04), ay = axis_for(ys, plot.log_y, background ? 0.2 : 0.06);

  std::string out = "# Made by odelia report; run gnuplot on this file to draw it again.\n";
  size_t longest = 0;
  for (const auto& s : plot.series) {
    out += fmt::format("$c{} << EOD\n", &s - plot.series.data());
    for (size_t i = 0; i < s.points.size(); ++i)
      out += fmt::format("{:.8g} {:.8g} {:.8g}\n", s.points[i].first, s.points[i].second,
                         s.spread.empty() ? 0 : s.spread[i]);
    out += "EOD\n";
    longest = std::max(longest, s.label.size());
  }
  const double right = std::max(0.60, 0.965 - 0.0112 * static_cast<double>(longest));
  out += fmt::format(
      "set lmargin at screen 0.08\nset rmargin at screen {:.3f}\nset tmargin at screen 0.865\n"
      "set bmargin at screen 0.125\n",
      right);
  int object = 0;  // labels and arrows by number
  // The y axis is named in a line below the title, where it needs no turning of the head.
  out += fmt::format(
      "set label {} {} at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb "
      "'#222222'\n",
      ++object, quoted(plot.title));
  out += fmt::format(
      "set label {} {} at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb "
      "'#5b636d'\n",
      ++object, quoted(plot.y_label));
  out += fmt::format("set xlabel {} noenhanced offset 0,-0.2 textcolor rgb '#5b636d'\n",
                     quoted(plot.x_label));
  out +=
      "set border 3 linecolor rgb '#888888'\nset tics nomirror out scale 0.6 textcolor rgb "
      "'#333333'\n"
      "set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1\nset key off\nset "
      "logscale x\n";
  if (plot.log_y) out += fmt::format("set logscale y\nset ytics {}\n", log_tics(ay));
  out += fmt::format("set xtics {}\nset xrange [{:.8g}:{:.8g}]\nset yrange [{:.8g}:{:.8g}]\n",
                     log_tics(ax), ax.low, ax.high, ay.low, ay.high);

  std::vector<double> wanted;
  for (const auto& s : plot.series)
    if (!s.label.empty()) wanted.push_back(ay.place(s.points.back().second));
  auto heights = spread(wanted, 0.052);
  const double low = *std::min_element(heights.begin(), heights.end());
  for (double& h : heights) h += std::max(0.0, -low);  // none below the axis
  size_t named = 0;
  std::vector<std::string> curves;
  for (const auto& [y, text] : plot.levels) {
    out += fmt::format(
        "set arrow {} from graph 0, first {:.8g} to graph 1, first {:.8g} nohead linecolor rgb "
        "'#888888' "
        "linewidth 1 dashtype 3 back\n",
        ++object, y, y);
    out += fmt::format(
        "set label {} {} at graph 0.01, first {:.8g} left offset 0,0.5 noenhanced font ',11' "
        "textcolor rgb '#666666'\n",
        ++object, quoted(text), y);
  }
  for (size_t i = 0; i < plot.series.size(); ++i) {
    const auto& s = plot.series[i];
    if (s.label.empty()) {
      curves.push_back(fmt::format("$c{} with lines linecolor rgb '#d0d4d8' linewidth 1", i));
      continue;
    }
    const auto rgb = colour(s.colour);
    const size_t k = named++;
    const double end = ax.place(s.points.back().first);
    // A thin line leads from a curve's end to its name.
    out += fmt::format(
        "set arrow {} from graph {:.4f}, graph {:.4f} to graph 1.018, graph {:.4f} nohead "
        "linecolor rgb '#90{}' "
        "linewidth 0.8 dashtype 3\n",
        ++object, end + 0.008, wanted[k], heights[k], rgb.substr(1));
    out += fmt::format(
        "set label {} {} at graph 1.024, graph {:.4f} left noenhanced font ',12' textcolor rgb "
        "'{}'\n",
        ++object, quoted(s.label), heights[k], rgb);
    if (!s.spread.empty())
      curves.push_back(fmt::format("$c{} with yerrorbars linecolor rgb '{}' pointtype 0", i, rgb));
    curves.push_back(fmt::format(
        "$c{} with linespoints linecolor rgb '{}' linewidth 2 dashtype {} pointtype {} pointsize "
        "0.8",
        i, rgb, dashes[s.dash % std::size(dashes)], points[s.colour % std::size(points)]));
  }
  for (const char* terminal :
       {"svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'",
        "pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'"}) {
    out += fmt::format("set terminal {}\nset output '{}.{}'\n", terminal, name,
                       terminal[0] == 's' ? "svg" : "png");
    out += fmt::format("plot {}\n", fmt::join(curves, ", \\\n     "));
  }
  return out + "unset output\n";
}

std::string picture_script(const std::string& title, const std::vector<PictureRow>& rows,
                           const std::string& name) {
  constexpr int gap = 10, head = 44, foot = 10;
  size_t left = 4, right = 2;
  int widest = 0, total = head + foot;
  for (const auto& r : rows) {
    left = std::max(left, r.left.size());
    right = std::max(right, r.right.size());
    widest = std::max(widest, r.width);
    total += r.height + gap;
  }
  const int x0 = 22 + static_cast<int>(9 * left), x1 = x0 + widest,
            width = x1 + 22 + static_cast<int>(8 * right);
  std::string out = "# Made by odelia report; run gnuplot on this file to draw it again.\n";
  out += fmt::format(
      "set terminal pngcairo size {},{} font 'sans,11' background '#ffffff'\nset output '{}.png'\n",
      width, total, name);
  out += fmt::format(
      "unset border\nunset tics\nunset key\nset lmargin at screen 0\nset rmargin at screen 1\nset "
      "tmargin at screen 1\nset bmargin at screen 0\n"
      "set xrange [0:{}]\nset yrange [0:{}]\n",
      width, total);
  out += fmt::format("set label {} at 14,{} left noenhanced font ',14' textcolor rgb '#222222'\n",
                     quoted(title), total - 22);
  std::vector<std::string> parts;
  int top = total - head;
  for (const auto& r : rows) {
    const double middle = top - r.height / 2.0;
    out += fmt::format("set label {} at {},{} right noenhanced textcolor rgb '#222222'\n",
                       quoted(r.left), x0 - 10, middle);
    out += fmt::format("set label {} at {},{} left noenhanced textcolor rgb '#666666'\n",
                       quoted(r.right), x1 + 10, middle);
    parts.push_back(fmt::format("{} binary filetype=png origin=({},{}) with rgbimage",
                                quoted(r.png), x0 + 0.5, top - r.height + 0.5));
    top -= r.height + gap;
  }
  return out + fmt::format("plot {}\nunset output\n", fmt::join(parts, ", \\\n     "));
}

std::string run_gnuplot(const std::string& folder, const std::string& name) {
  std::string program = "gnuplot", script = name + ".gp";
  char* argv[] = {program.data(), script.data(), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  ::posix_spawn_file_actions_addopen(&actions, 2, (name + ".log").c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0666);
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, "gnuplot", &actions, nullptr, argv, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  const std::string log = folder + "/" + name + ".log";
  if (error != 0) return "gnuplot cannot be started; install the package gnuplot-nox for plots";
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (status != 0)
    return fmt::format("gnuplot failed on {}/{}; its words are in {}", folder, script, log);
  ::unlink(log.c_str());
  return "";
}

}  // namespace odelia
