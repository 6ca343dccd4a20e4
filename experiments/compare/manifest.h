#pragma once
#include "experiments/compare/config.h"

namespace odelia {

/// Where and with what a run was begun: versions, LibTorch, threads, hardware, hashes of the
/// weights, and the provenance of the reference statistics.
std::string manifest_json(const CompareConfig& config);

}  // namespace odelia
