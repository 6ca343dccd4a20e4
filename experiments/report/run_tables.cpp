#include "experiments/report/run_tables.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/report/field.h"
#include "experiments/report/leaders.h"

namespace odelia {
namespace {

/// The heading over what costs more than every budget.
constexpr const char* kMore = "more";

std::string text_or_empty(const Json& record, const char* key) {
  return record.value(key, std::string());
}

/// Every digit for machines; what is missing stays empty.
std::string exact(const Json& record, const std::string& key) {
  const auto at = record.find(key);
  return at == record.end() || at->is_null() ? "" : at->dump();
}

}  // namespace

std::string field_title(const std::string& field) {
  if (field == "trajectory_rms") return "trajectory RMS error";
  const auto* metric = metric_of(field);
  return metric && metric->title != metric->name ? metric->title + " " + field : field;
}

Table record_table(const RunData& run) {
  Table t;
  t.text_columns = 3;
  t.header = {"solver", "process", "grid", "NFE", "budget", "rtol", "steps", "N"};
  std::vector<std::string> keys = {"nfe", "nfe_budget", "rtol", "steps", "n"};
  for (const auto& metric : run.metrics())
    for (const std::string& key : {metric, metric + "_se"})
      t.header.push_back(key), keys.push_back(key);
  for (const char* key :
       {"trajectory_rms", "trajectory_rms_se", "trajectory_n", "failures", "wall_seconds"})
    t.header.push_back(key), keys.push_back(key);
  if (run.guided()) t.header.insert(t.header.begin() + 3, "guidance"), t.text_columns = 4;
  const auto any = [&](const char* key) {
    return std::any_of(run.records.begin(), run.records.end(),
                       [&](const Json& r) { return r.contains(key); });
  };
  if (any("trajectory_nfe")) t.header.push_back("trajectory_nfe"), keys.push_back("trajectory_nfe");
  std::vector<std::string> texts;
  for (const char* key : kRemarks)
    if (any(key)) t.header.push_back(key), texts.push_back(key);
  for (const auto& r : run.records) {
    t.rows.push_back(
        {text_or_empty(r, "solver"), text_or_empty(r, "process"), text_or_empty(r, "grid")});
    if (run.guided()) t.rows.back().push_back(text_or_empty(r, "guidance"));
    for (const auto& key : keys) t.rows.back().push_back(exact(r, key));
    for (const auto& key : texts) t.rows.back().push_back(text_or_empty(r, key.c_str()));
  }
  return t;
}

namespace {

/// "33.0", "~0.0012" where it is not resolved, "100† (510 of 512)" where samples failed, "† 0 of
/// 512" where none was left.
std::string entry_text(const BudgetEntry& entry, const std::string& field) {
  const double value = number(*entry.record, field);
  const int64_t failed = lost(*entry.record, field), n = averaged(*entry.record, field);
  std::string out = std::isfinite(value) ? short_number(value) : "–";
  if (std::isfinite(value) && unresolved(*entry.record, field)) out = "~" + out;
  if (failed > 0)
    out +=
        n < 0 ? fmt::format("† ({} failed)", failed) : fmt::format("† ({} of {})", n, n + failed);
  return out + entry.tail;
}

void add_sentence(std::string& note, const std::string& sentence) {
  if (note.find(sentence) == std::string::npos) note += (note.empty() ? "" : " ") + sentence;
}

/// The best of a cell's runs, among those that lost no sample if there are such.
const Json* best_run(const std::vector<BudgetEntry>& cell, const std::string& field) {
  const Json* best = nullptr;
  for (const auto& [record, tail] : cell) {
    const double value = number(*record, field);
    const bool whole = std::isfinite(value) && lost(*record, field) == 0;
    const bool known = best && std::isfinite(number(*best, field)),
               best_whole = known && lost(*best, field) == 0;
    if (!best || whole > best_whole ||
        (whole == best_whole && (!known || better(field, value, number(*best, field)))))
      best = record;
  }
  return best;
}

/// The numbers of samples that the runs of a column were asked for, as far as they are known.
std::set<int64_t> column_samples(const std::vector<BudgetRow>& rows, size_t column,
                                 const std::string& field) {
  std::set<int64_t> out;
  for (const auto& row : rows)
    if (const auto cell = row.cells.find(column); cell != row.cells.end())
      for (const BudgetEntry& e : cell->second)
        if (const int64_t n = asked(*e.record, field); n >= 0) out.insert(n);
  return out;
}

/// Whether a column has a best: its cells share a cost that none exceeds, and the number of samples
/// where the metric is biased by that.
bool column_comparable(const Table& t, const std::vector<BudgetRow>& rows, size_t column,
                       const std::string& field) {
  const auto* metric = metric_of(field);
  const bool biased = metric && !metric->any_n;
  return t.header[column] != kMore && (!biased || column_samples(rows, column, field).size() <= 1);
}

/// Marks a column's best and unresolved cells; a cell of several runs by the best of them.
void mark_column(Table& t, const std::vector<BudgetRow>& rows, size_t column,
                 const std::string& field) {
  std::vector<const Json*> records;
  std::vector<size_t> at;
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto cell = rows[i].cells.find(column);
    if (cell == rows[i].cells.end()) continue;
    records.push_back(best_run(cell->second, field)), at.push_back(i);
  }
  const auto best = leaders(records, field);
  const bool comparable = column_comparable(t, rows, column, field);
  for (size_t k = 0; k < at.size(); ++k) {
    if (comparable && best[k]) t.marks[{at[k], column}] = Mark::best;
    if (std::isfinite(number(*records[k], field)) && unresolved(*records[k], field))
      t.marks[{at[k], column}] = Mark::grey;
  }
}

/// "N = 2000; at 100, 1000: N = 1000.": the samples asked for, those of the most columns first (of as
/// many, the greatest), then where others are; "" where none are known.
std::string column_samples_note(const Table& t, const std::vector<BudgetRow>& rows,
                                const std::string& field) {
  std::map<std::set<int64_t>, std::vector<size_t>, std::greater<>> columns;
  for (size_t j = 1; j < t.header.size(); ++j)
    if (const auto n = column_samples(rows, j, field); !n.empty()) columns[n].push_back(j);
  const auto usual = std::max_element(
      columns.begin(), columns.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (usual == columns.end()) return "";
  const auto words = [&](const std::set<int64_t>& n, size_t column) {
    const bool marked =
        n.size() == 1 || t.header[column] == kMore || column_comparable(t, rows, column, field);
    return fmt::format("N = {}{}", fmt::join(n, " and "), marked ? "" : ", no best");
  };
  std::string out = words(usual->first, usual->second.front());
  for (const auto& [n, at] : columns) {
    if (n == usual->first) continue;
    std::vector<std::string> headings;
    for (const size_t j : at) headings.push_back(t.header[j]);
    out += fmt::format("; at {}: {}", fmt::join(headings, ", "), words(n, at.front()));
  }
  return out + ".";
}

/// What the signs in a table say, of those that are there.
void explain_marks(Table& t, const std::vector<BudgetRow>& rows, const std::string& field) {
  bool best = false, grey = false, more = false, unknown = false, failed = false, few = false;
  std::vector<std::pair<std::string, const Json*>> named;
  std::set<std::string> stopped;  // what keeps the references of unresolved cells from more
  for (const auto& [at, mark] : t.marks) (mark == Mark::best ? best : grey) = true;
  for (const auto& row : rows)
    for (const auto& [column, entries] : row.cells)
      for (const BudgetEntry& e : entries) {
        named.emplace_back(row.label, e.record);
        more = more || t.header[column] == kMore;
        if (std::isfinite(number(*e.record, field)) && unresolved(*e.record, field))
          stopped.insert(text_or_empty(*e.record, "reference_stopped"));
        unknown = unknown || (column_comparable(t, rows, column, field) &&
                              !std::isfinite(number(*e.record, field + "_se")));
        failed = failed || lost(*e.record, field) > 0;
        few = few || (!std::isfinite(number(*e.record, field)) && averaged(*e.record, field) > 0);
      }
  if (const auto samples = column_samples_note(t, rows, field); !samples.empty())
    add_sentence(t.note, samples);
  if (more) add_sentence(t.note, fmt::format("{}: no cost in common, no best.", kMore));
  if (unknown && !best)
    add_sentence(t.note, "No best is marked: these records hold no standard errors.");
  if (grey)
    add_sentence(t.note,
                 stopped == std::set<std::string>{"rounding"}
                     ? "~: within three times the reference's own uncertainty, where "
                       "rounding is its floor: not resolved."
                 : stopped == std::set<std::string>{"steps"}
                     ? "~: within three times the reference's own uncertainty, not resolved "
                       "with as many steps as it was allowed."
                     : "~: within three times the reference's own uncertainty, not "
                       "resolved.");
  if (failed)
    add_sentence(t.note,
                 "†: samples failed; n of N are averaged, and it is no candidate for the "
                 "best.");
  if (few) add_sentence(t.note, "–: too few samples for this measure.");
  if (const auto says = remarks(named); !says.empty()) add_sentence(t.note, says);
}

}  // namespace

Table marked_table(const std::string& title, const std::vector<std::string>& header,
                   const std::vector<BudgetRow>& rows, const std::string& field) {
  Table t;
  t.title = title, t.header = header;
  for (const auto& row : rows) {
    t.rows.emplace_back(header.size());
    t.rows.back()[0] = row.label;
    for (const auto& [column, entries] : row.cells)
      for (const BudgetEntry& e : entries) {
        std::string& cell = t.rows.back()[column];
        cell += (cell.empty() ? "" : "; ") + entry_text(e, field);
      }
  }
  for (size_t j = 1; j < header.size(); ++j) mark_column(t, rows, j, field);
  explain_marks(t, rows, field);
  if (rows.empty()) t.note = "Nothing was measured here; skipped.jsonl says what was left out.";
  return t;
}

namespace {

size_t budget_column(const std::vector<int64_t>& budgets, const Json& record,
                     const std::string& field) {
  const double nfe = nfe_of(record, field), budget = number(record, "nfe_budget");
  return static_cast<size_t>(
             std::lower_bound(budgets.begin(), budgets.end(), std::isnan(budget) ? nfe : budget) -
             budgets.begin()) +
         1;
}

}  // namespace

std::vector<BudgetRow> budget_rows(const RunData& run, const std::string& process,
                                   const std::string& field, bool fixed_too) {
  const auto budgets = run.budgets(field);
  std::vector<BudgetRow> rows;
  for (const auto& r : run.records) {
    if (!belongs(r, process) || !measured(r, field)) continue;
    const bool adaptive = run.adaptive(r);
    if (!fixed_too && !adaptive) continue;
    const std::string label = run.label(r);
    auto row = std::find_if(rows.begin(), rows.end(),
                            [&](const BudgetRow& known) { return known.label == label; });
    if (row == rows.end()) row = rows.insert(rows.end(), {label, {}});
    row->cells[budget_column(budgets, r, field)].push_back(
        {&r, adaptive ? fmt::format(" ({:.0f})", nfe_of(r, field)) : ""});
  }
  return rows;
}

std::vector<std::string> budget_header(const RunData& run, const std::string& process,
                                       const std::string& field) {
  const auto budgets = run.budgets(field);
  std::vector<std::string> out = {"NFE at most"};
  for (int64_t b : budgets) out.push_back(std::to_string(b));
  // Adaptive runs that need more than every budget get a column of their own.
  for (const auto& row : budget_rows(run, process, field, true))
    if (row.cells.count(budgets.size() + 1) && out.size() == budgets.size() + 1)
      out.emplace_back(kMore);
  return out;
}

Table budget_table(const RunData& run, const std::string& process, const std::string& field) {
  return marked_table(field_title(field) + run.where(process), budget_header(run, process, field),
                      budget_rows(run, process, field, true), field);
}

}  // namespace odelia
