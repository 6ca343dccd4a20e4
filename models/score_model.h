#pragma once
#include <functional>
#include <limits>
#include <memory>

#include "models/guidance_rule.h"
#include "solvers/dynamics.h"

namespace odelia {
class LatentSpace;

/// What a network predicts, or a caller wants, at x = alpha x0 + sigma eps.
///   noise     eps
///   data      x0
///   velocity  v = alpha eps - sigma x0       (arXiv:2202.00512)
///   flow      u = eps - x0                   (arXiv:2209.03003, arXiv:2210.02747)
///   score     grad log p_t(x) = -eps / sigma
enum class Prediction { noise, data, velocity, flow, score };
Prediction prediction_from(
    const std::string& name);  ///< throws std::invalid_argument, listing the known
const char* to_string(Prediction);

/// Turns one prediction into another: every pair is linked through x = alpha x0 + sigma eps.
/// x, value: [B, ...].  Throws std::domain_error where the conversion divides by zero.
Tensor convert(const Tensor& value, Prediction from, Prediction to, const Tensor& x,
               const PerSample& alpha, const PerSample& sigma);

/// A product with the Jacobian J of a prediction with respect to x:
///   vjp  v^T J   one reverse pass
///   jvp  J v     one forward-mode pass
enum class ProductKind { vjp, jvp };
const char* to_string(ProductKind);

/// Row by row v^T J or J v of a piece of a batch.  v: [rows, ...] like x; returns the same shape.
using Product = std::function<Tensor(const Tensor& v)>;
/// Told of every piece [from, from + rows) of a batch once, of several perhaps at once, in
/// different threads; the product is good during the call only.
using VisitPiece = std::function<void(int64_t from, int64_t rows, const Product& product)>;

/// A score network, or an exact score.  The only place where evaluations happen and are counted.
/// Every process is a rescaling of x0 + (sigma/alpha) n, so alpha and sigma are all a model needs
/// to know.
class ScoreModel {
 public:
  virtual ~ScoreModel() = default;
  /// The wanted prediction at x = alpha x0 + sigma eps.  x: [B, ...]; one evaluation.
  Tensor predict(const Tensor& x, const PerSample& alpha, const PerSample& sigma, Prediction want);
  /// The same, and from that one evaluation any number of products with its Jacobian, which `visit`
  /// asks for. Every product with the whole batch counts as one VJP or JVP. Throws
  /// std::invalid_argument if the model cannot be differentiated in this way.
  Tensor predict(const Tensor& x, const PerSample& alpha, const PerSample& sigma, Prediction want,
                 ProductKind kind, const VisitPiece& visit);
  const Ledger& ledger() const { return ledger_; }
  /// log p_t(x) in nats, [B] float64, where the model knows it; else undefined.
  virtual Tensor log_density(const Tensor&, double /*alpha*/, double /*sigma*/) const { return {}; }
  /// The largest half log-SNR the model can be asked at.
  virtual double lambda_max() const { return std::numeric_limits<double>::infinity(); }
  /// Whether it can be asked at alpha = 0, where x is noise alone.
  virtual bool at_pure_noise() const { return false; }
  /// The levels sigma/alpha that it was trained at, rising, where it knows no others; else empty.
  virtual std::vector<double> levels() const { return {}; }
  /// What the model computes in: float64 for exact
  /// scores, the convolutions' precision for networks.
  virtual at::ScalarType precision() const { return at::kDouble; }
  /// The type that it computes in, which says nothing of TF32 within float32.
  virtual at::ScalarType type() const { return precision(); }
  /// Shape of one sample, e.g. {3, 32, 32}.
  virtual std::vector<int64_t> sample_shape() const = 0;
  /// Half log-SNRs where its answer jumps, as guidance in an interval makes it.
  virtual std::vector<double> breaks() const { return {}; }
  /// It is asked around this half log-SNR from now on, on this side of every break; NaN: anywhere.
  virtual void enter(double /*lambda*/) {}
  /// The batch to come is that of these seeds: a model with a class for each knows them by it.
  virtual void begin(const std::vector<uint64_t>& /*seeds*/) {}
  /// The classes of the batches to come, one per sample or one for all, kNoClass: of none; {}: none
  /// are told.  They hold until others are told, a solve and the next included.  Throws
  /// std::invalid_argument where the model has no such class.
  virtual void label(const std::vector<int64_t>& labels);
  /// Restricts per-sample conditioning to these rows of the current batch.
  virtual void select(const std::vector<int64_t>&) {}
  virtual Prediction native() const = 0;
  /// Its empirical statistics for DPM-Solver-v3; null where none were measured.
  virtual std::shared_ptr<const ModelStatistics> statistics() const { return {}; }
  /// Where its samples are latents of images: what turns them into those; else null.
  virtual std::shared_ptr<const LatentSpace> latent_space() const { return {}; }

 protected:
  Ledger ledger_;
  /// Passes through the network that one evaluation takes: 2 under guidance.
  virtual int64_t passes() const { return 1; }

 private:
  virtual Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) = 0;
  /// The flow u = eps - x0, for models that can say it at alpha = 0 where their native prediction
  /// does not; with products of its Jacobian where `visit` is given.  Undefined: it is converted.
  virtual Tensor evaluate_flow(const Tensor&, const PerSample& /*alpha*/,
                               const PerSample& /*sigma*/, ProductKind,
                               const VisitPiece* /*visit*/) {
    return {};
  }
  /// The native prediction, with products of its Jacobian.
  virtual Tensor evaluate_with_products(const Tensor& x, const PerSample& alpha,
                                        const PerSample& sigma, ProductKind kind,
                                        const VisitPiece& visit);
};

}  // namespace odelia
