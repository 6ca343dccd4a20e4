#pragma once
#include <optional>
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// What a state is computed in, by its name: float32 or float64.  Throws Misuse, beginning with `who`,
/// on another one.
at::ScalarType state_type(const std::string& name, const std::string& who);

/// The same where the name may also be auto, for which there is none.
std::optional<at::ScalarType> state_type_unless_auto(const std::string& name,
                                                     const std::string& who);

}  // namespace odelia
