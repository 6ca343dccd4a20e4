#pragma once
#include <functional>

#include <nlohmann/json_fwd.hpp>

#include "experiments/command/shared_folder.h"
#include "experiments/sample/store.h"

namespace odelia {

/// Draws samples with the other processes of their shared folder: each piece is kept as a file of
/// its own, and the last of them become the set that one process alone writes.  solve: the samples
/// of these rows of `seeds`, at most `batch` of them.  True in a process that shall say what came.
bool share_samples(SharedFolder& folder, const std::vector<uint64_t>& seeds, int64_t batch,
                   const std::function<SampleRows(const std::vector<int64_t>&)>& solve,
                   const std::string& format, const nlohmann::ordered_json& question);

}  // namespace odelia
