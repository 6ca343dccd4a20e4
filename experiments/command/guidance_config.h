#pragma once
#include "models/data/fields.h"
#include "models/networks/score/network_options.h"
#include "solvers/process.h"

namespace odelia {

/// Classes such as "3" or "0-9".  Throws std::invalid_argument, naming `who`.
std::vector<int64_t> read_classes(const std::string& text, const std::string& who);

/// The keys `labels` and `[guidance]`, or several [[guidance]], of a config: one or more, all of the
/// same labels, each scale w of each table.  w = 1, which is the same in every table, comes once.
std::vector<GuidanceChoice> read_guidances(Fields& fields);
/// Throws std::invalid_argument, naming `who`, where the interval of the guidance holds no level
/// between the times `from` and `to` of the process: it would never act.
void check_acts(const Guidance& how, const Process& process, double from, double to,
                const std::string& who);
/// The lines of TOML that say it again; "" where there is nothing.  listed: as [[guidance]].
std::string guidance_labels_toml(const GuidanceChoice& choice);
std::string guidance_table_toml(const GuidanceChoice& choice, bool listed = false);

/// The same as a sentence for readers; "" where there is nothing.
std::string guidance_text(const std::vector<GuidanceChoice>& choices);

/// In a few words all but w, such as "from 0.3 to 5, by small"; "" where there is nothing.
std::string guidance_variant(const GuidanceChoice& choice);

/// What a run's identity holds of it: null where there is nothing.
nlohmann::ordered_json guidance_json(const GuidanceChoice& choice);

}  // namespace odelia
