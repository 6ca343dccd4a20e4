#include "experiments/plots/gnuplot.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <set>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/plots/axis.h"
#include "experiments/plots/letters.h"
#include "experiments/plots/note_places.h"
#include "experiments/plots/tell_apart.h"

namespace odelia {
namespace {

/// Heights from 0 to 1 near the wanted ones, at least `gap` apart, order kept; all must fit.
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
  const auto bottom = [&](const Block& b) {
    const double high = gap * static_cast<double>(b.count - 1);
    return std::max(0.0, std::min(1 - high, b.sum / static_cast<double>(b.count) - high / 2));
  };
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

/// A font size at which `length` characters take no more room than `most` of the wanted size.
int fitting(int size, size_t length, size_t most) {
  return std::max(9, length <= most ? size : static_cast<int>(size * most / length));
}

/// The points of a series that its axes can show.
Series drawable(Series s, const Plot& plot) {
  Series out = s;
  out.points.clear(), out.spread.clear(), out.notes.clear(), out.samples.clear();
  out.failed.clear(), out.faint.clear();
  for (size_t i = 0; i < s.points.size(); ++i) {
    const auto [x, y] = s.points[i];
    if (!std::isfinite(x) || !std::isfinite(y) || (plot.log_x && x <= 0) || (plot.log_y && y <= 0))
      continue;
    out.points.push_back(s.points[i]);
    if (i < s.notes.size()) out.notes.push_back(s.notes[i]);
    if (i < s.samples.size()) out.samples.push_back(s.samples[i]);
    if (i < s.failed.size()) out.failed.push_back(s.failed[i]);
    if (i < s.faint.size()) out.faint.push_back(s.faint[i]);
    if (i < s.spread.size()) out.spread.push_back(std::isfinite(s.spread[i]) ? s.spread[i] : 0);
  }
  return out;
}

constexpr int kWidth = 640, kHeight = 480;
constexpr int kMarkers[] = {7, 5, 9, 11, 13, 15};  // circle, square, triangles, diamond, pentagon
constexpr const char* kDashes[] = {"1", "(5,3)", "(1.5,2.5)", "(6,2,1.5,2)", "(10,3)"};
static_assert(std::size(kDashes) == kDashCount && std::size(kMarkers) * kColours == kStyles);

/// The solvers with a style of their own: twelve colours, then the same with other markers.
// clang-format off
const char* const kStyled[] = {
    "dpmpp_2m", "ddpm_ancestral", "ddim", "heun",
    "analytic_start(dpmpp_2m)", "dopri5", "euler_maruyama", "unipc2_bh2",
    "ipndm3", "v_ab2", "gradient_estimation", "euler",

    "exp_ab4_noise", "unic(dpmpp_2m)", "exp_ab2_noise", "ipndm_v3_legacy",
    "unipc_adaptive", "dpm_solver_3m", "ipndm_v4_legacy", "res_2s_noise",
    "deis_tab1", "dpm_solver_v3_2", "unipc3_bh1", "dpmpp_3s",

    "tsit5", "unipc3_bh2", "unipc2_vary", "etdrk2",
    "ipndm2", "dpm_solver_3", "exp_ab3_noise", "deis_tab3",
    "verner87", "bogacki_shampine32", "verner65", "edm_stochastic",

    "dpmpp_2m_sde", "stochastic_heun", "sa_solver", "seeds_3",
    "dpmpp_3m_sde", "seeds_2", "dpmpp_sde", "er_sde_2_legacy",
    "dpmpp_3m_sde_legacy", "er_sde_3", "er_sde_2", "euler_ancestral",

    "lms2", "cvode_adams", "odeint_dopri5", "bosh3",
    "midpoint", "deis_tab2", "arkode_dormand_prince_7_4_5", "cvode_bdf",
    "rk4", "exp_ab5_data",
};
// clang-format on

}  // namespace

std::string gnuplot_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += c == '\'' ? "''" : byte < 0x20 || byte == 0x7f ? " " : std::string(1, c);
  }
  return out + "'";
}

std::string colour(int index) {
  static const char* const colours[kColours] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                "#E69F00", "#56B4E9", "#000000", "#882255",
                                                "#999933", "#332288", "#AA4499", "#666666"};
  return colours[index % kColours];
}

int index_of(std::vector<std::string>& list, const std::string& item) {
  const auto at = std::find(list.begin(), list.end(), item);
  const auto place = static_cast<int>(at - list.begin());
  if (at == list.end()) list.push_back(item);
  return place;
}

int solver_style(const std::string& solver) {
  const auto at = std::find(std::begin(kStyled), std::end(kStyled), solver);
  if (at != std::end(kStyled)) return static_cast<int>(at - std::begin(kStyled));
  uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : solver) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return kStyles + static_cast<int>(hash % kStyles);
}

int style_marker(int style) { return kMarkers[(style + style / kColours) % std::size(kMarkers)]; }

std::string in_two_lines(std::string text) {
  constexpr size_t longest = 90;
  if (letters(text) <= longest) return text;
  const auto off = [&](size_t at) {  // the middle, twice
    return std::max(2 * at, text.size()) - std::min(2 * at, text.size());
  };
  size_t cut = text.find("; ");
  if (cut == std::string::npos) return text;
  for (size_t at = cut; at != std::string::npos; at = text.find("; ", at + 2))
    if (off(at) < off(cut)) cut = at;
  text[cut + 1] = '\n';
  return text;
}

int head_height(const std::string& subject, const std::string& below) {
  return (subject.empty() ? 67 : 87) + (below.find('\n') == std::string::npos ? 0 : 18);
}

std::string script_head(const std::string& title, const std::string& below, int height,
                        const std::string& subject) {
  const auto words = [&](const std::string& text, int size, int from_top, const char* rgb) {
    return fmt::format(
        "set label {} at screen 0.02, screen {:.4f} left noenhanced font ',{}' textcolor rgb "
        "'{}'\n",
        gnuplot_quoted(text), 1 - static_cast<double>(from_top) / height, size, rgb);
  };
  const int size = fitting(18, title.size(), 56);
  const auto smaller = [&](const std::string& text, int from_top) {  // than the title
    return words(text, std::max(8, std::min(size - 2, fitting(14, text.size(), 78))), from_top,
                 "#5b636d");
  };
  const int top = head_height(subject, below);
  const size_t cut = below.find('\n');
  return "# Made by odelia; run gnuplot on this file to draw it again.\nset encoding utf8\n" +
         words(title, size, 23, "#222222") + (subject.empty() ? "" : smaller(subject, 47)) +
         (cut == std::string::npos ? smaller(below, top - 19)
                                   : smaller(below.substr(0, cut), top - 37) +
                                         smaller(below.substr(cut + 1), top - 19)) +
         fmt::format("set tmargin at screen {:.4f}\n", 1 - static_cast<double>(top) / height) +
         "set border 3 linecolor rgb '#888888'\n"
         "set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'\n"
         "set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1\nset key off\n";
}

std::string script_tail(const std::string& plot, const std::string& name, int width, int height) {
  return fmt::format(
      "set terminal svg noenhanced size {0},{1} font 'Helvetica,Arial,sans-serif,14' background "
      "'#ffffff'\nset output {4}\n{6}"
      "set terminal pngcairo noenhanced size {2},{3} font 'sans,14' fontscale 1.65 linewidth 2 "
      "pointscale 1.9 background '#ffffff'\nset output {5}\n{6}unset output\n",
      width, height, 2 * width, 2 * height, gnuplot_quoted(name + ".svg"),
      gnuplot_quoted(name + ".png"), plot);
}

namespace {

/// Characters of a name beside the plot at full size.
constexpr size_t kMostOfName = 25;

/// What of a plot can be drawn, the axes that it takes, and where they stand.
struct Scene {
  explicit Scene(const Plot& plot);
  const Plot& plot;
  std::vector<Series> series;
  Axis x, y;
  size_t longest = 0;                      ///< of the names
  int64_t most = 0;                        ///< samples behind a point
  bool beside = false;                     ///< whether curves stand beside their places
  int height = 0;                          ///< of the picture, in pixels
  double left = 0, right = 0, bottom = 0;  ///< of the plot, as parts of the picture
  std::string x_tics, y_tics;
  std::string subtitle;  ///< the line below the title, or two

  double plot_width() const { return (right - left) * kWidth; }
  double plot_height() const { return height * (1 - bottom) - head_height(plot.subject, subtitle); }
  bool hollow(const Series& s, size_t point) const {
    return point < s.samples.size() && s.samples[point] >= 0 && s.samples[point] < most;
  }
  bool faint(const Series& s, size_t point) const {
    return point < s.faint.size() && s.faint[point];
  }
  bool failed(const Series& s, size_t point) const {
    return point < s.failed.size() && s.failed[point];
  }
  /// Whether any point of a named curve is so.
  bool any(bool (Scene::*is)(const Series&, size_t) const) const;

 private:
  void set_axes();
  void set_margins();
  void set_side_by_side();
};

std::string below_title(const Scene& scene);

Scene::Scene(const Plot& p) : plot(p) {
  for (const Series& s : plot.series)
    if (Series shown = drawable(s, plot); !shown.points.empty()) series.push_back(std::move(shown));
  tell_apart(series);
  for (const auto& s : series) {
    longest = std::max(longest, s.label.size());
    for (const int64_t n : s.samples) most = std::max(most, n);
  }
  set_axes();
  if (plot.side_by_side) set_side_by_side();
  subtitle = in_two_lines(below_title(*this));
  set_margins();
}

/// So that all named curves and their bars are within.
void Scene::set_axes() {
  std::vector<double> xs, ys;
  bool background = false;
  for (const auto& s : series) {
    background = background || s.label.empty();
    if (s.label.empty()) continue;  // the background may leave the picture
    for (const auto& [at, value] : s.points) xs.push_back(at), ys.push_back(value);
    for (size_t k = 0; k < s.spread.size(); ++k) {
      const double value = s.points[k].second;
      ys.push_back(value + s.spread[k]);
      // A bar that comes near 0 has no end on a logarithmic axis.
      ys.push_back(plot.log_y ? std::max(value - s.spread[k], value / 3) : value - s.spread[k]);
    }
  }
  for (const auto& [value, text] : plot.levels) ys.push_back(value);
  if (xs.empty()) xs = {1, 10};
  if (ys.empty()) ys = {1, 10};
  x = axis_for(xs, plot.log_x, 0.04), y = axis_for(ys, plot.log_y, background ? 0.2 : 0.06);
}

void Scene::set_margins() {
  size_t width = 0, below = 0;  // of the longest number beside the axis, and below
  y_tics = tic_list(y, width);
  x_tics = tic_list(x, below);
  // The names and two letters, for some are wide; a tenth of the plot for the lines before them.
  const auto letters = static_cast<double>(std::min(longest, kMostOfName));
  height = kHeight + head_height(plot.subject, subtitle) - head_height("");
  left = std::max(0.1, 0.025 + 0.017 * static_cast<double>(width));
  right = (1 - 0.0148 * (letters + 2)) / 1.1;
  bottom = 0.155 * kHeight / height;
}

bool Scene::any(bool (Scene::*is)(const Series&, size_t) const) const {
  for (const Series& s : series)
    for (size_t k = 0; k < s.points.size() && !s.label.empty(); ++k)
      if ((this->*is)(s, k)) return true;
  return false;
}

/// Moves curves with bars by 0.6 % of the axis each, on a logarithmic one by 1 % at most: none out of
/// the frame, nor further than 2 % of the axis, or 2.5 % of its place, from where it belongs.
void Scene::set_side_by_side() {
  const auto with_bars = [](const Series& s) {
    return !s.label.empty() &&
           std::any_of(s.spread.begin(), s.spread.end(), [](double half) { return half > 0; });
  };
  const auto scale = [&](double v) { return x.log ? std::log(v) : v; };
  double count = 0, room = HUGE_VAL;
  for (const Series& s : series) {
    if (!with_bars(s)) continue;
    ++count;
    for (const auto& point : s.points)
      room =
          std::min({room, scale(point.first) - scale(x.low), scale(x.high) - scale(point.first)});
  }
  if (count < 2) return;
  beside = true;
  const double all = scale(x.high) - scale(x.low);
  const double step = std::min({0.006 * all, 0.04 * all / (count - 1), 1.8 * room / (count - 1),
                                x.log ? std::min(0.01, 0.05 / (count - 1)) : HUGE_VAL});
  double place = -(count - 1) / 2;
  for (Series& s : series) {
    if (!with_bars(s)) continue;
    for (auto& [at, value] : s.points) at = x.log ? at * std::exp(step * place) : at + step * place;
    ++place;
  }
}

/// The curves' points with the ends of their bars.
std::string data_blocks(const Scene& scene) {
  std::string out;
  for (size_t i = 0; i < scene.series.size(); ++i) {
    const Series& s = scene.series[i];
    out += fmt::format("$c{} << EOD\n", i);
    for (size_t k = 0; k < s.points.size(); ++k) {
      const auto [x, y] = s.points[k];
      const double half = k < s.spread.size() ? s.spread[k] : 0;
      // A logarithmic axis shows a bar down to its end, even one that reaches below 0.
      const double low = scene.plot.log_y ? std::max(y - half, scene.y.low) : y - half;
      if (k > 0 && k < s.samples.size() && s.samples[k] != s.samples[k - 1]) out += "\n";
      out += fmt::format("{:.8g} {:.8g} {:.8g} {:.8g}\n", x, y, half > 0 ? low : y, y + half);
    }
    out += "EOD\n";
  }
  return out;
}

/// A colour, two parts of three white.
std::string paler(const std::string& rgb) {
  std::string out = "#";
  for (size_t at = 1; at < rgb.size(); at += 2)
    out += fmt::format("{:02X}", (std::stoi(rgb.substr(at, 2), nullptr, 16) + 2 * 255) / 3);
  return out;
}

/// Points that are hollow or pale, above all lines: on a white marker of their form.
std::string special_markers(const Scene& scene, std::vector<std::string>& curves) {
  std::string out;
  for (const Series& s : scene.series)
    for (size_t k = 0; k < s.points.size() && !s.label.empty() && s.rgb.empty(); ++k) {
      const bool hollow = scene.hollow(s, k), faint = scene.faint(s, k);
      if (!hollow && !faint) continue;
      const int marker = style_marker(s.colour);
      const std::string rgb = faint ? paler(colour(s.colour)) : colour(s.colour);
      // The marker before each filled one is the same, hollow.
      out += fmt::format("{:.8g} {:.8g} {} {} 0x{}\n", s.points[k].first, s.points[k].second,
                         marker, hollow ? marker - 1 : marker, rgb.substr(1));
    }
  if (out.empty()) return "";
  curves.emplace_back(
      "$marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff'");
  curves.emplace_back(
      "$marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable");
  return "$marks << EOD\n" + out + "EOD\n";
}

std::string axes(const Scene& scene) {
  const Plot& plot = scene.plot;
  return fmt::format(
      "set lmargin at screen {:.3f}\nset rmargin at screen {:.3f}\nset bmargin at screen {:.4f}\n"
      "set xlabel {} noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'\n"
      "{}set ytics {}\n{}set xtics {}\nset xrange [{:.8g}:{:.8g}]\nset yrange [{:.8g}:{:.8g}]\n",
      scene.left, scene.right, scene.bottom, gnuplot_quoted(plot.x_label),
      plot.log_y ? "set logscale y\n" : "", scene.y_tics, plot.log_x ? "set logscale x\n" : "",
      scene.x_tics, scene.x.low, scene.x.high, scene.y.low, scene.y.high);
}

/// The line below the title, and what is to be known of points.
std::string below_title(const Scene& scene) {
  std::string out = scene.plot.y_label;
  if (scene.beside) out += "; points side by side";
  if (scene.any(&Scene::failed)) out += "; †: some failed";
  if (scene.any(&Scene::faint)) out += "; pale: not resolved";
  std::set<int64_t> fewer;
  for (const Series& s : scene.series)
    for (size_t k = 0; k < s.points.size(); ++k)
      if (!s.label.empty() && scene.hollow(s, k)) fewer.insert(s.samples[k]);
  if (!fewer.empty())
    out += fmt::format("; hollow: N = {}{}, else {}", *fewer.begin(),
                       fewer.size() > 1 ? fmt::format(" to {}", *fewer.rbegin()) : "", scene.most);
  return out;
}

/// Where the names stand, one per named curve: near its end, none upon another.
std::vector<double> name_heights(const Scene& scene) {
  std::vector<double> wanted;
  for (const auto& s : scene.series)
    if (!s.label.empty()) wanted.push_back(scene.y.place(s.points.back().second));
  return spread(wanted, std::min(0.056, 1 / std::max(1.0, static_cast<double>(wanted.size()) - 1)));
}

std::string levels(const Plot& plot) {
  std::string out;
  for (const auto& [y, text] : plot.levels)
    out += fmt::format(
        "set arrow from graph 0, first {0:.8g} to graph 1, first {0:.8g} nohead linecolor rgb "
        "'#888888' linewidth 1 dashtype 3 back\n"
        "set label {1} at graph 0.01, first {0:.8g} left offset 0,0.5 noenhanced font ',13' "
        "textcolor rgb '#666666'\n",
        y, gnuplot_quoted(text));
  return out;
}

/// The curves in pixels with the words beside their points; what several say of one place is said
/// once, by the first.
std::vector<NotedCurve> noted_curves(const Scene& scene) {
  std::vector<NotedCurve> out;
  std::set<std::tuple<double, double, std::string>> said;
  for (const Series& s : scene.series) {
    out.emplace_back();
    for (size_t k = 0; k < s.points.size(); ++k) {
      const auto [x, y] = s.points[k];
      std::string note = k < s.notes.size() ? s.notes[k] : "";
      if (scene.failed(s, k) && !s.label.empty()) note += "†";
      if (!said.insert({x, y, note}).second) note.clear();
      out.back().points.emplace_back(scene.x.place(x) * scene.plot_width(),
                                     scene.y.place(y) * scene.plot_height());
      out.back().notes.push_back(note);
    }
  }
  return out;
}

/// Whether another curve has a point at this one.
bool shared(const Scene& scene, size_t curve, const std::pair<double, double>& point) {
  for (size_t i = 0; i < scene.series.size(); ++i)
    for (const auto& other : scene.series[i].points)
      if (i != curve && other == point) return true;
  return false;
}

/// The words beside points, on white, off the lines and off one another, in the colour of the
/// curve, or in grey where several share the point; a thin line leads to one that stands far off.
std::string point_notes(const Scene& scene) {
  const double width = scene.plot_width(), height = scene.plot_height();
  constexpr double letter = 7;  // pixels of the font below, and twice that is its height
  constexpr double far = 10;
  const auto curves = noted_curves(scene);
  const auto places = note_places(curves, width, height, letter);
  std::string out;
  for (size_t i = 0; i < places.size(); ++i)
    for (size_t k = 0; k < places[i].size(); ++k) {
      if (curves[i].notes[k].empty()) continue;
      const Series& s = scene.series[i];
      const std::string rgb = shared(scene, i, s.points[k]) ? "#555555" : colour(s.colour);
      const auto& at = curves[i].points[k];
      const auto place = places[i][k];
      if (place.distance(at) > far)
        out += fmt::format(
            "set arrow from graph {:.4f}, graph {:.4f} to graph {:.4f}, graph {:.4f} nohead "
            "linecolor rgb '{}' linewidth 0.7 front\n",
            at.first / width, at.second / height, place.nearest(at).first / width,
            place.nearest(at).second / height, rgb);
      out += fmt::format(
          "set label {} at graph {:.4f}, graph {:.4f} center noenhanced boxed font ',12' textcolor "
          "rgb '{}' front\n",
          gnuplot_quoted(curves[i].notes[k]), place.centre.first / width,
          place.centre.second / height, rgb);
    }
  if (out.empty()) return "";
  return "set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.2\n" + out;
}

/// The names beside the plot, and in `below` and `curves` what is drawn within it.
std::string named_curves(const Scene& scene, std::vector<std::string>& below,
                         std::vector<std::string>& curves) {
  std::string out;
  const auto heights = name_heights(scene);
  size_t named = 0;
  for (size_t i = 0; i < scene.series.size(); ++i) {
    const Series& s = scene.series[i];
    if (s.label.empty()) {
      below.push_back(fmt::format("$c{} with lines linecolor rgb '#d0d4d8' linewidth 1", i));
      continue;
    }
    const double h = heights[named++];
    const std::string rgb = s.rgb.empty() ? colour(s.colour) : s.rgb;
    const std::string line = s.pale
                                 ? fmt::format("linecolor rgb '#90{}' linewidth 6", rgb.substr(1))
                                 : fmt::format("linecolor rgb '{}' linewidth 2 dashtype {}", rgb,
                                               kDashes[s.dash % std::size(kDashes)]);
    out += fmt::format(
        "set arrow from graph 1.02, graph {0:.4f} to graph 1.085, graph {0:.4f} "
        "nohead {1}\n",
        h, line);
    out += fmt::format(
        "set label {} at graph 1.1, graph {:.4f} left noenhanced font ',{}' textcolor rgb '{}'\n",
        gnuplot_quoted(s.label), h, fitting(14, scene.longest, kMostOfName), rgb);
    if (s.pale) {
      below.push_back(fmt::format("$c{} with lines {}", i, line));
      continue;
    }
    if (!s.rgb.empty()) {
      curves.push_back(fmt::format("$c{} using 1:2 with lines {}", i, line));
      continue;
    }
    const std::string point = fmt::format("pt {} ps 0.8 lc rgb '{}'", style_marker(s.colour), rgb);
    out += fmt::format("set label '' at graph 1.0525, graph {:.4f} point {}\n", h, point);
    if (!s.spread.empty())
      curves.push_back(
          fmt::format("$c{} using 1:2:3:4 with yerrorbars linecolor rgb '{}' pointtype 0", i, rgb));
    curves.push_back(fmt::format("$c{} using 1:2 with linespoints {} pointtype {} pointsize 0.8", i,
                                 line, style_marker(s.colour)));
  }
  return out;
}

}  // namespace

std::string plot_script(const Plot& plot, const std::string& name) {
  const Scene scene(plot);
  std::vector<std::string> below, curves;
  const std::string names = named_curves(scene, below, curves),
                    marks = special_markers(scene, curves);
  below.insert(below.end(), curves.begin(), curves.end());
  if (below.empty()) below.emplace_back("NaN");
  return script_head(plot.title, scene.subtitle, scene.height, plot.subject) + data_blocks(scene) +
         marks + axes(scene) + levels(plot) + names + point_notes(scene) +
         script_tail(fmt::format("plot {}\n", fmt::join(below, ", \\\n     ")), name, kWidth,
                     scene.height);
}

std::string picture_script(const std::string& title, const std::vector<PictureRow>& rows,
                           const std::string& name, const std::string& subject) {
  constexpr int gap = 10, words = 24, side = 14, least = 440;
  const int head = subject.empty() ? 48 : 70;
  int widest = least - 2 * side, total = head;
  for (const auto& r : rows) {
    if (r.png.empty() || r.png[0] == '<' || r.png[0] == '|')
      throw std::invalid_argument(
          fmt::format("picture_script: '{}' is no file's name to gnuplot", r.png));
    widest = std::max({widest, r.width, 10 * static_cast<int>(r.words.size())});
    total += words + r.height + gap;
  }
  const int width = widest + 2 * side;
  std::string out = fmt::format(
      "# Made by odelia; run gnuplot on this file to draw it again.\nset encoding utf8\n"
      "set terminal pngcairo noenhanced size {0},{1} font 'sans,12' background '#ffffff'\n"
      "set output {2}\nunset border\nunset tics\nunset key\nset lmargin at screen 0\n"
      "set rmargin at screen 1\nset tmargin at screen 1\nset bmargin at screen 0\n"
      "set xrange [0:{0}]\nset yrange [0:{1}]\n",
      width, total, gnuplot_quoted(name + ".png"));
  const auto line = [&](const std::string& text, int from_top, int size, const char* rgb) {
    out += fmt::format("set label {} at {},{} left noenhanced font ',{}' textcolor rgb '{}'\n",
                       gnuplot_quoted(text), side, total - from_top, size, rgb);
  };
  const int size = fitting(15, title.size(), static_cast<size_t>(width / 12));
  line(title, 24, size, "#222222");
  if (!subject.empty())
    line(subject, 48,
         std::min(size - 1, fitting(13, subject.size(), static_cast<size_t>(width / 10))),
         "#444444");
  std::vector<std::string> parts;
  int top = total - head;
  for (const auto& r : rows) {
    out += fmt::format("set label {} at {},{} left noenhanced textcolor rgb '#444444'\n",
                       gnuplot_quoted(r.words), side, top - words / 2);
    top -= words + r.height;
    parts.push_back(fmt::format("{} binary filetype=png origin=({},{}) with rgbimage",
                                gnuplot_quoted(r.png), side + 0.5, top + 0.5));
    // White pictures have no edge of their own.
    out += fmt::format(
        "set object rectangle from {},{} to {},{} front fillstyle empty border linecolor rgb "
        "'#b0b0b0' linewidth 1\n",
        side - 0.5, top - 0.5, side + r.width + 0.5, top + r.height + 0.5);
    top -= gap;
  }
  return out + fmt::format("plot {}\nunset output\n", fmt::join(parts, ", \\\n     "));
}

}  // namespace odelia
