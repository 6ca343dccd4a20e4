#include "models/consistency_function.h"

namespace odelia {

ConsistencyFunction* consistency_function(ScoreModel& model) {
  auto* function = dynamic_cast<ConsistencyFunction*>(&model);
  return function && function->knows_origin() ? function : nullptr;
}

}  // namespace odelia
