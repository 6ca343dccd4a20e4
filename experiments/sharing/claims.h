#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace odelia {

/// How claims are kept.
enum class ClaimKind {
  locks,  ///< bytes of one file, locked: the kernel ends them with their process
  files   ///< a file each, made or not made, and touched while it is held
};
std::string to_string(ClaimKind kind);

/// Of claims by files.
struct ClaimTimes {
  std::chrono::milliseconds beat{15'000};    ///< how often a file that is held is touched
  std::chrono::milliseconds stale{120'000};  ///< untouched for so long, its holder is dead
};

/// What holds claims in one of the two ways.
class ClaimKeeper {
 public:
  virtual ~ClaimKeeper() = default;
  [[nodiscard]] virtual bool try_claim(int64_t i) = 0;
  virtual void wait_claim(int64_t i) = 0;
  virtual void release(int64_t i) = 0;
};

/// Claims on numbered pieces of work among processes that share a folder, on one machine or on
/// several.  A claim ends when it is released or its process dies in whatever way.  Where a file
/// system lets two have one claim after all, both do the same work: nothing is lost but time.
class Claims {
 public:
  /// path: of the lock file; claims by files stand in the folder of that name and ".claims".
  explicit Claims(const std::string& path);
  Claims(const std::string& path, ClaimKind kind, const ClaimTimes& times = {});
  /// False: another process has it.
  [[nodiscard]] bool try_claim(int64_t i) { return keeper_->try_claim(i); }
  void wait_claim(int64_t i) { keeper_->wait_claim(i); }
  void release(int64_t i) { keeper_->release(i); }
  ClaimKind kind() const { return kind_; }

 private:
  ClaimKind kind_;
  std::unique_ptr<ClaimKeeper> keeper_;
};

/// Which of the two suits the folder that `path` lies in: what a process chose there that left files
/// or holds locks, what ODELIA_CLAIMS says, or files where it is on a network, whose locks may hold
/// on one node alone or on none, and locks elsewhere.
ClaimKind claim_kind(const std::string& path);

/// A claim for as long as this lives.
class [[nodiscard]] HeldClaim {
 public:
  [[nodiscard]] HeldClaim(Claims& claims, int64_t i) : claims_(claims), i_(i) {
    claims_.wait_claim(i_);
  }
  ~HeldClaim() {
    try {
      claims_.release(i_);
    } catch (const std::runtime_error&) {
      // A file that nobody touches is stale in time, and a lock ends with its process.
    }
  }
  HeldClaim(const HeldClaim&) = delete;
  HeldClaim& operator=(const HeldClaim&) = delete;

 private:
  Claims& claims_;
  int64_t i_;
};

}  // namespace odelia
