#include "experiments/order_report.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <tuple>

#include <nlohmann/json.hpp>

#include "experiments/report/gnuplot.h"
#include "experiments/report/table.h"
#include "models/data/files.h"
#include "models/data/json.h"

namespace odelia {
namespace {

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{:.2f}", value) : "exact";
}

Table order_table(const std::vector<OrderSummary>& summaries) {
  Table table;
  table.header = {"solver",  "family", "kind",   "start",   "lowest at",
                  "claimed", "lowest", "median", "highest", "settings"};
  table.text_columns = 5;
  for (const auto& s : summaries)
    table.rows.push_back({s.solver, s.family, s.kind, s.start, s.lowest_at,
                          fmt::format("{:g}", s.claimed), number(s.lowest), number(s.middle),
                          number(s.highest), fmt::format("{}", s.certificates)});
  return table;
}

/// One line a method: a tick where it claims to be, a bar over what was observed, a dot at the
/// median.
std::string order_script(const std::vector<OrderSummary>& rows, const std::string& title,
                         const std::string& name) {
  const size_t n = rows.size();
  std::string data = "$d << EOD\n";
  double right = 1;
  for (size_t i = 0; i < n; ++i) {
    const auto& r = rows[i];
    const auto clip = [](double v) { return std::isfinite(v) ? v : 0; };
    data += fmt::format("{} {:.4f} {:.4f} {:.4f} {:.4f} {}\n", n - 1 - i, r.claimed, clip(r.lowest),
                        clip(r.middle), clip(r.highest), r.solver);
    right = std::max({right, r.claimed, clip(r.highest)});
  }
  const int height = 110 + 16 * static_cast<int>(n);
  std::string common = fmt::format(
      "set title \"{}\" noenhanced font ',13' offset 0,-0.3\nset xrange [0:{:.1f}]\n"
      "set yrange [-1:{}]\nset border 1 lc rgb '#888888'\nset xtics 1 nomirror\nset mxtics 2\n"
      "set ytics nomirror scale 0 font ',9'\nset grid xtics lc rgb '#dddddd' lw 1\n"
      "set xlabel 'order'\nset key off\nset rmargin 3\n",
      title, right + 0.4, n);
  const std::string plot =
      "plot $d using 3:1:3:5:ytic(6) with xerrorbars pt 0 lw 5 lc rgb '#9ecae1', \\\n"
      "     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \\\n"
      "     $d using 2:1 with points pt '|' lc rgb '#D55E00' font ',11'\n";
  return "# Made by odelia order; run gnuplot on this file to draw it again.\n" + data + "EOD\n" +
         common + "set bars 0\n" +
         fmt::format("set terminal pngcairo noenhanced size 900,{} font 'DejaVu Sans,10'\n",
                     height) +
         fmt::format("set output '{}.png'\n", name) + plot +
         fmt::format("set terminal svg noenhanced size 900,{} font 'DejaVu Sans,10'\n", height) +
         fmt::format("set output '{}.svg'\n", name) + plot;
}

}  // namespace

nlohmann::json to_json(const Certificate& c) {
  nlohmann::json observed = c.observed;  // infinite (exact to rounding) has no JSON number
  if (!std::isfinite(c.observed)) observed = nullptr;
  return {{"solver", c.solver},   {"process", c.process},
          {"grid", c.grid},       {"start", c.start},
          {"kind", c.kind},       {"claimed", c.claimed},
          {"observed", observed}, {"steps", c.steps},
          {"errors", c.errors},   {"counts_hold", c.counts_hold}};
}

Certificate certificate_from(const nlohmann::json& j) {
  Certificate c{j.at("solver"),
                j.at("process"),
                j.at("grid"),
                j.at("start"),
                j.at("kind"),
                j.at("claimed"),
                j.at("observed").is_null() ? HUGE_VAL : j.at("observed").get<double>(),
                j.at("steps"),
                j.at("errors"),
                j.at("counts_hold")};
  if (c.steps.empty() || c.steps.size() != c.errors.size())
    throw std::runtime_error("it needs as many errors as numbers of steps, one at least");
  return c;
}

std::vector<Certificate> read_order_report(const std::string& folder) {
  const std::string file = folder + "/orders.jsonl";
  std::vector<Certificate> out;
  if (!std::filesystem::exists(file)) return out;
  std::istringstream lines(read_text(file, uint64_t{1} << 30));
  for (std::string line; std::getline(lines, line);) try {
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
    std::sort(group.begin(), group.end(),
              [](auto* a, auto* b) { return a->observed < b->observed; });
    OrderSummary s;
    std::tie(s.family, s.solver, s.kind, s.start) = key;
    s.claimed = group[0]->claimed;
    s.lowest = group.front()->observed;
    s.lowest_at = group.front()->process + ", " + group.front()->grid;
    s.middle = group[group.size() / 2]->observed;
    s.highest = group.back()->observed;
    s.certificates = group.size();
    for (auto* c : group) s.counts_hold = s.counts_hold && c->counts_hold;
    out.push_back(s);
  }
  return out;
}

std::string write_order_report(const std::vector<Certificate>& certificates,
                               const std::string& folder) {
  std::filesystem::create_directories(folder);
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
       {Part{"ode", "exact", "ode", "Order on the probability flow, exact starting values"},
        Part{"ode", "warmup", "ode-warmup", "Order on the probability flow, own start"},
        Part{"strong", "warmup", "strong", "Strong order on the reverse SDE, one Brownian path"},
        Part{"weak", "warmup", "weak", "Weak order on the reverse SDE, exact moments"}}) {
    std::vector<OrderSummary> rows;
    for (const auto& s : summaries)
      if (s.kind == part.kind && s.start == part.start) rows.push_back(s);
    if (rows.empty()) continue;
    write_text(folder + "/" + part.name + ".gp",
               order_script(rows, part.title + "\\n( | claimed, bar: observed over settings )",
                            part.name));
    if (const auto wrong = run_gnuplot(folder, part.name); !wrong.empty()) trouble = wrong;
  }
  return trouble;
}

}  // namespace odelia
