#include "models/networks/open_model.h"

#include "models/mixture.h"
#include "models/networks/foreign/torchscript.h"
#include "models/networks/score/network_model.h"

namespace odelia {

std::shared_ptr<ScoreModel> open_model(const std::string& spec, const NetworkOptions& options) {
  if (spec.starts_with("torchscript:")) return torchscript_model(spec.substr(12), options);
  if (!options.foreign.like.empty() || !options.foreign.shape.empty())
    throw std::invalid_argument(fmt::format(
        "model '{}': like and shape are for torchscript:FILE, and this model knows its own; leave "
        "them out",
        spec));
  if (spec.starts_with("mixture:")) return mixture_model(read_mixture(spec.substr(8)));
  return load_model(spec, options);
}

}  // namespace odelia
