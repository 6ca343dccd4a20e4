#include "experiments/report/page.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/report/best_grid.h"
#include "experiments/report/field.h"
#include "experiments/report/page_style.h"
#include "experiments/report/run_tables.h"
#include "models/data/files.h"
#include "models/data/png.h"

namespace odelia {
namespace {

/// An SVG file's element alone, its size left to the page.
std::string inline_svg(const std::string& path) {
  std::string text = read_text(path);
  text.erase(0, std::min(text.find("<svg"), text.size()));
  // gnuplot numbers its markers the same in every file; on one page they need names of their own.
  const std::string prefix = std::filesystem::path(path).stem().string() + "-";
  for (const char* use : {"id=\"", "id='", "href=\"#", "href='#", "url(#"}) {
    const std::string mark = use;
    for (size_t at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + mark.size() + prefix.size()))
      text.insert(at + mark.size(), prefix);
  }
  return text;
}

std::string image_html(const std::string& words, const std::string& file) {
  return fmt::format("<img alt=\"{}\" src=\"data:image/png;base64,{}\">", escape_html(words),
                     base64(read_text(file)));
}

std::string figure_html(const RunData& run, const Figure& f) {
  const std::string file = run.folder + "/" + f.path;
  std::string body;
  for (const auto& [row, words] : f.rows)
    body += fmt::format("<div class=\"note\">{}</div>{}\n", escape_html(words),
                        image_html(words, run.folder + "/" + row));
  if (f.rows.empty())
    body = f.plot ? fmt::format("<div role=\"img\" aria-label=\"{}\">{}</div>",
                                escape_html(f.heading), inline_svg(file + ".svg"))
                  : image_html(f.heading, file + ".png");
  return fmt::format(
      "<figure>\n<div class=\"scroll\">{}</div>\n<figcaption>{}</figcaption>\n</figure>\n", body,
      text_html(f.caption));
}

/// The same table for people: rounded numbers, and no column in which nothing stands.
Table readable(const Table& t) {
  Table out;
  out.text_columns = t.text_columns;
  out.rows.resize(t.rows.size());
  for (size_t j = 0; j < t.header.size(); ++j) {
    const auto filled = [&](const auto& row) { return !row[j].empty(); };
    if (std::none_of(t.rows.begin(), t.rows.end(), filled)) continue;
    out.header.push_back(t.header[j]);
    for (size_t i = 0; i < t.rows.size(); ++i) {
      std::string cell = t.rows[i][j];
      char* end = nullptr;
      const double value = std::strtod(cell.c_str(), &end);
      const bool numeric = end == cell.c_str() + cell.size();  // and no remark
      if (j >= t.text_columns && numeric && cell.find_first_of(".e") != std::string::npos)
        cell = value == std::floor(value) && std::abs(value) < 1e6 ? fmt::format("{:.0f}", value)
                                                                   : short_number(value);
      out.rows[i].push_back(std::move(cell));
    }
  }
  return out;
}

std::string budget_html(Table t) {
  const std::string title = std::exchange(t.title, "");
  return fmt::format("<p><strong>{}</strong></p>\n<div class=\"scroll\">{}</div>\n",
                     escape_html(title), to_html(t));
}

std::string lead(const RunData& run) {
  int64_t failures = 0;
  for (const auto& r : run.records) failures += lost(r, "");
  const auto processes = run.processes();
  const size_t count = run.solvers().size();
  const std::string guidance = text_at(run.manifest, "/guidance"),
                    methods =
                        processes == std::vector<std::string>{""}
                            ? fmt::format("{} network{} of one pass", count, count == 1 ? "" : "s")
                            : fmt::format("{} solvers on {}", count, fmt::join(processes, ", "));
  return fmt::format(
      "{}, {} measurements{}.{}", methods, run.records.size(),
      failures ? fmt::format("; failed samples: {}, counted and not averaged (†)", failures) : "",
      guidance.empty() ? "" : fmt::format(" Conditions: {}.", guidance));
}

/// The same, safe within a page.
std::string html_at(const Json& json, const char* pointer) {
  return escape_html(text_at(json, pointer));
}

/// What real images score by this metric, by N: the best that samples can hope for.
std::string held_out(const Json& manifest, const MetricEntry& metric, bool alone) {
  const auto at = Json::json_pointer("/reference/held_out/" + metric.name);
  if (!manifest.contains(at) || !manifest[at].is_object()) return "";
  std::vector<std::string> parts;
  for (const auto& [n, value] : manifest[at].items())
    if (value.is_number())
      parts.push_back(
          fmt::format("{} (N = {})", short_number(value.get<double>()), escape_html(n)));
  if (parts.empty()) return "";
  return fmt::format(" Real images of the {} split are at {} from it{}.",
                     html_at(manifest, "/reference/held_out/split"), fmt::join(parts, ", "),
                     alone ? "" : " by " + metric.label);
}

/// Which reference the cells of each process and guidance were measured against, where the records
/// say so.
std::string references(const RunData& run) {
  std::map<std::string, std::string> used;
  for (const auto& r : run.records)
    if (const auto text = text_at(r, "/trajectory_reference"); !text.empty())
      used[text_at(r, "/process") + (run.guided() ? ", " + text_at(r, "/guidance") : "")] = text;
  std::vector<std::string> parts;
  for (const auto& [process, text] : used)
    parts.push_back(escape_html(process) + ": " + escape_html(text));
  return parts.empty()
             ? ""
             : fmt::format(" All cells of a process{} are measured against the same one ({}).",
                           run.guided() ? " and guidance" : "", fmt::join(parts, "; "));
}

/// What networks computed trajectories in, where that was not what the other samples had.
std::string trajectory_precision(const RunData& run) {
  for (const auto& r : run.records) {
    const auto own = text_at(r, "/trajectory_network_precision"),
               others = text_at(r, "/network_precision");
    if (!own.empty() && own != others)
      return fmt::format(" Networks compute in {} for it, and in {} for the samples above.",
                         escape_html(own), escape_html(others));
  }
  return "";
}

std::string limits(const RunData& run) {
  std::string out = "<ul>\n";
  const auto item = [&](const std::string& html) { out += "<li>" + html + "</li>\n"; };
  const auto& m = run.manifest;
  if (const auto metrics = run.metrics(); !metrics.empty()) {
    std::string real_images;
    for (const auto& field : metrics) {
      const MetricEntry& metric = *metric_of(field);
      item(fmt::format("<code>{}</code> {}", escape_html(field), text_html(metric.reading)));
      real_images += held_out(m, metric, metrics.size() == 1);
    }
    if (const auto set = text_at(m, "/reference/dataset"); !set.empty())
      item(fmt::format("Reference: {} {} images of {}; extractor <code>{}</code>.{}",
                       html_at(m, "/reference/n"), html_at(m, "/reference/split"), escape_html(set),
                       html_at(m, "/reference/extractor_hash"), real_images));
    item(fmt::format(
        "Samples are rounded to bytes by the rule <code>{}</code> before anything is measured.",
        escape_html(run.records.front().value("rounding", std::string()))));
  }
  item(
      "NFE is the mean number of network evaluations per sample as counted while sampling, not a "
      "formula. A budget buys the most steps "
      "that stay within it.");
  const bool trajectories = std::any_of(run.records.begin(), run.records.end(),
                                        [](const Json& r) { return r.contains("trajectory_rms"); });
  if (trajectories)
    item(
        "The trajectory error is the RMS distance of final states from a converged solution of the "
        "same equation from the same starting "
        "noise. The reference's own uncertainty is its distance from a solution with half the "
        "steps; where that limits a cell, the reference is computed again with twice the steps, "
        "and "
        "with its state in float64 where rounding is the floor." +
        references(run) + trajectory_precision(run) +
        " A small trajectory error does not imply a good picture, nor the other way round.");
  const std::string threads = html_at(m, "/threads");
  item(fmt::format(
      "Wall seconds are those of the solves, on {} with {} thread{}; machines that were busy "
      "otherwise take longer.",
      html_at(m, "/cpu"), threads, threads == "1" ? "" : "s"));
  item(
      "Sample i depends on its seed and its cell of the grid alone: any batch size, number of "
      "processes or restart gives the same bits.");
  return out + "</ul>\n";
}
}  // namespace

std::string html_page(const RunData& run, const std::vector<Figure>& figures,
                      const std::string& problem) {
  const std::string title = escape_html(run.title());
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "name=\"viewport\" "
      "content=\"width=device-width, "
      "initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
      title, page_style);
  out += fmt::format("<h1>{}</h1>\n<p class=\"lead\">{}</p>\n", title, escape_html(lead(run)));
  if (!problem.empty())
    out +=
        fmt::format("<p class=\"note\">Some figures are missing: {}.</p>\n", escape_html(problem));
  const auto section = [&](const std::string& heading) {
    out += fmt::format("<h2>{}</h2>\n", escape_html(heading));
  };

  for (const auto& f : figures)
    if (f.plot) out += figure_html(run, f);  // its heading is in the picture

  section("At each budget");
  out +=
      "<p class=\"note\">Rows can be sorted by a click on a heading. In brackets: the counted mean "
      "of runs under error control.</p>\n";
  for (const auto& process : run.processes())
    for (const auto& t : budget_tables(run, process)) out += budget_html(t);

  const auto grids =
      std::count_if(figures.begin(), figures.end(), [](const Figure& f) { return !f.plot; });
  if (grids > 0) {
    section("Samples");
    const auto budget_grids = std::count_if(figures.begin(), figures.end(), [](const Figure& f) {
      return f.path.starts_with("grids/nfe");
    });
    int64_t k = 0;
    for (const auto& f : figures) {
      if (f.plot) continue;
      const bool open = k++ == budget_grids / 2;  // one to look at, the others a click away
      out += fmt::format("<details{}><summary>{}</summary>\n{}</details>\n", open ? " open" : "",
                         escape_html(f.heading), figure_html(run, f));
    }
  }

  section("All records");
  out += "<div class=\"scroll\">" + to_html(readable(record_table(run))) + "</div>\n";
  if (!run.skipped.empty()) {
    section("Left out");
    out += "<ul>\n";
    std::set<std::string> seen;
    for (const auto& s : run.skipped) {
      const char* asked = run.adaptive(s) ? "rtol" : "nfe_budget";
      const auto line =
          fmt::format("<li><code>{}</code> on {}, {}, {} {}: {}</li>\n", escape_html(run.row(s)),
                      escape_html(s.value("process", "")), escape_html(s.value("grid", "")),
                      run.adaptive(s) ? "rtol" : "NFE", escape_html(s.value(asked, Json()).dump()),
                      escape_html(s.value("skipped", "")));
      if (seen.insert(line).second) out += line;
    }
    out += "</ul>\n";
  }
  section("How to read this");
  out += limits(run);
  section("Provenance");
  out +=
      "<p>Beside this page: <a href=\"config.toml\">config.toml</a> (everything, defaults filled "
      "in; <code>odelia compare config.toml</code> "
      "repeats the run), <a href=\"records.jsonl\">records.jsonl</a>, <a "
      "href=\"table.csv\">table.csv</a>, "
      "<a href=\"table.md\">table.md</a>, <a href=\"manifest.json\">manifest.json</a>, "
      "<code>plots/</code>, <code>grids/</code>.</p>\n";
  out +=
      fmt::format("<details><summary>Configuration</summary><pre><code>{}</code></pre></details>\n",
                  escape_html(run.config));
  out += fmt::format("<details><summary>Manifest</summary><pre><code>{}</code></pre></details>\n",
                     escape_html(run.manifest.dump(2)));
  return out + fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script);
}

}  // namespace odelia
