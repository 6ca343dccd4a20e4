#pragma once
#include <functional>

#include "experiments/sharing/claims.h"
#include "experiments/sharing/rank.h"

namespace odelia {

/// Pieces of one run, each of which is done by one process.
struct SharedWork {
  int64_t pieces = 0;
  std::function<bool(int64_t)> finished;  ///< by whomever
  std::function<void(int64_t)> work;      ///< with the claim on it held
  std::function<void()> waiting = [] {};  ///< others have what is left
};

/// Does what nobody else has done or has at hand, and returns when all is finished: first the
/// pieces i = rank (mod world), then the others, so that ranks that start together do not meet,
/// and what a killed one leaves is taken up.  Piece i is claim i.
void share_work(const SharedWork& shared, Claims& claims, const Rank& rank);

}  // namespace odelia
