#pragma once
#include <nlohmann/json.hpp>

#include "experiments/compare/config.h"
#include "experiments/sharing/claims.h"

namespace odelia {

/// Where and with what a run was begun: versions, LibTorch, threads, hardware, hashes of the
/// weights, the provenance of the reference statistics, and how its processes keep their claims.
/// before: the manifest of the same folder's narrower config; null where there was none.
std::string manifest_json(const CompareConfig& config, ClaimKind claims,
                          const nlohmann::ordered_json& before = nullptr);

}  // namespace odelia
