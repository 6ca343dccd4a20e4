#pragma once
#include <string>
#include <utility>

#include "models/score_model.h"

namespace odelia {

/// Half log-SNRs, low and high: LOW:HIGH where `text` says so, else the levels that the model was
/// trained at or, where it does not say, those of most published ones.  Throws Misuse, in the name
/// of the verb's option --lambda, on other text and on levels that the model does not know.
std::pair<double, double> lambda_range(const std::string& text, const ScoreModel& model,
                                       const std::string& verb);

}  // namespace odelia
