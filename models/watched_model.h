#pragma once
#include <functional>

#include "models/score_model.h"

namespace odelia {

/// One evaluation of a model: what it was asked, x = alpha x0 + sigma eps, and its prediction.
struct Evaluation {
  Tensor x;
  PerSample alpha, sigma;
  Tensor value;
  Prediction kind;
};

/// Who is told of a model's evaluations; either may be empty.
struct Watch {
  std::function<void()> before = {};
  std::function<void(const Evaluation&)> after = {};
};

/// The same model, its answers the same to the bit, with somebody watching.
std::shared_ptr<ScoreModel> watched_model(std::shared_ptr<ScoreModel> model, Watch watch);

}  // namespace odelia
