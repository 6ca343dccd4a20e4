#pragma once
#include "solvers/model_statistics.h"
#include "solvers/per_sample.h"
#include "solvers/process.h"
#include "solvers/tensor.h"

namespace odelia {

/// Network evaluations made so far.  NFE in every report is the count kept here, never a formula.
struct Ledger {
  int64_t forward = 0;  ///< calls on the whole current batch; a guided call counts twice
  int64_t vjp = 0;
  int64_t jvp = 0;
  int64_t rows = 0;  ///< sum over forward calls of the batch size
};

/// What an exponential integrator uses beyond the drift: the process, and the network's prediction.
class SemiLinear {
 public:
  virtual ~SemiLinear() = default;
  virtual const Process& process() const = 0;
  virtual double eta() const = 0;  ///< 0: probability flow; 1: reverse SDE
  virtual Tensor noise(const Tensor& x, const PerSample& t) = 0;  ///< predicted eps; one evaluation
  virtual Tensor data(const Tensor& x, const PerSample& t) = 0;   ///< predicted x0;  one evaluation
  virtual std::shared_ptr<const ModelStatistics> statistics() const {
    return {};
  }  ///< null if never measured
};

/// dx = drift(x, t) dt + diffusion(t) dw.  All that a black-box solver ever sees.
class Dynamics {
 public:
  virtual ~Dynamics() = default;
  virtual std::string name() const = 0;
  virtual Tensor drift(const Tensor& x, const PerSample& t) = 0;  ///< [B, ...] -> [B, ...]
  virtual double diffusion(double) const { return 0; }
  /// False where the drift has no finite value (sigma = 0): a solver must not evaluate it there.
  virtual bool regular(double) const { return true; }
  /// Times between t0 and t1, in this order, where the drift jumps: a solve begins anew at each of
  /// its grid's points there.
  virtual std::vector<double> breaks(double /*t0*/, double /*t1*/) const { return {}; }
  /// The solve goes on between these times, on this side of every break.
  virtual void enter(double /*t0*/, double /*t1*/) {}
  /// The semi-linear view, or null; asked once per solve.
  virtual SemiLinear* semi_linear() { return nullptr; }
  /// Restricts per-sample data (labels, probes) to these rows of the current batch.
  virtual void select(const std::vector<int64_t>&) {}
  virtual const Ledger& ledger() const = 0;

  PerSample diffusion(const PerSample& t) const {
    return t.map([&](double s) { return diffusion(s); });
  }
  bool regular(const PerSample& t) const {
    return !t.any([&](double s) { return !regular(s); });
  }
};

}  // namespace odelia
