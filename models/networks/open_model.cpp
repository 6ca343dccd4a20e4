#include "models/networks/open_model.h"

#include "models/mixture.h"

namespace odelia {

std::shared_ptr<ScoreModel> open_model(const std::string& spec, const NetworkOptions& options) {
  if (spec.starts_with("mixture:")) return mixture_model(read_mixture(spec.substr(8)));
  return load_model(spec, options);
}

}  // namespace odelia
