#pragma once
#include "experiments/compare/config.h"
#include "experiments/sharing/claims.h"

namespace odelia {

/// Where and with what a run was begun: versions, LibTorch, threads, hardware, hashes of the
/// weights, the provenance of the reference statistics, and how its processes keep their claims.
std::string manifest_json(const CompareConfig& config, ClaimKind claims);

}  // namespace odelia
