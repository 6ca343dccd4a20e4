#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "solvers/spec.h"

namespace odelia {

/// Options of a method's own step control that were given while rtol = 0 turns it off.
class IdleOptions {
 public:
  IdleOptions(const Options& options, double rtol, const std::vector<std::string>& of_control) {
    for (const auto& key : of_control)
      if (rtol == 0 && options.values().count(key) && idle_.empty()) idle_ = key;
  }
  /// Throws std::invalid_argument if there is one.  In a step, not when the method is made: a solve
  /// under a tolerance brings rtol later.  control: such as "ARKODE's own step control".
  void refuse(const std::string& solver, const char* control) const {
    if (!idle_.empty())
      throw std::invalid_argument(
          fmt::format("solver '{}': {} is of {}, which rtol = 0 turns off; give rtol too, or leave "
                      "{} away",
                      solver, idle_, control, idle_));
  }

 private:
  std::string idle_;
};

}  // namespace odelia
