#pragma once
#include <string>
#include <typeinfo>

namespace odelia {

/// Hash of the file, a program or a library of its own, that a registered part comes from, where
/// that is not Odelia's library: what such a part does may change under its name.  "" for Odelia's
/// own parts, and for a type of void.
/// of: the type of the function that the part was registered with (std::function::target_type), which
/// lies where the part's own code does.
std::string outside_hash(const std::type_info& of);

}  // namespace odelia
