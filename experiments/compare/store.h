#pragma once
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// What a finished shard leaves behind, samples in seed order.  Undefined tensors are not stored.
struct ShardResult {
  Tensor features;       // [n, d] float32; of a grey image where the sample failed
  Tensor x;              // [n, ...] final state, where the trajectory is measured
  Tensor coarse;         // [n, ...] final state of the reference at half the steps
  Tensor pictures;       // [k, H, W, C] uint8, the first samples
  Tensor nfe;            // [n] int64, counted
  Tensor steps;          // [n] int64, accepted
  Tensor status;         // [n] uint8, the value of Status
  double seconds = 0;    ///< wall time of the solves
  std::string identity;  ///< of the question (Shard::identity)
};

/// Written whole or not at all: temporary file, fsync, rename, fsync of the folder.
void write_shard(const std::string& path, const ShardResult& result);
/// Throws std::runtime_error naming the file if it is not a shard.
ShardResult read_shard(const std::string& path);
/// The same, of a shard that must answer this question, or this way to ask it, if there is one, with
/// this many samples.
ShardResult read_shard(const std::string& path, const std::string& identity, int64_t samples,
                       const std::string& or_identity = "");

}  // namespace odelia
