#pragma once
#include "experiments/command/command_line.h"

namespace odelia {

/// `odelia metrics ref`: reference statistics of images, or of another program's file.
void add_reference_verb(CommandLine& metrics);

}  // namespace odelia
