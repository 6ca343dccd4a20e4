#pragma once
#include "experiments/command/settings.h"
#include "models/networks/score/network_options.h"

namespace odelia {

/// What --model takes, for help and messages.
inline constexpr const char* kModels =
    "mixture:FILE.json, torchscript:FILE, a checkpoint folder, or the name of a shipped network";

/// What --process takes, for help.
inline constexpr const char* kProcesses = "forward process, such as vp_linear or edm(sigma_max=80)";

/// --like, --shape and --trust, for networks from elsewhere, wherever there is --model.
template <class App>
void add_foreign_options(App& app, ForeignChoice& choice) {
  const char *like = "convention of a network from elsewhere, such as edm (`odelia conventions`)",
             *shape = "of one of its samples, such as 3x32x32",
             *trust = "let a TorchScript file run the code that is in it";
  if constexpr (std::is_same_v<App, Settings>) {
    app.add("like", choice.like, like).hide_default();
    app.add("shape", choice.shape, shape).hide_default();
    app.add_flag("trust", choice.trust, trust);
  } else {
    app.option("--like", choice.like, like);
    app.option("--shape", choice.shape, shape);
    app.flag("--trust", choice.trust, trust);
  }
}

}  // namespace odelia
