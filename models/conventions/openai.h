#pragma once
#include "models/conventions/parts.h"

namespace odelia {

/// Networks in the manner of OpenAI's diffusion repositories: eps at unit variance, told their index
/// in a table of n betas (times 1000/n where it is rescaled), with a learned variance in a second
/// half of the channels.  Defaults as given.
std::vector<OptionDoc> openai_options(const std::string& steps, const std::string& schedule,
                                      const std::string& rescale);
Convention openai_convention(const Spec& spec, int64_t steps, const std::string& schedule,
                             const std::string& rescale);

}  // namespace odelia
