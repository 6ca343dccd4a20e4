#pragma once
#include <string>

#include "experiments/sharing/rank.h"

namespace odelia {

/// The device of this rank: `cuda` is the GPU with the rank's number on its machine (those that it
/// sees, counted round), and what names a GPU, or none, stays what it is.
std::string device_of(const Rank& rank, const std::string& device);

/// How many processes share a run here unless somebody says so: one a thread and at most 8 on the
/// CPU, where small networks lose more by threads that wait for one another than a copy of them
/// costs; one a GPU on `cuda`, one on `cuda:N`.
int usual_workers(const std::string& device);

}  // namespace odelia
