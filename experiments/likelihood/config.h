#pragma once
#include <limits>
#include <string>

#include "experiments/command/settings.h"
#include "experiments/likelihood/data.h"
#include "models/data/fields.h"
#include "models/likelihood.h"
#include "models/networks/score/network_options.h"

namespace odelia {

/// What `odelia likelihood` shall do, as given.
struct LikelihoodConfig : WantedData {
  std::string model, process = "vp_linear";
  ForeignChoice foreign;
  std::string solver = "dopri5", grid = "log_snr";
  double rtol = 1e-5, atol = 0;
  int64_t steps = 100;
  double t_min = 0;
  std::string t_min_treatment = "plain", terminal = "prior";
  std::string divergence = "hutchinson", probe = "rademacher", product = "vjp", control = "none";
  int64_t probes = 1;
  std::string dequant = "unset", dequantizer;
  int64_t dequant_draws = 1;
  double scale = 0, offset = std::numeric_limits<double>::quiet_NaN();
  std::string dtype = "auto", network_precision = "float32", device = "cpu";
  int64_t seed = 0, micro_batch = 0, batch = 0, ode_images = 32;
  std::string bound = "none";
  int64_t bound_samples = 64;
  std::string out;
  bool json = false;
  Given given;  ///< what was set, be it to the default: not all means something everywhere
};

/// Every key that a config of `odelia likelihood` may have, with its default.
std::vector<KeyDoc> likelihood_keys();

}  // namespace odelia
