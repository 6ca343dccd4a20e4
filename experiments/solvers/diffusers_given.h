#pragma once
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "experiments/solvers/elsewhere.h"
#include "experiments/solvers/parts.h"
#include "solvers/names.h"
#include "solvers/spec.h"
#include "solvers/text.h"

namespace odelia::elsewhere {

/// The arguments of one call of a diffusers class.
struct Given {
  std::string of;
  const Options& options;

  bool has(const char* key) const { return options.values().count(key) > 0; }
  double number(const char* key, double usual) const { return options.number(key, usual); }
  std::string choice(const char* key, const std::string& usual,
                     const std::vector<std::string>& known) const {
    const std::string value = options.text(key, usual);
    if (has(key) && std::find(known.begin(), known.end(), value) == known.end())
      throw std::invalid_argument(fmt::format("solvers --find: {} has no {} {}; {}", of, key,
                                              printable(value), known_names(value, known)));
    return value;
  }
  bool truth(const char* key, bool usual) const {
    const std::string value = plain_letters(options.text(key, usual ? "True" : "False"));
    if (value == "true" || value == "1") return true;
    if (value == "false" || value == "0" || value == "none") return false;
    throw std::invalid_argument(fmt::format("solvers --find: {}: {} is True or False, got '{}'", of,
                                            key, printable(options.text(key, ""))));
  }
  std::string order(const std::vector<std::string>& known) const {
    return choice("solver_order", "2", known);
  }
  bool heun() const {
    // Names of other classes' types are midpoint there, so that configs can be carried over.
    return choice("solver_type", "midpoint", {"midpoint", "heun", "logrho", "bh1", "bh2"}) ==
           "heun";
  }
  /// Which spacing of the levels is turned on: "use_karras_sigmas"; "" if none is.
  std::string spacing_of_levels() const {
    std::string on;
    for (const char* key :
         {"use_karras_sigmas", "use_lu_lambdas", "use_exponential_sigmas", "use_beta_sigmas"}) {
      if (!truth(key, false)) continue;
      if (!on.empty())
        throw std::invalid_argument(
            fmt::format("solvers --find: {}: {} and {}; give one", of, on, key));
      on = key;
    }
    return on;
  }
};

/// Solver, process and grid of the FlowMatch classes.
void find_flow_match(Elsewhere& found, const Given& given);

/// EDM's process between the sigmas that were given, or the class's own.
std::string process_of_sigmas(const Given& given, double sigma_min, double sigma_max);

/// Puts the process of the class's betas into `found`, with a note of how near it is, and a grid
/// that this process has.
void set_process_of_betas(Elsewhere& found, const Given& given);

}  // namespace odelia::elsewhere
