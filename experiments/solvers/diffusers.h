#pragma once
#include <optional>
#include <string>

#include "experiments/solvers/elsewhere.h"
#include "solvers/spec.h"

namespace odelia {

/// What a class of diffusers stands for, under its name or that without "Scheduler", by its
/// arguments, with a note of those that are not heeded; nothing if it is no class known here.
/// Throws std::invalid_argument for an argument that the class does not have, or a value of it.
std::optional<Elsewhere> find_diffusers(const std::string& name, const Options& arguments);

}  // namespace odelia
