#pragma once
#include "experiments/command/command_line.h"

namespace odelia {

/// `odelia bench likelihood`: the likelihood flow against the public recipe, on the same images,
/// network, probes and tolerance.
void add_likelihood_bench(CommandLine& bench);

}  // namespace odelia
