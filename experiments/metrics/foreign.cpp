#include "experiments/metrics/foreign.h"

#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/npz.h"

namespace odelia {

Reference read_foreign_statistics(const std::string& path) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format("{}: {}", printable(path), what));
  };
  if (path.ends_with(".pkl"))
    refuse(
        "is a pickle, as EDM2 publishes statistics; write one of its entries as npz, where you "
        "trust "
        "the file: python3 -c \"import pickle, numpy as np; r = pickle.load(open('FILE.pkl', "
        "'rb'))['fid']; np.savez('FILE.npz', **r)\"");
  const auto arrays = read_npz(path, {"mu", "sigma", "mu_s", "sigma_s", "pool_3", "feats"});
  Reference out;
  std::string format;
  if (arrays.count("mu") && arrays.count("sigma")) {
    format = arrays.count("mu_s") ? "guided-diffusion: mu, sigma of pool_3" : "mu, sigma";
    out.gaussian.mu = arrays.at("mu").to(at::kDouble);
    out.gaussian.sigma = arrays.at("sigma").to(at::kDouble);
  } else if (arrays.count("pool_3") || arrays.count("feats")) {
    const std::string key = arrays.count("pool_3") ? "pool_3" : "feats";
    const Tensor& features = arrays.at(key);
    if (features.dim() != 2 || features.size(0) < 2 || features.size(1) < 1)
      refuse(fmt::format("'{}' needs features [N, d], N of 2 or more, got [{}]", key,
                         fmt::join(features.sizes(), ", ")));
    if (!features.isfinite().all().item<bool>())
      refuse(fmt::format("'{}' has features that are not finite", key));
    format = fmt::format("features {}", key);
    out.features = features.to(at::kFloat);
    out.gaussian = moments_of(features).finish();
  } else {
    refuse(
        "holds no statistics that are known: mu and sigma (pytorch-fid, EDM, guided-diffusion), "
        "pool_3 (score_sde) or feats (clean-fid)");
  }
  check_gaussian(out.gaussian, path + ":");
  out.provenance["n"] = out.gaussian.n > 0 ? nlohmann::ordered_json(out.gaussian.n)
                                           : nlohmann::ordered_json();  // unknown
  out.provenance["from"] = {
      {"file", printable_text(std::filesystem::path(path).filename().string())},
      {"hash", hash_file(path)},
      {"format", format}};
  return out;
}

}  // namespace odelia
