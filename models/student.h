#pragma once
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "solvers/registry.h"
#include "solvers/time_grid.h"

namespace odelia {

/// How a network was distilled, and where it may be asked.
struct Student {
  std::string method;                 ///< progressive or consistency
  std::string teacher, teacher_hash;  ///< its name, and the hash of its contents
  std::string process, grid;          ///< of a progressive student: in whose terms it was made
  /// Of a progressive student: half log-SNRs where it steps from, the noisiest first, and, unless
  /// its last step ends at clean data, the one where that ends.
  std::vector<double> lambdas = {};
  bool to_zero = false;  ///< its last step ends at clean data
  /// At which the teacher was asked; none where it was not, and in what does not say it.
  std::optional<double> guidance = {};
  /// Of a consistency function, what its pairs of levels were made by: "teacher", or "data"; "" in
  /// what does not say it.
  std::string pairs = {};
  int64_t steps() const { return static_cast<int64_t>(lambdas.size()) - (to_zero ? 0 : 1); }
};

nlohmann::json to_json(const Student& student);
/// Throws std::invalid_argument, beginning with `where`, on what to_json does not write.
Student read_student(const nlohmann::json& json, const std::string& where);

/// What is to be said where a progressive student is asked otherwise than it was made to be: by
/// another solver than ddim, or at other levels; "" where it is not, and for a consistency function.
std::string beside_its_steps(const Student& student, const Process& process, const Method& method,
                             const TimeGrid& times);

}  // namespace odelia
