#pragma once
#include "experiments/command/command_line.h"

namespace odelia {

/// `odelia bench network`: milliseconds of one evaluation of a network for a batch.
void add_network_bench(CommandLine& bench);

}  // namespace odelia
