#pragma once
#include <string>

#include "solvers/process.h"

namespace odelia {

/// What a spec asks for: its text with every documented option written out and numbers in one
/// notation, the same for all spellings of one solver, process or time grid on that process.
std::string solver_meaning(const std::string& spec);
std::string process_meaning(const std::string& spec);
std::string grid_meaning(const std::string& spec, const Process& process);

}  // namespace odelia
