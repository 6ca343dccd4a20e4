#pragma once
#include "experiments/command/guidance_config.h"
#include "models/networks/score/network_options.h"

namespace odelia {
class CommandLine;

/// --labels, --guidance and what goes with it, as text until all is given.
struct GuidanceOptions {
  std::string labels, interval, guide;
  double w = 1, rescale = 0;
  int64_t channels = 0;
  /// Throws std::invalid_argument, in the name of `who`, on what can mean nothing.
  GuidanceChoice read(const std::string& who) const;
};
/// --labels alone: classes by seed.
void add_labels_option(CommandLine& app, std::string& labels);
void add_guidance_options(CommandLine& app, GuidanceOptions& options);

}  // namespace odelia
