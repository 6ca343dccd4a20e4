#pragma once
#include "models/data/fields.h"
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
void add_guidance_options(CommandLine& app, GuidanceOptions& options);

/// The keys `labels` and `[guidance]` of a config.
void read_guidance(Fields& fields, GuidanceChoice& out);
/// The lines of TOML that say it again; "" where there is nothing.
std::string guidance_labels_toml(const GuidanceChoice& choice);
std::string guidance_table_toml(const GuidanceChoice& choice);

/// What a run's identity holds of it: null where there is nothing.
nlohmann::ordered_json guidance_json(const GuidanceChoice& choice);

}  // namespace odelia
