#include "experiments/sample/outcome_column.h"

#include <ATen/ops/tensor.h>

namespace odelia {

Tensor outcome_column(const std::vector<Outcome>& outcomes, int64_t (*number)(const Outcome&)) {
  std::vector<int64_t> out;
  for (const Outcome& o : outcomes) out.push_back(number(o));
  return at::tensor(out, at::kLong);
}

}  // namespace odelia
