#include "experiments/python/model.h"
#include "models/watched_model.h"

namespace odelia::python {

std::shared_ptr<ScoreModel> watched(std::shared_ptr<ScoreModel> model, Heard heard) {
  return watched_model(std::move(model), {.before = [heard = std::move(heard)] {
                         const Gil gil;
                         answer_signals();
                         if (heard) heard();
                       }});
}

}  // namespace odelia::python
