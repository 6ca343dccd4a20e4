#pragma once
#include <string>

#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// Several sets of parameters in one, told apart by what their names begin with.

/// Those whose name begins with the prefix, without it.
ParameterSet with_prefix(const ParameterSet& all, const std::string& prefix);
/// The others.
ParameterSet without_prefix(const ParameterSet& all, const std::string& prefix);
/// Adds the set under names that begin with the prefix.
void add_with_prefix(ParameterSet& all, const std::string& prefix, const ParameterSet& set);

}  // namespace odelia
