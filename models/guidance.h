#pragma once
#include "models/guidance_rule.h"
#include "models/score_model.h"

namespace odelia {

/// A model asked with classes, and guided.  An evaluation where guidance acts counts as two.
///   guide   by what; null: by the model itself without a class, both in one batch of twice the
///           rows
/// At the ends of the interval a solve begins anew: what remembers earlier predictions forgets them.
/// The guided flow is no flow of a density: it has no products with its Jacobian, hence no
/// likelihood.  Throws std::invalid_argument where model and guide do not fit, and on labels that
/// they do not have.
std::shared_ptr<ScoreModel> guided_model(std::shared_ptr<ScoreModel> model,
                                         std::shared_ptr<ScoreModel> guide, Labels labels,
                                         const Guidance& guidance);

}  // namespace odelia
