#pragma once
#include <optional>

#include "models/guidance_rule.h"
#include "models/solve.h"

namespace odelia {

/// How samples are solved, as a user asks for it: by one of steps (20 unless anything is given),
/// nfe and rtol.
struct SampleSteps {
  std::string solver = "ddim", grid = "log_snr";
  std::optional<int64_t> steps, nfe;
  std::optional<double> rtol, atol;
};

/// The plan of that from the process's start to its end.  model: its precision counts, and the
/// noise levels that it knows; guidance: the model's; state: the type of the samples; dash: what
/// stands before an option's name in messages, "--" on a command line; who: the verb that asks.  Throws
/// std::invalid_argument on options that would be ignored, or can never work.
SolvePlan plan_samples(const SampleSteps& asked, const Process& process, const ScoreModel& model,
                       const Guidance& guidance, at::ScalarType state, const std::string& dash = "",
                       const std::string& who = "sample");

}  // namespace odelia
