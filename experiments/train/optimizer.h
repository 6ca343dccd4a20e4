#pragma once
#include "models/networks/checkpoints/parameters.h"

namespace odelia {

struct OptimizerConfig {
  /// adamw; muon (for convolutions between stem and head, AdamW for the rest)
  std::string name = "adamw";
  double lr = 1e-3;  ///< of AdamW
  double beta1 = 0.9, beta2 = 0.99, eps = 1e-8;
  /// Decoupled, times the learning rate; on matrices and convolutions only.
  double weight_decay = 0;
  double muon_lr = 0.02, muon_momentum = 0.95;
  bool muon_normalize = false;  ///< keep each convolution's rows at unit length on average: for
                                ///< weights before BatchNorm
};

/// Throws std::invalid_argument on an unknown name.
void check(const OptimizerConfig& config);

/// AdamW (arXiv:1711.05101, Alg. 2), or Muon: each weight matrix's Nesterov momentum is replaced by
/// the nearest semi-orthogonal matrix, so that every direction moves at the same speed (K. Jordan
/// et al. 2024, "Muon: an optimizer for hidden layers in neural networks").  An update's operations do not
/// grow with the number of parameters, but with that of the shapes that Muon meets: on a GPU a launch
/// costs more than most of these weights.
class Optimizer {
 public:
  /// Throws std::invalid_argument on an unknown name.
  Optimizer(const OptimizerConfig& config, const ParameterSet& parameters);
  /// One update from the parameters' gradients, at `scale` times the learning rates; clears the
  /// gradients.  `number` counts the updates of these parameters, from 1.
  void step(ParameterSet& parameters, int64_t number, double scale);
  /// Moments by name: "first/NAME" and, for AdamW, "second/NAME".  What a resumed run needs.
  ParameterSet& state() { return state_; }

 private:
  bool is_muon(const std::string& name, const Tensor& value) const;
  OptimizerConfig config_;
  ParameterSet state_;
};

/// Approximately u v^T for the singular value decomposition m = u s v^T: five Newton-Schulz steps
/// with Jordan's quintic, which leave singular values of more than 0.0015 of m's Frobenius norm within
/// [0.68, 1.21]; smaller ones grow some 480 times.  m: [n, r, c], n matrices; computed in m's type.
Tensor orthogonalize(const Tensor& m);

/// Scales all gradients by min(1, limit / their joint 2-norm); returns that norm, and waits
/// for no device.
Tensor clip_gradients(ParameterSet& parameters, double limit);

/// average <- decay average + (1 - decay) parameters; parameters that are not trained are copied.
void update_average(ParameterSet& average, const ParameterSet& parameters, double decay);

}  // namespace odelia
