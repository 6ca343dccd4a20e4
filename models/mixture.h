#pragma once
#include <memory>
#include <string>
#include <vector>

#include "models/score_model.h"

namespace odelia {

/// An isotropic Gaussian mixture sum_k w_k N(mu_k, s_k^2 I) in any dimension.
struct Mixture {
  std::vector<double> weights;             // [K], positive, normalised on use
  std::vector<std::vector<double>> means;  // [K][D]
  std::vector<double> stds;                // [K], positive
};

/// Reads {"weights": [K], "means": [[D]...], "stds": [K]}.  Throws std::invalid_argument naming the
/// file and rule.
Mixture read_mixture(const std::string& path);

/// The exact score of the diffused mixture p_t = sum_k w_k N(alpha mu_k, (alpha^2 s_k^2 + sigma^2)
/// I), as noise eps = -sigma grad log p_t.  x: [B, D].
std::shared_ptr<ScoreModel> mixture_model(Mixture mixture);

}  // namespace odelia
