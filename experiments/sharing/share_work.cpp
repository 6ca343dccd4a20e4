#include "experiments/sharing/share_work.h"

#include <thread>
#include <vector>

namespace odelia {
namespace {
/// Own pieces first.
std::vector<int64_t> order(int64_t pieces, const Rank& rank) {
  std::vector<int64_t> out;
  for (const bool own : {true, false})
    for (int64_t i = 0; i < pieces; ++i)
      if ((i % rank.world == rank.index) == own) out.push_back(i);
  return out;
}
}  // namespace

void share_work(const SharedWork& shared, Claims& claims, const Rank& rank) {
  std::vector<int64_t> left = order(shared.pieces, rank);
  const auto drop_finished = [&] { std::erase_if(left, shared.finished); };
  for (drop_finished(); !left.empty(); drop_finished()) {
    bool worked = false;
    for (const int64_t i : left) {
      if (shared.finished(i) || !claims.try_claim(i)) continue;
      // Another process may have finished it between the look and the claim.
      if (!shared.finished(i)) shared.work(i), worked = true;
      claims.release(i);
    }
    if (worked) continue;
    shared.waiting();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

}  // namespace odelia
