#include "experiments/order/report.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/table.h"
#include "experiments/plots/write_plot.h"
#include "models/data/files.h"
#include "models/data/json.h"

namespace odelia {
namespace {

constexpr size_t kMostOfName = 28;  // characters beside the plot at full size

std::string number(double value) {
  return std::isnan(value) ? "-" : std::isinf(value) ? "exact" : fmt::format("{:.2f}", value);
}

Table order_table(const std::vector<OrderSummary>& summaries) {
  Table table;
  table.header = {"solver", "family", "kind",    "start",    "lowest at", "claimed",
                  "lowest", "median", "highest", "settings", "holds"};
  table.text_columns = 5;
  for (const auto& s : summaries)
    table.rows.push_back({s.solver, s.family, s.kind, s.start, s.lowest_at,
                          fmt::format("{:g}", s.claimed), number(s.lowest), number(s.middle),
                          number(s.highest), fmt::format("{}", s.certificates),
                          s.hold ? "yes" : "FAIL"});
  return table;
}

/// One line a method: a tick where it claims to be, a bar over what was observed, a dot at the
/// median; red names do not hold.  Of many lines the axis stands above, too.
std::string order_script(const std::vector<OrderSummary>& rows, const std::string& title,
                         const std::string& name) {
  constexpr int kWidth = 640, kLine = 20, kFoot = 58, kTics = 26;
  constexpr size_t kMany = 30;
  const size_t n = rows.size();
  const bool legacy = std::any_of(rows.begin(), rows.end(), [](const OrderSummary& r) {
    return r.solver.ends_with("_legacy");
  });
  const std::string subject = legacy ? "claims of legacy methods are lower bounds" : "";
  const int head = head_height(subject), tics = n > kMany ? kTics : 0,
            height = head + tics + 8 + kFoot + kLine * static_cast<int>(n + 1);
  std::string data, names;
  double right = 1;
  size_t longest = 0;
  for (const auto& r : rows) {
    for (double v : {r.claimed, r.middle, r.highest})
      if (std::isfinite(v)) right = std::max(right, v);
    longest = std::max(longest, r.solver.size());
  }
  right += 0.4;
  for (size_t i = 0; i < n; ++i) {
    const auto& r = rows[i];
    const size_t y = n - 1 - i;
    const auto within = [&](double v) { return std::isfinite(v) ? v : right; };
    names += fmt::format(
        "set label {} at graph -0.02, first {} right noenhanced font ',{}' textcolor rgb '{}'\n",
        gnuplot_quoted(r.solver), y, longest > kMostOfName ? 13 * kMostOfName / longest : 13,
        r.hold ? "#333333" : "#C00000");
    if (!std::isfinite(r.lowest))  // no slope at all: nothing is left to fall
      names += fmt::format(
          "set label 'exact' at first {:.4f}, first {} offset 1,0 left font ',12' textcolor rgb "
          "'#666666'\n",
          r.claimed, y);
    data += fmt::format("{} {:.4f} {:.4f} {} {:.4f}\n", y, r.claimed,
                        std::isfinite(r.lowest) ? r.lowest : r.claimed,
                        std::isfinite(r.middle) ? fmt::format("{:.4f}", r.middle) : "NaN",
                        std::isfinite(r.lowest) ? within(r.highest) : r.claimed);
  }
  const double left = 0.03 + 0.016 * static_cast<double>(std::min(longest, kMostOfName) + 1);
  return script_head(title,
                     "orange: claimed; blue: observed, the bar over all settings, the dot their "
                     "median",
                     height, subject) +
         "$d << EOD\n" + data + "EOD\n" + names +
         fmt::format(
             "set lmargin at screen {:.3f}\nset rmargin at screen 0.97\nset bmargin at screen "
             "{:.4f}\nset xrange [0:{:.2f}]\nset yrange [-1:{}]\nset border {}\nset format x "
             "'%g'\nset xtics 1\nunset ytics\nset xlabel 'order' font ',14' textcolor rgb "
             "'#5b636d'\nset bars 0\n",
             left, static_cast<double>(kFoot) / height, right, n, tics ? 5 : 1) +
         (tics ? fmt::format("set tmargin at screen {:.4f}\nset x2range [0:{:.2f}]\nset format x2 "
                             "'%g'\nset x2tics 1\n",
                             1 - static_cast<double>(head + tics) / height, right)
               : "") +
         script_tail(
             "plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \\\n"
             "     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \\\n"
             "     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \\\n"
             "     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'\n",
             name, kWidth, height);
}

/// Error against steps, with the slope that each method claims as a broad pale line; of many
/// certificates, those that do not hold.
std::string convergence_script(const std::vector<const Certificate*>& certificates,
                               const std::string& title, const std::string& name) {
  Plot plot;
  plot.title = title;
  plot.x_label = "steps";
  plot.y_label = "RMS error at the end; pale: the claimed order";
  for (const Certificate* c : certificates) {
    const int style = solver_style(c->solver);
    Series claim, curve{c->solver, style, 0, {}};
    claim.label = fmt::format("order {:g}", c->claimed), claim.colour = style, claim.pale = true;
    claim.of = curve.of = c->solver;
    for (size_t i = 0; i < c->steps.size() && i < c->errors.size(); ++i) {
      const auto n = static_cast<double>(c->steps[i]);
      curve.points.emplace_back(n, c->errors[i]);
      if (std::isfinite(c->observed) && c->errors[0] > 0)
        claim.points.emplace_back(
            n, c->errors[0] * std::pow(n / static_cast<double>(c->steps[0]), -c->claimed));
    }
    plot.series.push_back(claim), plot.series.push_back(curve);
  }
  return plot_script(plot, name);
}

/// The certificates of one kind and start to be shown: those that do not hold, one a solver, or all
/// solvers where they are few, each in its worst setting.
std::vector<const Certificate*> to_show(const std::vector<Certificate>& all,
                                        const std::string& kind, const std::string& start) {
  constexpr size_t kMost = 6;
  std::map<std::string, const Certificate*> worst, failed;
  for (const auto& c : all) {
    if (c.kind != kind || c.start != start) continue;
    const auto at = worst.emplace(c.solver, &c).first;
    if (!(c.observed >= at->second->observed)) at->second = &c;
    if (!holds(c)) failed.emplace(c.solver, &c);
  }
  std::vector<const Certificate*> out;
  for (const auto& [solver, c] : worst.size() <= kMost ? worst : failed)
    if (out.size() < kMost) out.push_back(c);
  return out;
}

}  // namespace

std::string shortfall(const Certificate& c) {
  std::string out;
  if (std::isnan(c.observed))
    out = fmt::format("errors that are not finite, claimed order {:g}", c.claimed);
  else if (c.observed < c.claimed - allowance(c))
    out = fmt::format("order {:.2f}, claimed {:g}", c.observed, c.claimed);
  if (!c.counts_hold)
    out += fmt::format("{}{} evaluations counted, {} claimed", out.empty() ? "" : "; ", c.counted,
                       c.claimed_count);
  return out;
}

nlohmann::json to_json(const Certificate& c) {
  // Infinite, exact to rounding, has no number in JSON; nor have errors that are not finite.
  nlohmann::json observed = c.observed;
  if (std::isinf(c.observed)) observed = nullptr;
  if (std::isnan(c.observed)) observed = "none";
  nlohmann::json out = {{"solver", c.solver},   {"process", c.process},
                        {"grid", c.grid},       {"start", c.start},
                        {"kind", c.kind},       {"claimed", c.claimed},
                        {"observed", observed}, {"steps", c.steps},
                        {"errors", c.errors},   {"counts_hold", c.counts_hold}};
  if (!c.counts_hold) out["counted"] = c.counted, out["claimed_count"] = c.claimed_count;
  return out;
}

/// A number as it was written: null is not finite in a list of errors, "none" an order that there
/// is not.
double error_from(const nlohmann::json& j) { return j.is_null() ? NAN : j.get<double>(); }
double observed_from(const nlohmann::json& j) {
  return j.is_null() ? HUGE_VAL : j == "none" ? NAN : j.get<double>();
}

Certificate certificate_from(const nlohmann::json& j) {
  std::vector<double> errors;
  for (const auto& e : j.at("errors")) errors.push_back(error_from(e));
  Certificate c{j.at("solver"),
                j.at("process"),
                j.at("grid"),
                j.at("start"),
                j.at("kind"),
                j.at("claimed"),
                observed_from(j.at("observed")),
                j.at("steps"),
                errors,
                j.at("counts_hold"),
                j.value("counted", int64_t{0}),
                j.value("claimed_count", int64_t{0})};
  if (c.steps.empty() || c.steps.size() != c.errors.size())
    throw std::runtime_error("it needs as many errors as numbers of steps, one at least");
  return c;
}

std::vector<Certificate> read_order_report(const std::string& folder) {
  const std::string file = folder + "/orders.jsonl";
  std::vector<Certificate> out;
  for (const auto& line : appended_lines(file)) try {
      out.push_back(certificate_from(parse_json(line, "JSON")));
    } catch (const std::exception& e) {
      throw std::invalid_argument(fmt::format("{}: line {} is no certificate ({}); delete it", file,
                                              out.size() + 1, printable(e.what())));
    }
  return out;
}

std::vector<OrderSummary> summarise(const std::vector<Certificate>& certificates) {
  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  std::map<Key, std::vector<const Certificate*>> groups;
  for (const auto& c : certificates) {
    const auto method = registry().find(c.solver);
    const std::string family = method == registry().end() ? "" : method->second.traits.family;
    groups[{family, c.solver, c.kind, c.start}].push_back(&c);
  }
  std::vector<OrderSummary> out;
  for (auto& [key, group] : groups) {
    const auto low = [](const Certificate* c) {
      return std::isnan(c->observed) ? -1 : c->observed;
    };
    std::sort(group.begin(), group.end(), [&](auto* a, auto* b) { return low(a) < low(b); });
    OrderSummary s;
    std::tie(s.family, s.solver, s.kind, s.start) = key;
    s.claimed = group[0]->claimed;
    s.lowest = group.front()->observed;
    s.lowest_at = group.front()->process + ", " + group.front()->grid;
    s.middle = group[group.size() / 2]->observed;
    s.highest = group.back()->observed;
    s.certificates = group.size();
    for (auto* c : group) s.hold = s.hold && holds(*c);
    out.push_back(s);
  }
  return out;
}

std::string write_order_report(const std::vector<Certificate>& certificates,
                               const std::string& folder) {
  make_folder("order", folder);
  std::string lines;
  for (const auto& c : certificates) lines += to_json(c).dump() + "\n";
  write_text(folder + "/orders.jsonl", lines);
  const auto summaries = summarise(certificates);
  write_text(folder + "/table.md", to_markdown(order_table(summaries)));
  struct Part {
    std::string kind, start, name, title;
  };
  std::string trouble;
  for (const auto& part :
       {Part{"ode", "exact", "ode", "Order on the probability flow, exact start"},
        Part{"ode", "warmup", "ode-warmup", "Order on the probability flow, own start"},
        Part{"strong", "warmup", "strong", "Strong order on the reverse SDE, one Brownian path"},
        Part{"weak", "warmup", "weak", "Weak order on the reverse SDE, exact moments"}}) {
    std::vector<OrderSummary> rows;
    for (const auto& s : summaries)
      if (s.kind == part.kind && s.start == part.start) rows.push_back(s);
    if (rows.empty()) continue;
    if (const auto wrong = write_plot(folder, part.name, order_script(rows, part.title, part.name));
        !wrong.empty())
      trouble = wrong;
    const auto shown = to_show(certificates, part.kind, part.start);
    const std::string name = "convergence-" + part.name;
    if (shown.empty()) continue;
    if (const auto wrong = write_plot(folder, name, convergence_script(shown, part.title, name));
        !wrong.empty())
      trouble = wrong;
  }
  return trouble;
}

}  // namespace odelia
