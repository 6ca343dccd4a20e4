#include "experiments/report/gnuplot.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace odelia {
namespace {

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
  // Values that differ in their last digits alone count as one: no tics fit between them.
  const double size = std::max(std::abs(low), std::abs(high));
  const double room =
      high - low > 1e-9 * size ? (high - low) * std::max(margin, 0.06) : 1e-3 * size + 1e-12;
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

/// Numbers m * 10^e within the axis, for each leading m.
std::vector<double> decimal_tics(const Axis& a, const std::vector<double>& leading, int every) {
  std::vector<double> out;
  for (int e = static_cast<int>(std::floor(std::log10(a.low))); e <= std::ceil(std::log10(a.high));
       ++e)
    for (double m : leading) {
      const double v = m * std::pow(10.0, e);
      if (e % every == 0 && v >= a.low && v <= a.high) out.push_back(v);
    }
  return out;
}

/// Round numbers at one distance, four to nine of them.
std::vector<double> linear_tics(const Axis& a) {
  const double rough = (a.high - a.low) / 4, unit = std::pow(10, std::floor(std::log10(rough)));
  const double step = unit * (rough < 2 * unit ? 1 : rough < 5 * unit ? 2 : 5);
  std::vector<double> tics;
  for (double k = std::ceil(a.low / step); k * step <= a.high; ++k)
    tics.push_back(k * step + 0.0);  // no -0
  return tics;
}

/// Four round numbers or more within the axis, the sparsest there are.
std::vector<double> log_tics(const Axis& a) {
  const int every = 1 + static_cast<int>(std::log10(a.high / a.low) / 9);
  for (const std::vector<double>& leading : std::initializer_list<std::vector<double>>{
           {1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 5, 7}, {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8}}) {
    auto tics = decimal_tics(a, leading, every);
    if (tics.size() >= 4) return tics;
  }
  return linear_tics(a);
}

/// All of one axis in the same notation.
std::string tic_list(const std::vector<double>& tics) {
  const bool plain =
      std::all_of(tics.begin(), tics.end(), [](double v) { return v > 0.9e-3 && v < 0.99e5; });
  std::vector<std::string> out;
  for (double v : tics) {
    const double e = std::floor(std::log10(v) + 1e-9);
    out.push_back(plain ? fmt::format("'{:.6g}' {:.17g}", v, v)
                        : fmt::format("'{:.4g}e{:.0f}' {:.17g}", v / std::pow(10, e), e, v));
  }
  return fmt::format("({})", fmt::join(out, ", "));
}

/// The tics of a linear axis, all with the decimals that tell one from the next; `width` becomes
/// the characters of the longest.
std::string linear_tic_list(const Axis& a, size_t& width) {
  const auto tics = linear_tics(a);
  const double step = tics.size() > 1 ? tics[1] - tics[0] : 1;
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
  std::vector<std::string> out;
  for (double v : tics) {
    const std::string text = fmt::format("{:.{}f}", v, decimals);
    width = std::max(width, text.size());
    out.push_back(fmt::format("'{}' {:.17g}", text, v));
  }
  return fmt::format("({})", fmt::join(out, ", "));
}

/// A font size at which `length` characters take no more room than `most` of the wanted size.
int fitting(int size, size_t length, size_t most) {
  return std::max(9, length <= most ? size : static_cast<int>(size * most / length));
}

/// The points of a series that its axes can show.
Series drawable(Series s, const Plot& plot) {
  Series out = s;
  out.points.clear(), out.spread.clear(), out.notes.clear();
  for (size_t i = 0; i < s.points.size(); ++i) {
    const auto [x, y] = s.points[i];
    if (!std::isfinite(x) || !std::isfinite(y) || (plot.log_x && x <= 0) || (plot.log_y && y <= 0))
      continue;
    out.points.push_back(s.points[i]);
    if (i < s.notes.size()) out.notes.push_back(s.notes[i]);
    if (i < s.spread.size()) out.spread.push_back(std::isfinite(s.spread[i]) ? s.spread[i] : 0);
  }
  return out;
}

constexpr int kWidth = 640, kHeight = 480;
constexpr int kMarkers[] = {7, 5, 9, 11, 13, 15};  // circle, square, triangles, diamond, pentagon
constexpr const char* kDashes[] = {"1", "(5,3)", "(1.5,2.5)", "(6,2,1.5,2)", "(10,3)"};
constexpr int kColours = 12;

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
  return static_cast<int>(hash % (kColours * std::size(kMarkers)));
}

int style_marker(int style) { return kMarkers[(style + style / kColours) % std::size(kMarkers)]; }

std::string axis_script(const std::string& axis, const std::vector<double>& values, bool log) {
  const Axis a = axis_for(values, log, 0.04);
  size_t width = 0;
  return fmt::format("{3}set {0}tics {4}\nset {0}range [{1:.8g}:{2:.8g}]\n", axis, a.low, a.high,
                     log ? fmt::format("set logscale {}\n", axis) : "",
                     log ? tic_list(log_tics(a)) : linear_tic_list(a, width));
}

std::string script_head(const std::string& title, const std::string& below, int height) {
  const auto words = [&](const std::string& text, int size, int from_top, const char* rgb) {
    return fmt::format(
        "set label {} at screen 0.02, screen {:.4f} left noenhanced font ',{}' textcolor rgb "
        "'{}'\n",
        gnuplot_quoted(text), 1 - static_cast<double>(from_top) / height, size, rgb);
  };
  return "# Made by odelia; run gnuplot on this file to draw it again.\nset encoding utf8\n" +
         words(title, fitting(18, title.size(), 56), 23, "#222222") +
         words(below, fitting(14, below.size(), 72), 48, "#5b636d") +
         fmt::format("set tmargin at screen {:.4f}\n", 1 - 67.0 / height) +
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

/// What of a plot can be drawn, and the axes that it takes.
struct Scene {
  explicit Scene(const Plot& plot);
  const Plot& plot;
  std::vector<Series> series;
  Axis x, y;
  size_t longest = 0;  ///< of the names
};

Scene::Scene(const Plot& p) : plot(p) {
  for (const Series& s : plot.series)
    if (Series shown = drawable(s, plot); !shown.points.empty()) series.push_back(std::move(shown));
  std::vector<double> xs, ys;
  bool background = false;
  for (const auto& s : series) {
    background = background || s.label.empty();
    longest = std::max(longest, s.label.size());
    if (s.label.empty()) continue;  // the background may leave the picture
    for (const auto& [at, value] : s.points) xs.push_back(at), ys.push_back(value);
    for (size_t k = 0; k < s.spread.size() && !plot.log_y; ++k)
      for (const double sign : {-1, 1}) ys.push_back(s.points[k].second + sign * s.spread[k]);
  }
  for (const auto& [value, text] : plot.levels) ys.push_back(value);
  if (xs.empty()) xs = {1, 10};
  if (ys.empty()) ys = {1, 10};
  x = axis_for(xs, plot.log_x, 0.04), y = axis_for(ys, plot.log_y, background ? 0.2 : 0.06);
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
      // Where a bar reaches below 0, a logarithmic axis shows it down to its end.
      const double low = scene.plot.log_y && y - half <= 0 ? scene.y.low : y - half;
      out += fmt::format("{:.8g} {:.8g} {:.8g} {:.8g}\n", x, y, low, y + half);
    }
    out += "EOD\n";
  }
  return out;
}

std::string axes(const Scene& scene) {
  const Plot& plot = scene.plot;
  // The names and two letters, for some are wide; a tenth of the plot for the lines before them.
  const auto letters = static_cast<double>(std::min(scene.longest, kMostOfName));
  const double right = (1 - 0.0148 * (letters + 2)) / 1.1;
  size_t width = 0, below = 0;  // of the longest number beside the axis, and below
  const std::string y_tics = plot.log_y ? "" : linear_tic_list(scene.y, width);
  std::string out = fmt::format(
      "set lmargin at screen {:.3f}\nset rmargin at screen {:.3f}\nset bmargin at screen 0.155\n"
      "set xlabel {} noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'\n",
      std::max(0.1, 0.025 + 0.017 * static_cast<double>(width)), right,
      gnuplot_quoted(plot.x_label));
  out += plot.log_y ? fmt::format("set logscale y\nset ytics {}\n", tic_list(log_tics(scene.y)))
                    : fmt::format("set ytics {}\n", y_tics);
  out += plot.log_x ? fmt::format("set logscale x\nset xtics {}\n", tic_list(log_tics(scene.x)))
                    : fmt::format("set xtics {}\n", linear_tic_list(scene.x, below));
  return out + fmt::format("set xrange [{:.8g}:{:.8g}]\nset yrange [{:.8g}:{:.8g}]\n", scene.x.low,
                           scene.x.high, scene.y.low, scene.y.high);
}

/// Where the names stand, one per named curve: near its end, none upon another.
std::vector<double> name_heights(const Scene& scene) {
  std::vector<double> wanted;
  for (const auto& s : scene.series)
    if (!s.label.empty()) wanted.push_back(scene.y.place(s.points.back().second));
  auto heights = spread(wanted, 0.056);
  if (heights.empty()) return heights;
  const auto [low, high] = std::minmax_element(heights.begin(), heights.end());
  // All within the axis, as far as they fit.
  const double shift = *low < 0 ? -*low : *high > 1 ? std::max(1 - *high, -*low) : 0;
  for (double& h : heights) h += shift;
  return heights;
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
    for (size_t k = 0; k < s.notes.size(); ++k)
      out += fmt::format(
          "set label {} at {:.8g},{:.8g} left offset 0.7,0.5 noenhanced font ',12' textcolor rgb "
          "'{}' front\n",
          gnuplot_quoted(s.notes[k]), s.points[k].first, s.points[k].second, rgb);
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
  const std::string names = named_curves(scene, below, curves);
  below.insert(below.end(), curves.begin(), curves.end());
  if (below.empty()) below.emplace_back("NaN");
  return script_head(plot.title, plot.y_label, kHeight) + data_blocks(scene) + axes(scene) +
         levels(plot) + names +
         script_tail(fmt::format("plot {}\n", fmt::join(below, ", \\\n     ")), name, kWidth,
                     kHeight);
}

std::string picture_script(const std::string& title, const std::vector<PictureRow>& rows,
                           const std::string& name) {
  constexpr int gap = 10, head = 48, words = 24, side = 14, least = 440;
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
      "set xrange [0:{0}]\nset yrange [0:{1}]\n"
      "set label {3} at {4},{5} left noenhanced font ',{6}' textcolor rgb '#222222'\n",
      width, total, gnuplot_quoted(name + ".png"), gnuplot_quoted(title), side, total - 24,
      fitting(15, title.size(), static_cast<size_t>(width / 12)));
  std::vector<std::string> parts;
  int top = total - head;
  for (const auto& r : rows) {
    out += fmt::format("set label {} at {},{} left noenhanced textcolor rgb '#444444'\n",
                       gnuplot_quoted(r.words), side, top - words / 2);
    top -= words + r.height;
    parts.push_back(fmt::format("{} binary filetype=png origin=({},{}) with rgbimage",
                                gnuplot_quoted(r.png), side + 0.5, top + 0.5));
    top -= gap;
  }
  return out + fmt::format("plot {}\nunset output\n", fmt::join(parts, ", \\\n     "));
}

std::string run_gnuplot(const std::string& folder, const std::string& name) {
  // -d: no settings of the user's or of the system's.  Nothing of the environment but what finds
  // the program, its libraries and its fonts: GNUTERM and its kin change what a script draws.
  std::string program = "gnuplot", no_defaults = "-d", script = name + ".gp";
  char* argv[] = {program.data(), no_defaults.data(), script.data(), nullptr};
  std::vector<std::string> kept = {"LC_ALL=C.UTF-8"};
  for (const char* key : {"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME",
                          "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH"})
    if (const char* value = std::getenv(key)) kept.push_back(fmt::format("{}={}", key, value));
  std::vector<char*> clean;
  for (auto& entry : kept) clean.push_back(entry.data());
  clean.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  ::posix_spawn_file_actions_addopen(&actions, 2, (name + ".log").c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0666);
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, "gnuplot", &actions, nullptr, argv, clean.data());
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
