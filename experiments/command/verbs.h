#pragma once
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiments/command/command_line.h"

namespace odelia {

/// One verb of the `odelia` command.  `setup` adds its options to the sub-command and sets the
/// callback. Verbs register themselves, one file each, like solvers do.
struct Verb {
  std::string name, summary;
  std::function<void(CommandLine&)> setup;
};
const std::vector<Verb>& verbs();
struct RegisterVerb {
  explicit RegisterVerb(Verb verb);
};

/// Misuse by the user: printed as one clear message, exit status 2.  std::invalid_argument is
/// treated the same, and so is what the system has against a path (permission, length).  Everything
/// else that is thrown exits 1.
struct Misuse : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// Runs the command line; returns the exit status: 0, 1 (failed) or 2 (misuse).
int run_command_line(int argc, char** argv);

}  // namespace odelia

/// The same, for the `odelia` program, which looks it up by name once the library is loaded.
extern "C" int odelia_run_command_line(int argc, char** argv);
