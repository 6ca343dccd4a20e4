#pragma once
#include <memory>
#include <string>
#include <vector>

#include "solvers/process.h"

namespace odelia {

/// A process by name, with options:  vp_linear(beta_min=0.1, beta_max=20), vp_cosine(s=0.008),
/// ve(sigma_min, sigma_max), sub_vp, edm(sigma_min=0.002, sigma_max=80), rectified_flow,
/// tabulated(file=PATH); every one takes t_min= and t_max=, and rectified_flow(t_max=1) starts at
/// pure noise.  Throws std::invalid_argument, listing
/// the known names or options.
std::shared_ptr<const Process> make_process(const std::string& spec);

/// Names of all processes, one file each in models/processes/.
std::vector<std::string> process_names();

/// Those that their name alone makes: `odelia order` certifies every solver on them.
std::vector<std::string> processes_by_name();

}  // namespace odelia
