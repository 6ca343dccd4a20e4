#pragma once
#include <string>

#include "experiments/metrics/reference.h"

namespace odelia {

/// Reference statistics as other programs publish them, an npz with
///     mu [d], sigma [d, d]                 pytorch-fid, clean-fid, EDM;
///     mu, sigma, mu_s, sigma_s (and arr_0)  guided-diffusion, whose spatial ones are left out;
///     pool_3 or feats [N, d], features      score_sde, clean-fid's KID.
/// They do not say whose features they are: the provenance holds the format and the file's hash,
/// and what the user states is to be added.  Throws std::invalid_argument, naming the file, on
/// another layout, and as check_gaussian.
Reference read_foreign_statistics(const std::string& path);

}  // namespace odelia
