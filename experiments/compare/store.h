#pragma once
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// What a finished shard leaves behind, samples in seed order.  Undefined tensors are not stored.
struct ShardResult {
  Tensor features;       // [n, d] float32; rows of failed samples are 0
  Tensor x;              // [n, ...] final state, where the trajectory is measured
  Tensor coarse;         // [n, ...] final state of the reference at half the steps
  Tensor pictures;       // [k, H, W, C] uint8, the first samples
  Tensor nfe;            // [n] int64, counted
  Tensor steps;          // [n] int64, accepted
  Tensor status;         // [n] uint8, the value of Status
  double seconds = 0;    ///< wall time of the solves
  std::string identity;  ///< of the question (Shard::identity)
};

/// True if a number out of a file stands for a Status.
bool is_status(int64_t number);

/// Written whole or not at all: temporary file, fsync, rename, fsync of the folder.  Call with the
/// shard's claim held: what an interrupted process left behind for this shard is removed first.
void write_shard(const std::string& path, const ShardResult& result);
/// Throws std::runtime_error naming the file if it is not a shard.
ShardResult read_shard(const std::string& path);
/// The same, of a shard that must answer this question with this many samples.
ShardResult read_shard(const std::string& path, const std::string& identity, int64_t samples);

/// Claims on numbered pieces of work among processes that share a folder.  A claim ends when it is
/// released or its process dies in whatever way: it is a lock on byte i of one file, kept by the
/// kernel.
class Claims {
 public:
  explicit Claims(const std::string& path);
  ~Claims();
  Claims(const Claims&) = delete;
  Claims& operator=(const Claims&) = delete;
  bool try_claim(int64_t i);  ///< false: another process has it
  void wait_claim(int64_t i);
  void release(int64_t i);

 private:
  std::string path_;
  int fd_ = -1;
};

/// Makes a rename in this folder survive a power cut.
void sync_folder(const std::string& folder);

}  // namespace odelia
