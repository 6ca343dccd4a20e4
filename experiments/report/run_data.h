#pragma once
#include <string>
#include <utility>
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

  std::string title() const;
  /// The fields of the quality metrics, such as `fd[fashion-mnist-classifier]`, as the records
  /// name them, in order of appearance; none if only trajectories were measured.
  std::vector<std::string> metrics() const;
  /// In order of appearance; "" alone where all records are of networks that need none.
  std::vector<std::string> processes() const;
  std::vector<std::string> solvers() const;
  std::vector<std::string> grids() const;  ///< fixed ones
  std::vector<int64_t> budgets(
      const std::string& field) const;  ///< those at which it was measured, ascending
  bool guided() const;                  ///< whether the records are of several guidances
  /// The process behind a comma, where there are several, else "".
  std::string where(const std::string& process) const;
  /// The solver, with its guidance where there are several.
  std::string row(const Json& record) const;
  /// What tells two records of one row apart here: the grid where there are several, else "".
  std::string variant(const Json& record) const;
  /// The row, and its variant where needed.
  std::string label(const Json& record) const;
  bool adaptive(const Json& record) const { return record.contains("rtol"); }
};

/// Throws std::invalid_argument if the folder holds no finished run, and with file and line where a
/// record is damaged, a field has another type, or a picture lies outside of the folder.
RunData read_run(const std::string& folder);

/// Whether a record is held against those of a process: it is of that process, or of a network that
/// needs one pass and no process.
bool belongs(const Json& record, const std::string& process);

/// The number in a field, or NaN where it is missing or null.
double number(const Json& record, const std::string& key);

/// Half of a 95 % interval of a field: the standard errors of ten groups of seeds have nine degrees
/// of freedom, those over single samples many.  0 where it is unknown.
double half_interval(const Json& record, const std::string& field);

/// The text at a place of the manifest, other values as JSON; "" where there is none.
std::string text_at(const Json& json, const char* pointer);

/// The evaluations that a record's field cost: those of the trajectory's own seeds where the record
/// states them, else `nfe`.
double nfe_of(const Json& record, const std::string& field);

/// The samples a record's field is an average of (-1: unknown), and those lost to it by failures.
int64_t averaged(const Json& record, const std::string& field);
int64_t lost(const Json& record, const std::string& field);

/// How many samples were asked for (-1: unknown), whichever of them failed.
int64_t asked(const Json& record, const std::string& field);

/// Whether the record tried to measure the field: it has a value, or no sample was left for one.
bool measured(const Json& record, const std::string& field);

/// Three significant digits, without exponent between 0.001 and 100000; "" for NaN.
std::string short_number(double value);

/// The texts of a record that say what its numbers are not.
inline constexpr const char* kRemarks[] = {"beside_its_steps", "statistics"};

/// "NAME, NAME: what their records say.", text by text; "" where none says anything.
std::string remarks(const std::vector<std::pair<std::string, const Json*>>& named);

/// The name of a record's pictures, as the run wrote them.
std::string picture_file(const RunData& run, const Json& record);

}  // namespace odelia
