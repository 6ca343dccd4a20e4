#include "experiments/report/run_data.h"

#include <algorithm>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/metrics/metric.h"
#include "models/data/files.h"
#include "models/data/json.h"

namespace odelia {
namespace {
/// Whole numbers up to this are doubles too, so that none is rounded.
constexpr int64_t kMostCount = int64_t{1} << 53;

/// A JSON object, or an error that says where.
Json parse_object(const std::string& text, const std::string& where, const std::string& remedy) {
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument(fmt::format("report: {}{}", why, remedy));
  };
  Json out;
  try {
    out = parse_json<Json>(text, where);
  } catch (const std::invalid_argument& e) {
    refuse(e.what());
  }
  if (!out.is_object()) refuse(where + " is no JSON object");
  return out;
}

[[noreturn]] void refuse(const std::string& where, const std::string& key, const Json& value,
                         const char* expected) {
  throw std::invalid_argument(fmt::format("report: {}: '{}' is {}, expected {}", where,
                                          printable(key), printable(value.dump()), expected));
}

void check_text(const std::string& where, const std::string& key, const Json& value) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (!value.is_string()) refuse(where, key, value, "a text");
  const auto& text = value.get_ref<const std::string&>();
  if (std::any_of(text.begin(), text.end(), control))
    refuse(where, key, value, "a text without control characters");
}

/// The pictures of a run lie in its folder, wherever links may lead.
void check_picture(const std::string& where, const std::string& folder, const Json& value) {
  namespace fs = std::filesystem;
  const fs::path name(value.get<std::string>());
  const bool up = std::find(name.begin(), name.end(), fs::path("..")) != name.end();
  const auto inside = [&] {
    const auto root = fs::weakly_canonical(folder), file = fs::weakly_canonical(folder / name);
    return std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first == root.end();
  };
  if (name.is_absolute() || up || !inside())
    refuse(where, "pictures", value, "a file below the run's folder");
}

/// Everything that is read from a record later has its type here, and its place if it is wrong.
void check_record(const std::string& where, const std::string& folder, const Json& record) {
  static const std::set<std::string> texts = {"solver",
                                              "process",
                                              "grid",
                                              "seeds",
                                              "pictures",
                                              "trajectory_seeds",
                                              "rounding",
                                              "precision",
                                              "network_precision",
                                              "trajectory_network_precision",
                                              "config_hash",
                                              "classifier_hash",
                                              "reference_hash",
                                              "reference_features_hash",
                                              "generator_hash",
                                              "part",
                                              "skipped",
                                              "guidance",
                                              "guidance_variant",
                                              "trajectory_reference",
                                              "reference_stopped",
                                              "beside_its_steps",
                                              "statistics"};
  static const std::set<std::string> counts = {"n", "nfe_budget", "failures", "trajectory_n",
                                               "trajectory_failures"};
  for (const char* key : {"solver", "process", "grid"})
    if (!record.contains(key)) refuse(where, key, Json(), "a text");
  for (const auto& [key, value] : record.items()) {
    check_text(where, "a key", Json(key));
    if (texts.count(key)) {
      check_text(where, key, value);
      if (key == "pictures") check_picture(where, folder, value);
    } else if (key.ends_with("_jackknife")) {
      if (!value.is_array() ||
          !std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_number(); }))
        refuse(where, key, value, "an array of numbers");
    } else if (counts.count(key)) {
      if (!value.is_null() && !(value.is_number_integer() && value >= 0 && value <= kMostCount))
        refuse(where, key, value, "a whole number, 0 or more");
    } else if (key == "nfe" || key == "trajectory_nfe") {
      if (!value.is_null() &&
          !(value.is_number() && value >= 0 && value.get<double>() <= kMostCount))
        refuse(where, key, value, "a number, 0 or more");
    } else if (key != "failure_kinds" && !value.is_null() && !value.is_number() &&
               !value.is_boolean()) {
      refuse(where, key, value, "a number");
    }
  }
}

std::vector<Json> read_lines(const std::string& folder, const char* file) {
  const std::string path = (std::filesystem::path(folder) / file).string();
  std::vector<Json> out;
  std::istringstream lines(read_text(path));
  int64_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string where = fmt::format("{}: line {}", path, ++count);
    if (line.empty()) continue;
    out.push_back(
        parse_object(line, where, "; run the comparison again, it writes the records anew"));
    check_record(where, folder, out.back());
  }
  return out;
}

std::vector<std::string> distinct(const std::vector<Json>& records, const char* key) {
  std::vector<std::string> out;
  for (const auto& r : records) {
    const auto value = r.value(key, std::string());
    if (value.empty()) continue;  // made in one pass
    if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
  }
  return out;
}
}  // namespace

RunData read_run(const std::string& folder) {
  namespace fs = std::filesystem;
  const fs::path path(folder);
  for (const char* file : {"records.jsonl", "manifest.json", "config.toml"})
    if (!fs::exists(path / file))
      throw std::invalid_argument(fmt::format(
          "report: {} has no {}; it needs a run that `odelia compare` finished", folder, file));
  RunData run;
  run.folder = folder;
  run.config = read_text((path / "config.toml").string());
  run.manifest = parse_object(read_text((path / "manifest.json").string()),
                              (path / "manifest.json").string(), "");
  run.records = read_lines(folder, "records.jsonl");
  if (fs::exists(path / "skipped.jsonl")) run.skipped = read_lines(folder, "skipped.jsonl");
  return run;
}

std::string RunData::title() const {
  const std::string text = text_at(manifest, "/title");
  return text.empty() ? folder : text;
}

std::vector<std::string> RunData::metrics() const {
  std::vector<std::string> out;
  for (const auto& r : records)
    for (const auto& [key, value] : r.items())
      if (!metric_name(key).empty() && std::find(out.begin(), out.end(), key) == out.end())
        out.push_back(key);
  return out;
}

std::vector<std::string> RunData::processes() const {
  auto out = distinct(records, "process");
  if (out.empty() && !records.empty()) out.emplace_back();
  return out;
}

std::vector<std::string> RunData::solvers() const { return distinct(records, "solver"); }

std::vector<int64_t> RunData::budgets(const std::string& field) const {
  std::set<int64_t> out;
  for (const auto& r : records)
    if (!std::isnan(number(r, "nfe_budget")) && measured(r, field))
      out.insert(r["nfe_budget"].get<int64_t>());
  return {out.begin(), out.end()};
}

std::vector<std::string> RunData::grids() const {
  std::set<std::string> out;
  for (const auto& r : records)
    if (const auto grid = r.value("grid", std::string()); !adaptive(r) && !grid.empty())
      out.insert(grid);
  return {out.begin(), out.end()};
}

std::string RunData::variant(const Json& record) const {
  if (adaptive(record)) {  // a grid's name there says between which ends, where not the usual
    const auto grid = record.value("grid", std::string());
    return grid.starts_with("adaptive") ? grid : "adaptive";
  }
  return grids().size() > 1 ? record.value("grid", std::string()) : "";
}

bool RunData::guided() const { return distinct(records, "guidance").size() > 1; }

std::string RunData::where(const std::string& process) const {
  return processes().size() > 1 ? ", " + process : "";
}

std::string RunData::row(const Json& record) const {
  const std::string guidance = record.value("guidance", std::string()),
                    solver = record.value("solver", std::string());
  return guidance.empty() ? solver : fmt::format("{}, {}", solver, guidance);
}

std::string RunData::label(const Json& record) const {
  const std::string v = variant(record);
  return v.empty() ? row(record) : fmt::format("{}, {}", row(record), v);
}

bool belongs(const Json& record, const std::string& process) {
  const auto own = record.value("process", std::string());
  return own.empty() || own == process;
}

double number(const Json& record, const std::string& key) {
  const auto at = record.find(key);
  return at != record.end() && at->is_number() ? at->get<double>() : std::nan("");
}

double half_interval(const Json& record, const std::string& field) {
  const double se = number(record, field + "_se");
  if (!std::isfinite(se)) return 0;
  return (field == "trajectory_rms" ? 1.96 : 2.262) * se;
}

std::string text_at(const Json& json, const char* pointer) {
  const auto at = Json::json_pointer(pointer);
  if (!json.contains(at)) return "";
  return json[at].is_string() ? json[at].get<std::string>() : json[at].dump();
}

namespace {
/// How many seeds "0-63" or "0-3,7" names; 0 where the text is none.
int64_t seed_count(const std::string& text) {
  constexpr auto most = static_cast<uint64_t>(kMostCount);
  int64_t count = 0;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    uint64_t first = 0, last = 0;
    const int read = std::sscanf(part.c_str(), "%" SCNu64 "-%" SCNu64, &first, &last);
    if (read < 1 || (read == 2 && (last < first || last - first > most))) return 0;
    count += read == 2 ? static_cast<int64_t>(last - first) + 1 : 1;
    if (count > kMostCount) return 0;
  }
  return count;
}

bool of_trajectory(const std::string& field) { return field.starts_with("trajectory"); }
}  // namespace

double nfe_of(const Json& record, const std::string& field) {
  const double own = number(record, "trajectory_nfe");
  return of_trajectory(field) && !std::isnan(own) ? own : number(record, "nfe");
}

int64_t averaged(const Json& record, const std::string& field) {
  const double n = number(record, of_trajectory(field) ? "trajectory_n" : "n");
  return std::isnan(n) ? -1 : static_cast<int64_t>(n);
}

int64_t lost(const Json& record, const std::string& field) {
  const double failures = number(record, "failures");
  const auto failed = std::isnan(failures) ? 0 : static_cast<int64_t>(failures);
  if (!of_trajectory(field)) return failed;
  if (const double own = number(record, "trajectory_failures"); !std::isnan(own))
    return static_cast<int64_t>(own);
  const int64_t all = seed_count(record.value("trajectory_seeds", std::string()));
  const int64_t n = averaged(record, field);
  if (all > 0 && n >= 0) return std::max<int64_t>(0, all - n);
  return record.value("trajectory_seeds", std::string()) == record.value("seeds", std::string())
             ? failed
             : 0;
}

int64_t asked(const Json& record, const std::string& field) {
  const int64_t n = averaged(record, field);
  return n < 0 ? n : n + lost(record, field);
}

bool measured(const Json& record, const std::string& field) {
  if (!std::isnan(number(record, field))) return true;
  return record.contains(field) && (averaged(record, field) == 0 || !of_trajectory(field));
}

std::string short_number(double value) {
  if (std::isnan(value)) return "";
  const std::string rounded = fmt::format("{:.2e}", value);  // 99.97 is a 100 of one digit less
  const double size = std::abs(std::strtod(rounded.c_str(), nullptr));
  if (size == 0) return "0";
  if (size < 1e-3 || size >= 1e5) return rounded;
  const int digits = std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 5);
  return fmt::format("{:.{}f}", value, digits);
}

std::string remarks(const std::vector<std::pair<std::string, const Json*>>& named) {
  std::map<std::string, std::vector<std::string>> by_text;
  for (const auto& [name, record] : named)
    for (const char* key : kRemarks)
      if (const auto text = record->value(key, std::string()); !text.empty())
        if (auto& names = by_text[text]; std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
  std::vector<std::string> out;
  for (const auto& [text, names] : by_text)
    out.push_back(fmt::format("{}: {}.", fmt::join(names, ", "), text));
  return fmt::format("{}", fmt::join(out, " "));
}

std::string picture_file(const RunData& run, const Json& record) {
  const auto name = record.value("pictures", std::string());
  const std::string path = run.folder + "/" + name;
  return !name.empty() && std::filesystem::exists(path) ? name : "";
}

}  // namespace odelia
