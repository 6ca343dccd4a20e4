#pragma once
#include <filesystem>

#include "experiments/compare/plan.h"

namespace odelia {

/// The files in `folder` with shards of cells of this run that the run cuts otherwise: it has gained
/// seeds, and the samples are computed anew.
std::vector<std::filesystem::path> superseded(const std::vector<Cell>& cells,
                                              const std::vector<Shard>& shards,
                                              const std::string& folder);

}  // namespace odelia
