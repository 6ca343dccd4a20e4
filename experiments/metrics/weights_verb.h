#pragma once
#include "experiments/command/command_line.h"

namespace odelia {

/// `odelia metrics fetch-weights`: published weights of an extractor as a folder.
void add_weights_verb(CommandLine& metrics);

}  // namespace odelia
