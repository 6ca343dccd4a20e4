#include "solvers/solver.h"

#include "solvers/uploads.h"

namespace odelia {

const char* to_string(Status status) {
  switch (status) {
    case Status::ok:
      return "ok";
    case Status::non_finite:
      return "non_finite";
    case Status::budget_exhausted:
      return "budget_exhausted";
    case Status::step_collapsed:
      return "step_collapsed";
  }
  throw std::logic_error("unreachable");
}

bool is_status(int64_t number) {
  return number >= 0 && number <= static_cast<int64_t>(Status::step_collapsed);
}

State State::select(const std::vector<int64_t>& rows) const {
  const Tensor index = send(rows, x.device());
  State out{x.index_select(0, index), t.select(rows)};
  for (const Tensor& m : memory) out.memory.push_back(m.index_select(0, index));
  for (const PerSample& s : memory_t) out.memory_t.push_back(s.select(rows));
  return out;
}

SemiLinear& require_semi_linear(Dynamics& dynamics, const char* solver) {
  if (SemiLinear* view = dynamics.semi_linear()) return *view;
  throw std::invalid_argument(
      fmt::format("solver '{}' needs a semi-linear dynamics (reverse_sde, probability_flow); got "
                  "{}. Try 'heun'.",
                  solver, dynamics.name()));
}

}  // namespace odelia
