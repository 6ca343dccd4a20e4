#pragma once
#include "experiments/sharing/claims.h"

namespace odelia {

/// Claim i is a lock on byte i of one file, kept by the kernel.  Throws std::runtime_error, naming
/// the file, where the system refuses one.
class ClaimLocks final : public ClaimKeeper {
 public:
  explicit ClaimLocks(const std::string& path);
  ~ClaimLocks() override;
  [[nodiscard]] bool try_claim(int64_t i) override;
  void wait_claim(int64_t i) override;
  void release(int64_t i) override;
  /// False where the file system knows no such locks.
  static bool work(const std::string& path);
  /// Whether anybody holds one now.
  static bool held(const std::string& path);

 private:
  std::string path_;
  int fd_ = -1;
};

}  // namespace odelia
