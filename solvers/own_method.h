#pragma once
#include "solvers/registry.h"

namespace odelia {

/// Registers a method that a running program brings along, such as one written in Python, in the
/// place of the one of that name that it brought before.  hash: of what the method does, for results
/// depend on it; asked when a run begins, for what it calls may have changed.
/// Throws std::invalid_argument where the name is that of a method of this
/// build or of a wrapper, or is no name.
void register_own_method(Entry entry, std::function<std::string()> hash);

/// The hash of the method of this name that the program brought along; "" if it is none of those.
std::string own_method_hash(const std::string& name);

}  // namespace odelia
