#include <algorithm>
#include <cmath>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/write_plot.h"
#include "models/data/files.h"
#include "models/data/json_text.h"
#include "models/processes/processes.h"
#include "solvers/time_grid.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

struct Request {
  std::vector<std::string> processes = {"vp_linear"}, grids = {"log_snr", "uniform", "karras"};
  int64_t steps = 10;
  std::string out;
  bool json = false;
};

/// A process at one time.  beta = -2 f: how fast the data fade; g^2 is the same for VP processes.
struct Level {
  double t, alpha, sigma, lambda, beta, g2;
};

Level level_at(const Process& p, double t) {
  return {t, p.alpha(t), p.sigma(t), p.lambda(t), -2 * p.f(t) + 0.0, p.g2(t)};
}

struct Schedule {
  std::string name;
  std::shared_ptr<const Process> process;
  std::vector<Level> levels;  ///< from t_min to T
};

/// Where one time grid puts its points on one process.
struct Points {
  std::string grid;
  size_t schedule;
  TimeGrid times;
};

struct Picture {
  std::vector<Schedule> schedules;
  std::vector<Points> points;
  /// Where processes end at other times than one another, their time is shown as a share of T.
  bool share() const {
    return std::any_of(schedules.begin(), schedules.end(), [&](const Schedule& s) {
      return std::abs(s.process->t_max() / schedules[0].process->t_max() - 1) > 0.05;
    });
  }
  double place(const Process& p, double t) const { return share() ? t / p.t_max() : t; }
  const char* axis() const { return share() ? "t / T" : "t"; }
  /// Between the numbers on that axis.
  double tic() const { return share() ? 0.25 : schedules[0].process->t_max() / 4; }
};

/// Evenly in t, and in log t where much happens near 0.
std::vector<double> shown_times(const Process& p) {
  constexpr int even = 100, logarithmic = 100;
  const double a = p.t_min(), b = p.t_max();
  std::vector<double> out;
  for (int k = 0; k <= even; ++k) out.push_back(a + (b - a) * k / even);
  for (int k = 1; a > 0 && k < logarithmic; ++k)
    out.push_back(a * std::pow(b / a, static_cast<double>(k) / logarithmic));
  out.back() = std::min(out.back(), b);
  std::sort(out.begin(), out.end());
  return out;
}

void check(const Request& r) {
  constexpr size_t most_processes = 12, most_rows = 48;
  if (r.processes.size() > most_processes || r.processes.size() * r.grids.size() > most_rows)
    throw Misuse(fmt::format(
        "schedules: at most {} processes, and {} time grids on all of them together, can be told "
        "apart; got {} and {}",
        most_processes, most_rows, r.processes.size(), r.processes.size() * r.grids.size()));
}

Picture picture_of(const Request& r) {
  Picture out;
  for (const std::string& name : r.processes) {
    Schedule s{name, make_process(name), {}};
    for (const double t : shown_times(*s.process)) s.levels.push_back(level_at(*s.process, t));
    for (const std::string& grid : r.grids)
      out.points.push_back({grid, out.schedules.size(), make_time_grid(grid, *s.process, r.steps)});
    out.schedules.push_back(std::move(s));
  }
  return out;
}

json to_json(const Level& l) {
  return {{"t", l.t},           {"alpha", l.alpha}, {"sigma", l.sigma},
          {"lambda", l.lambda}, {"beta", l.beta},   {"g2", l.g2}};
}

json to_json(const Picture& picture) {
  json out = {{"processes", json::array()}, {"grids", json::array()}};
  for (const Schedule& s : picture.schedules) {
    json levels = json::array();
    for (const Level& l : s.levels) levels.push_back(to_json(l));
    out["processes"].push_back({{"process", s.name},
                                {"t_min", s.process->t_min()},
                                {"t_max", s.process->t_max()},
                                {"levels", levels}});
  }
  for (const Points& p : picture.points) {
    const Schedule& s = picture.schedules[p.schedule];
    json points = json::array();
    for (const double t : p.times) points.push_back(to_json(level_at(*s.process, t)));
    out["grids"].push_back(
        {{"process", s.name}, {"grid", p.grid}, {"steps", p.times.size() - 1}, {"points", points}});
  }
  return out;
}

void print_tables(const Picture& picture) {
  for (const Schedule& s : picture.schedules) {
    fmt::print("{}\n  {:>10} {:>10} {:>10} {:>10} {:>10} {:>10}\n", s.name, "t", "alpha", "sigma",
               "lambda", "beta", "g^2");
    const double a = s.process->t_min(), b = s.process->t_max();
    for (const double share : {0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0}) {
      const Level l = level_at(*s.process, share == 1 ? b : a + share * (b - a));
      fmt::print("  {:>10.4g} {:>10.4g} {:>10.4g} {:>10.4g} {:>10.4g} {:>10.4g}\n", l.t, l.alpha,
                 l.sigma, l.lambda, l.beta, l.g2);
    }
  }
  for (const Points& p : picture.points) {
    const Schedule& s = picture.schedules[p.schedule];
    fmt::print("\n{} on {}, {} steps\n  {:>10} {:>12} {:>10}\n", p.grid, s.name, p.times.size() - 1,
               "t", "sigma/alpha", "lambda");
    for (const double t : p.times) {
      const Level l = level_at(*s.process, t);
      fmt::print("  {:>10.4g} {:>12.4g} {:>10.4g}\n", t, l.sigma / l.alpha, l.lambda);
    }
  }
}

/// One of the four panels of the schedules.
struct Panel {
  const char* title;
  double Level::*value;
  bool may_be_log;
};

constexpr int kWidth = 820;

/// Whether positive values span so much that a logarithmic axis shows them better.
bool wide(const Picture& picture, double Level::*value) {
  double low = INFINITY, high = 0;
  for (const Schedule& s : picture.schedules)
    for (const Level& l : s.levels)
      if (const double v = l.*value; std::isfinite(v) && v > 0)
        low = std::min(low, v), high = std::max(high, v);
  return high > 300 * low;
}

constexpr const char* kNoWords = "unset label\nunset arrow\n";

/// Begins a picture of several panels.  The words that belong to all are drawn with the first, and
/// set anew for every format that the picture is drawn in.
std::string begin_panels(const std::string& words) { return kNoWords + words + "set multiplot\n"; }

std::string schedules_script(const Picture& picture) {
  constexpr int height = 640;
  const Panel panels[] = {{"α", &Level::alpha, false},
                          {"σ", &Level::sigma, true},
                          {"λ = log(α/σ), half log-SNR", &Level::lambda, false},
                          {"g² (for VP processes: β)", &Level::g2, true}};
  const std::string head =
      script_head("Noise schedules", "x_t = α(t) x_0 + σ(t) ε,   dx = f(t) x dt + g(t) dw", height);
  std::string out = head, names;
  for (size_t k = 0; k < picture.schedules.size(); ++k) {
    const double y = 0.86 - 0.045 * static_cast<double>(k);
    names += fmt::format(
        "set label {} at screen 0.845, screen {:.3f} left noenhanced font ',{}' textcolor rgb "
        "'{}'\n"
        "set arrow from screen 0.805, screen {:.3f} to screen 0.835, screen {:.3f} nohead "
        "linecolor rgb '{}' linewidth 3\n",
        gnuplot_quoted(picture.schedules[k].name), y,
        picture.schedules[k].name.size() > 14 ? 9 : 13, colour(static_cast<int>(k)), y, y,
        colour(static_cast<int>(k)));
  }
  std::string plot = begin_panels(head + names);
  for (size_t i = 0; i < std::size(panels); ++i) {
    const Panel& panel = panels[i];
    const bool log = panel.may_be_log && wide(picture, panel.value), right = i % 2 == 1,
               low = i >= 2;
    const double left = right ? 0.475 : 0.085, top = low ? 0.435 : 0.855;
    plot += fmt::format(
        "set lmargin at screen {:.3f}\nset rmargin at screen {:.3f}\nset tmargin at screen {:.3f}\n"
        "set bmargin at screen {:.3f}\nset xlabel {} offset 0,0.6\nset xtics {:.3g}\n"
        "{} logscale y\nset yrange {}\nset format '%g'\nset title {} offset 0,-0.6 noenhanced\n",
        left, left + 0.305, top, top - 0.31, gnuplot_quoted(low ? picture.axis() : ""),
        picture.tic(), log ? "set" : "unset", i == 0 ? "[0:1.05]" : "[*:*]",
        gnuplot_quoted(panel.title));
    std::vector<std::string> curves;
    for (size_t k = 0; k < picture.schedules.size(); ++k) {
      const Schedule& s = picture.schedules[k];
      out += fmt::format("$p{}_{} << EOD\n", i, k);
      for (const Level& l : s.levels)
        if (const double v = l.*panel.value; std::isfinite(v) && (!log || v > 0))
          out += fmt::format("{:.8g} {:.8g}\n", picture.place(*s.process, l.t), v);
      out += "EOD\n";
      curves.push_back(fmt::format("$p{}_{} with lines linecolor rgb '{}' linewidth 2.5", i, k,
                                   colour(static_cast<int>(k))));
    }
    plot += fmt::format("plot {}\n", fmt::join(curves, ", "));
    if (i == 0) plot += kNoWords;
  }
  plot += "unset multiplot\n";
  return out + script_tail(plot, "schedules", kWidth, height);
}

std::string grids_script(const Picture& picture) {
  const auto rows = static_cast<int>(picture.points.size());
  const int height = 150 + 26 * rows;
  const bool beyond =
      std::any_of(picture.points.begin(), picture.points.end(), [&](const Points& p) {
        const Process& process = *picture.schedules[p.schedule].process;
        return !std::isfinite(process.lambda(p.times.front())) ||
               !std::isfinite(process.lambda(p.times.back()));
      });
  const auto from_bottom = [&](double pixels) { return pixels / height; };
  const std::string head =
      script_head("Where time grids put their points",
                  std::string("sampling goes from the noise at the right to the data at the left") +
                      (beyond ? "; where λ is infinite, no point can be drawn" : ""),
                  height);
  std::string out = head, names;
  names += fmt::format(
      "set tmargin at screen {:.4f}\nset bmargin at screen {:.4f}\nunset ytics\nset border 1\n"
      "set yrange [-0.6:{:.1f}]\nunset grid\n",
      1 - from_bottom(67), from_bottom(58), rows - 0.4);
  const auto row_of = [&](size_t i) { return rows - 1 - static_cast<int>(i); };
  std::vector<std::string> in_time, in_lambda;
  for (size_t i = 0; i < picture.points.size(); ++i) {
    const Points& p = picture.points[i];
    const Schedule& s = picture.schedules[p.schedule];
    const std::string rgb = colour(static_cast<int>(p.schedule)),
                      name = picture.schedules.size() > 1 ? p.grid + " on " + s.name : p.grid;
    out += fmt::format("$g{} << EOD\n", i);
    for (const double t : p.times) {
      const double lambda = s.process->lambda(t);
      out += fmt::format("{:.8g} {} {}\n", picture.place(*s.process, t),
                         std::isfinite(lambda) ? fmt::format("{:.8g}", lambda) : "NaN", row_of(i));
    }
    out += "EOD\n";
    names += fmt::format(
        "set label {} at screen 0.265, screen {:.4f} right noenhanced font ',{}' textcolor rgb "
        "'{}'\n",
        gnuplot_quoted(name), from_bottom(58 + (height - 125) * (row_of(i) + 0.6) / (rows + 0.2)),
        name.size() > 24 ? 9 : 12, rgb);
    for (auto* list : {&in_time, &in_lambda})
      list->push_back(fmt::format(
          "$g{0} using {1}:3 with linespoints linecolor rgb '{2}' linewidth 0.7 pointtype 7 "
          "pointsize 0.7",
          i, list == &in_time ? 1 : 2, rgb));
  }
  const auto half = [&](double left, const std::string& label, bool reverse,
                        const std::vector<std::string>& rows_of) {
    return fmt::format(
        "set lmargin at screen {:.3f}\nset rmargin at screen {:.3f}\nset xlabel {} noenhanced "
        "offset 0,0.4\nset format x '%g'\nset xrange [*:*] {}\nset xtics {}\nplot {}\n",
        left, left + 0.325, gnuplot_quoted(label), reverse ? "reverse" : "noreverse",
        reverse ? "autofreq" : fmt::format("{:.3g}", picture.tic()),
        fmt::join(rows_of, ", \\\n     "));
  };
  return out +
         script_tail(begin_panels(head + names) + half(0.285, picture.axis(), false, in_time) +
                         kNoWords + half(0.65, "λ = log(α/σ), half log-SNR", true, in_lambda) +
                         "unset multiplot\n",
                     "grids", kWidth, height);
}

void draw(const Picture& picture, const std::string& folder) {
  for (const auto& [name, script] :
       {std::pair{"schedules", schedules_script(picture)}, {"grids", grids_script(picture)}})
    if (const auto problem = write_plot(folder, name, script); !problem.empty())
      return fmt::print(stderr, "odelia: no plots: {}\n", problem);
}

void run(const Request& r) {
  check(r);
  const Picture picture = picture_of(r);
  if (!r.out.empty()) {
    make_folder("schedules", r.out);
    write_text((std::filesystem::path(r.out) / "schedules.json").string(),
               json_text(to_json(picture), 2) + "\n");
    draw(picture, r.out);
  }
  if (r.json) return fmt::print("{}\n", json_text(to_json(picture), 2));
  print_tables(picture);
  if (!r.out.empty()) fmt::print("\n{}: schedules.json, and plots of both\n", r.out);
}

const RegisterVerb verb{
    {"schedules", "alpha, sigma, lambda and beta over time, and where time grids put their points",
     [](CommandLine& app) {
       app.example("Look around",
                   "odelia schedules --process vp_linear --process edm --out schedules");
       auto r = std::make_shared<Request>();
       app.option("--process", r->processes, "forward process; may be given several times")
           .repeatable()
           .show_default();
       app.option("--grid", r->grids, "time grid; may be given several times")
           .repeatable()
           .show_default();
       app.option("--steps", r->steps, "steps of the time grids").show_default();
       app.option("--out", r->out, "folder for schedules.json and the plots");
       app.flag("--json", r->json, "an object with processes and grids, instead of tables");
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
