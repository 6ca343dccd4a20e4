#pragma once
#include <memory>

#include "models/exact_consistency.h"
#include "models/mixture.h"
#include "solvers/origin.h"
#include "solvers/registry.h"

namespace odelia {

/// Two clusters in the plane, of unequal spread and of equal or unequal weight.
inline Mixture even_pair() { return {{0.5, 0.5}, {{-1, 0.5}, {1, -0.5}}, {0.3, 0.4}}; }
inline Mixture uneven_pair() { return {{0.4, 0.6}, {{-1, 0.5}, {1, -0.5}}, {0.3, 0.4}}; }

inline std::shared_ptr<ScoreModel> even_model() { return mixture_model(even_pair()); }
inline std::shared_ptr<ScoreModel> uneven_model() { return mixture_model(uneven_pair()); }

/// The mixture's model, or an exact consistency function where the method samples by one.
inline std::shared_ptr<ScoreModel> model_for(const Method& method, Mixture mixture) {
  return is_consistency_method(method.traits) ? exact_consistency({{1}, {{0.5, -0.5}}, {0.6}})
                                              : mixture_model(std::move(mixture));
}

}  // namespace odelia
