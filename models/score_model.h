#pragma once
#include <memory>

#include "solvers/dynamics.h"

namespace odelia {

/// What a network predicts, or a caller wants, at x = alpha x0 + sigma eps.
///   noise     eps
///   data      x0
///   velocity  v = alpha eps - sigma x0       (arXiv:2202.00512)
///   flow      u = eps - x0                   (arXiv:2209.03003, arXiv:2210.02747)
///   score     grad log p_t(x) = -eps / sigma
enum class Prediction { noise, data, velocity, flow, score };
Prediction prediction_from(const std::string& name);  ///< throws std::invalid_argument, listing the known
const char* to_string(Prediction);

/// Turns one prediction into another: every pair is linked through x = alpha x0 + sigma eps.
/// x, value: [B, ...].  Throws std::domain_error where the conversion divides by zero.
Tensor convert(const Tensor& value, Prediction from, Prediction to, const Tensor& x,
               const PerSample& alpha, const PerSample& sigma);

/// A score network, or an exact score.  The only place where evaluations happen and are counted.
/// Every process is a rescaling of x0 + (sigma/alpha) n, so alpha and sigma are all a model needs to know.
class ScoreModel {
 public:
  virtual ~ScoreModel() = default;
  /// The wanted prediction at x = alpha x0 + sigma eps.  x: [B, ...]; one evaluation.
  Tensor predict(const Tensor& x, const PerSample& alpha, const PerSample& sigma, Prediction want);
  const Ledger& ledger() const { return ledger_; }
  /// Shape of one sample, e.g. {3, 32, 32}.
  virtual std::vector<int64_t> sample_shape() const = 0;
  /// Restricts per-sample conditioning to these rows of the current batch.
  virtual void select(const std::vector<int64_t>&) {}
  virtual Prediction native() const = 0;

 protected:
  Ledger ledger_;

 private:
  virtual Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) = 0;
};

}  // namespace odelia
