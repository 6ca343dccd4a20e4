#pragma once
#include "models/data/fields.h"
#include "models/networks/score/network_options.h"

namespace odelia {

/// Classes such as "3" or "0-9".  Throws std::invalid_argument, naming `who`.
std::vector<int64_t> read_classes(const std::string& text, const std::string& who);

/// The keys `labels` and `[guidance]` of a config.
void read_guidance(Fields& fields, GuidanceChoice& out);
/// The lines of TOML that say it again; "" where there is nothing.
std::string guidance_labels_toml(const GuidanceChoice& choice);
std::string guidance_table_toml(const GuidanceChoice& choice);

/// The same as a sentence for readers; "" where there is nothing.
std::string guidance_text(const GuidanceChoice& choice);

/// What a run's identity holds of it: null where there is nothing.
nlohmann::ordered_json guidance_json(const GuidanceChoice& choice);

}  // namespace odelia
