#pragma once
#include <string>

namespace odelia {

/// This process among all of all machines: the machine's name and boot, the space of its process
/// numbers, its number and when it began.
std::string process_name();

/// True if that name is of a process of this machine that has ended; false if it lives, or where
/// that cannot be seen from here.
bool is_dead_here(const std::string& name);

}  // namespace odelia
