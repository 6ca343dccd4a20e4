#pragma once
#include <string>
#include <vector>

namespace odelia {

/// A method of ours under the name that another tool, or its paper, has for it.
struct Elsewhere {
  std::string name;     ///< as it is written there
  std::string where;    ///< who writes it so
  std::string solver;   ///< our spec; "" if we have none
  std::string grid;     ///< the time grid that the name implies; "" if it implies none
  std::string process;  ///< the process that it implies; "" if it implies none
  std::string note;     ///< what else differs; "" if nothing does
};

/// What a name from elsewhere stands for: a diffusers class with its arguments,
/// `DPMSolverMultistepScheduler(algorithm_type=sde-dpmsolver++)`, a function of k-diffusion, a label
/// of A1111 or ComfyUI with its schedule, `dpmpp_2m_karras`, or a paper's name.  Case, spaces and
/// punctuation do not count.  Throws std::invalid_argument, naming the nearest names, if nobody has
/// it, and where an argument is unknown; one that is known and not heeded is in the note.
Elsewhere find_elsewhere(const std::string& name);

/// All names known here, for messages and tests.
std::vector<std::string> names_elsewhere();

}  // namespace odelia
