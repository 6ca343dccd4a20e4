#pragma once
#include "models/solve.h"

namespace odelia {

/// How some samples went through a solve from grid point to grid point.
struct SolvePath {
  /// A denoised estimate, [S, ...], that the solver asked for at this time.
  struct Estimate {
    double t = 0;
    Tensor data;
  };
  TimeGrid times;
  std::vector<Tensor> states;       ///< [S, ...] at each of the times; NaN once a sample has failed
  std::vector<Estimate> estimates;  ///< in the order in which they were asked for
  /// Of the estimates asked for nearest to a grid point, in half log-SNR, the last: for methods
  /// that ask at the grid's points it is that of the state there.
  const Estimate& nearest(const Process& process, size_t point) const;
};

/// Solves as `solve` does, to the same bits and with the same evaluations, and keeps in `path`, on
/// the CPU, what the first `kept` of the samples went through.  Throws std::invalid_argument for a
/// plan that does not go by a grid.
Solution solve_with_path(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
                         const std::shared_ptr<ScoreModel>& model,
                         const std::vector<uint64_t>& seeds, const Tensor& x, int64_t kept,
                         SolvePath& path);

}  // namespace odelia
