#pragma once
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace odelia {
using Json = nlohmann::ordered_json;

/// A run folder as the report sees it: all that is in the small files, so that a report can be made
/// anew without shards, weights or data.
struct RunData {
  std::string folder, config;
  Json manifest;
  std::vector<Json> records, skipped;

  std::string title() const { return manifest.value("title", folder); }
  /// The quality metric's field, such as `fd[fashion-mnist-classifier]`; "" if only trajectories
  /// were measured.
  std::string metric() const;
  std::vector<std::string> processes() const;  ///< in order of appearance
  std::vector<std::string> solvers() const;
  std::vector<std::string> grids() const;  ///< fixed ones
  std::vector<int64_t> budgets(
      const std::string& field) const;  ///< those at which it was measured, ascending
  /// What tells two records of one solver apart here: the grid where there are several, else "".
  std::string variant(const Json& record) const;
  /// The solver, and its variant where needed.
  std::string label(const Json& record) const;
  bool adaptive(const Json& record) const { return record.contains("rtol"); }
};

/// Throws std::invalid_argument if the folder holds no finished run.
RunData read_run(const std::string& folder);

/// The number in a field, or NaN where it is missing or null.
double number(const Json& record, const std::string& key);

/// Three significant digits, without exponent between 0.001 and 100000; "" for NaN.
std::string short_number(double value);

/// The name of a record's pictures, as the run wrote them.
std::string picture_file(const RunData& run, const Json& record);

}  // namespace odelia
