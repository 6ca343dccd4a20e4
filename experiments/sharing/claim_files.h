#pragma once
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "experiments/sharing/claims.h"

namespace odelia {

/// The folder of claims by files beside a lock file of this path.
std::string claims_folder(const std::string& path);

/// Claim i is the file `i.0`, which one process alone can make (O_EXCL), and which it touches at
/// every beat.  Where the holder is dead, or its file was not touched for as long as `stale` by the
/// watcher's own clock, whoever makes `i.1` has the claim, and so on: no one removes another's file
/// while it could be alive.  Throws std::runtime_error naming the file where the system refuses one.
class ClaimFiles final : public ClaimKeeper {
 public:
  ClaimFiles(const std::string& folder, const ClaimTimes& times);
  ~ClaimFiles() override;
  [[nodiscard]] bool try_claim(int64_t i) override;
  void wait_claim(int64_t i) override;
  void release(int64_t i) override;

 private:
  /// When a file that another holds was last seen to change.
  struct Sighting {
    int64_t touched = 0;  ///< by the file system's clock, ns
    std::chrono::steady_clock::time_point since;
  };
  std::string file(int64_t i, int64_t generation) const;
  bool holder_is_dead(const std::string& file);
  bool make(const std::string& file) const;
  void hold(int64_t i, int64_t generation);
  /// Touches what is held, until the end.
  void beat();

  std::string folder_, name_;  // name_: of this process
  ClaimTimes times_;
  std::map<std::string, Sighting> seen_;
  std::mutex mutex_;  // of those below
  std::map<int64_t, int64_t> held_;
  bool over_ = false;
  std::condition_variable wake_;
  std::optional<std::thread> heart_;
};

}  // namespace odelia
