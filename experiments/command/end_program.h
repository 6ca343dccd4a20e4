#pragma once
#include <cstdio>
#include <cstdlib>

namespace odelia {

/// Ends the program with this exit status, its output written.
///
/// Without exit handlers: LibTorch's take its registries apart entry by entry, which is a good part
/// of the time of a short run, and Odelia has none.
[[noreturn]] inline void end_program(int status) {
#ifdef __SANITIZE_ADDRESS__  // looks for leaks in an exit handler
  std::exit(status);
#else
  std::fflush(nullptr);
  std::_Exit(status);
#endif
}

}  // namespace odelia
