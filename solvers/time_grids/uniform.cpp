#include "solvers/time_grids/equal_steps.h"

namespace odelia {
namespace {

const RegisterTimeGrid uniform{
    {.name = "uniform", .summary = "equal steps in t", .make = [](const GridRequest& r) {
       const auto identity = [](double t) { return t; };
       return equal_steps(r.steps, r.from, r.to, identity, identity);
     }}};

}  // namespace
}  // namespace odelia
