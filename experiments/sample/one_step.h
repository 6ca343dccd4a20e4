#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace odelia {

/// Samples of a network that needs one pass and no solver, as a user asks for them.
struct OneStepRequest {
  std::string model, seeds, out, format = "npz";
  int64_t batch = 64, sheet = 0;        ///< sheet: columns of sheet.png; 0: none
  std::vector<std::string> of_solving;  ///< options that were given and mean nothing here
};

/// Draws them, z ~ N(0, I) from their seeds, and writes what `odelia sample` writes of others.
/// Throws std::invalid_argument on options of solving.
void sample_in_one_step(const OneStepRequest& request);

}  // namespace odelia
