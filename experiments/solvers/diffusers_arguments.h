#pragma once
#include <string>
#include <vector>

#include "solvers/spec.h"

namespace odelia {

/// Classes of diffusers that are known here, as it writes them.
std::vector<std::string> diffusers_classes();

/// Which of the arguments, given or left at the class's default, are not what our method and grid
/// do, and nothing here makes them so: "thresholding, use_flow_sigmas"; "" if there is none.  Throws
/// std::invalid_argument, naming those that there are, for an argument that the class does not have.
std::string unheeded_arguments(const std::string& of, const Options& arguments);

/// Whether the class has this argument.
bool takes_argument(const std::string& of, const std::string& key);

}  // namespace odelia
