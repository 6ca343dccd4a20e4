#include "experiments/report/table.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace odelia {
namespace {

/// Columns a terminal shows: the code points of UTF-8 text.
size_t width(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

std::vector<size_t> widths(const Table& t) {
  std::vector<size_t> out;
  for (size_t j = 0; j < t.header.size(); ++j) {
    out.push_back(width(t.header[j]));
    for (const auto& row : t.rows) out[j] = std::max(out[j], width(row[j]));
  }
  return out;
}

std::string padded(const std::string& text, size_t to, bool left) {
  const std::string space(to - std::min(to, width(text)), ' ');
  return left ? text + space : space + text;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string text_or_empty(const Json& record, const char* key) {
  return record.value(key, std::string());
}

/// Every digit for machines; what is missing stays empty.
std::string exact(const Json& record, const std::string& key) {
  const auto at = record.find(key);
  return at == record.end() || at->is_null() ? "" : at->dump();
}
}  // namespace

std::string escape_html(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string to_text(const Table& t) {
  const auto w = widths(t);
  std::string out = t.title.empty() ? "" : t.title + "\n";
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (size_t j = 0; j < cells.size(); ++j)
      text += (j ? "  " : "") + padded(cells[j], w[j], j < t.text_columns);
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  };
  line(t.header);
  size_t total = w.empty() ? 0 : 2 * (w.size() - 1);
  for (size_t x : w) total += x;
  out += std::string(total, '-') + "\n";
  for (const auto& row : t.rows) line(row);
  return out;
}

std::string to_markdown(const Table& t) {
  const auto w = widths(t);
  std::string out = t.title.empty() ? "" : "**" + t.title + "**\n\n";
  const auto line = [&](const std::vector<std::string>& cells) {
    out += "|";
    for (size_t j = 0; j < cells.size(); ++j)
      out += " " + padded(cells[j], w[j], j < t.text_columns) + " |";
    out += "\n";
  };
  line(t.header);
  out += "|";
  for (size_t j = 0; j < w.size(); ++j)
    out += std::string(w[j] + 1, '-') + (j < t.text_columns ? "-|" : ":|");
  out += "\n";
  for (const auto& row : t.rows) line(row);
  return out;
}

std::string to_csv(const Table& t) {
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (size_t j = 0; j < cells.size(); ++j) out += (j ? "," : "") + csv_cell(cells[j]);
    out += "\n";
  };
  line(t.header);
  for (const auto& row : t.rows) line(row);
  return out;
}

std::string to_html(const Table& t) {
  std::string out = "<table class=\"sortable\">\n<thead><tr>";
  for (size_t j = 0; j < t.header.size(); ++j)
    out += fmt::format("<th{}>{}</th>", j < t.text_columns ? "" : " class=\"n\"",
                       escape_html(t.header[j]));
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : t.rows) {
    out += "<tr>";
    for (size_t j = 0; j < row.size(); ++j)
      out += fmt::format("<td{}>{}</td>", j < t.text_columns ? "" : " class=\"n\"",
                         escape_html(row[j]));
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string field_title(const RunData& run, const std::string& field) {
  if (field == "trajectory_rms") return "trajectory RMS error";
  return field == run.metric() ? "Fréchet distance " + field : field;
}

Table record_table(const RunData& run) {
  const std::string metric = run.metric();
  Table t;
  t.text_columns = 3;
  t.header = {"solver", "process", "grid", "NFE", "budget", "rtol", "steps", "N"};
  std::vector<std::string> keys = {"nfe", "nfe_budget", "rtol", "steps", "n"};
  if (!metric.empty())
    for (const std::string& key : {metric, metric + "_se"})
      t.header.push_back(key), keys.push_back(key);
  for (const char* key :
       {"trajectory_rms", "trajectory_rms_se", "trajectory_n", "failures", "wall_seconds"})
    t.header.push_back(key), keys.push_back(key);
  for (const auto& r : run.records) {
    t.rows.push_back(
        {text_or_empty(r, "solver"), text_or_empty(r, "process"), text_or_empty(r, "grid")});
    for (const auto& key : keys) t.rows.back().push_back(exact(r, key));
  }
  return t;
}

namespace {

Table by_budget(const RunData& run, const std::string& process, const std::string& field,
                bool fixed_too) {
  const auto budgets = run.budgets(field);
  Table t;
  t.title = field_title(run, field) + (run.processes().size() > 1 ? ", " + process : "");
  t.header = {"NFE at most"};
  for (int64_t b : budgets) t.header.push_back(std::to_string(b));
  // Adaptive runs that need more than every budget get a column of their own.
  t.header.push_back("more");
  std::vector<std::string> labels;
  bool beyond = false;
  for (const auto& r : run.records) {
    const double value = number(r, field);
    if (text_or_empty(r, "process") != process || std::isnan(value)) continue;
    if (!fixed_too && !run.adaptive(r)) continue;
    const std::string label = run.label(r);
    auto at = std::find(labels.begin(), labels.end(), label);
    if (at == labels.end()) {
      labels.push_back(label), t.rows.emplace_back(t.header.size());
      t.rows.back()[0] = label;
      at = labels.end() - 1;
    }
    const double nfe = number(r, "nfe"), budget = number(r, "nfe_budget");
    const auto column =
        std::lower_bound(budgets.begin(), budgets.end(), std::isnan(budget) ? nfe : budget) -
        budgets.begin();
    beyond = beyond || column == static_cast<int64_t>(budgets.size());
    const std::string mark = number(r, "failures") > 0 ? "†" : "";
    std::string& cell = t.rows[at - labels.begin()][column + 1];
    if (!cell.empty()) cell += "; ";
    cell += short_number(value) + mark + (run.adaptive(r) ? fmt::format(" ({:.0f})", nfe) : "");
  }
  if (!beyond) {
    t.header.pop_back();
    for (auto& row : t.rows) row.pop_back();
  }
  return t;
}

}  // namespace

Table budget_table(const RunData& run, const std::string& process, const std::string& field) {
  return by_budget(run, process, field, true);
}

Table adaptive_table(const RunData& run, const std::string& process, const std::string& field) {
  return by_budget(run, process, field, false);
}

}  // namespace odelia
