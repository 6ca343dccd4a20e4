#include "experiments/report/run_data.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "models/data/files.h"

namespace odelia {
namespace {
std::vector<Json> read_lines(const std::string& path) {
  std::vector<Json> out;
  std::istringstream lines(read_text(path));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    out.push_back(Json::parse(line, nullptr, false));
    if (!out.back().is_object())
      throw std::invalid_argument(
          fmt::format("{}: line {} is no JSON object; run the comparison again, it writes "
                      "the records anew",
                      path, out.size()));
  }
  return out;
}

std::vector<std::string> distinct(const std::vector<Json>& records, const char* key) {
  std::vector<std::string> out;
  for (const auto& r : records) {
    const auto value = r.value(key, std::string());
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
  run.manifest = Json::parse(read_text((path / "manifest.json").string()), nullptr, false);
  if (!run.manifest.is_object())
    throw std::invalid_argument(fmt::format("report: {}/manifest.json is no JSON object", folder));
  run.records = read_lines((path / "records.jsonl").string());
  if (fs::exists(path / "skipped.jsonl"))
    run.skipped = read_lines((path / "skipped.jsonl").string());
  return run;
}

std::string RunData::metric() const {
  for (const auto& r : records)
    for (const auto& [key, value] : r.items())
      if (key.starts_with("fd[")) return key;
  return "";
}

std::vector<std::string> RunData::processes() const { return distinct(records, "process"); }
std::vector<std::string> RunData::solvers() const { return distinct(records, "solver"); }

std::vector<int64_t> RunData::budgets(const std::string& field) const {
  std::set<int64_t> out;
  for (const auto& r : records)
    if (!std::isnan(number(r, "nfe_budget")) && !std::isnan(number(r, field)))
      out.insert(r["nfe_budget"].get<int64_t>());
  return {out.begin(), out.end()};
}

std::vector<std::string> RunData::grids() const {
  std::set<std::string> out;
  for (const auto& r : records)
    if (!adaptive(r)) out.insert(r.value("grid", std::string()));
  return {out.begin(), out.end()};
}

std::string RunData::variant(const Json& record) const {
  if (adaptive(record)) return "adaptive";
  return grids().size() > 1 ? record.value("grid", std::string()) : "";
}

std::string RunData::label(const Json& record) const {
  const std::string v = variant(record), solver = record.value("solver", std::string());
  return v.empty() ? solver : fmt::format("{}, {}", solver, v);
}

double number(const Json& record, const std::string& key) {
  const auto at = record.find(key);
  return at != record.end() && at->is_number() ? at->get<double>() : std::nan("");
}

std::string short_number(double value) {
  if (std::isnan(value)) return "";
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size < 1e-3 || size >= 1e5) return fmt::format("{:.2e}", value);
  const int digits = std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 5);
  return fmt::format("{:.{}f}", value, digits);
}

std::string picture_file(const RunData& run, const Json& record) {
  const auto name = record.value("pictures", std::string());
  const std::string path = run.folder + "/" + name;
  return !name.empty() && std::filesystem::exists(path) ? name : "";
}

}  // namespace odelia
