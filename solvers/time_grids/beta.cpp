#include <boost/math/special_functions/beta.hpp>

#include "solvers/grid_registry.h"

namespace odelia {
namespace {

const RegisterTimeGrid beta{
    {.name = "beta",
     .options = {{"alpha", "0.6", "below 1: more of the steps near the data"},
                 {"beta", "0.6", "below 1: more of the steps near the noise"}},
     .summary = "t at quantiles of the Beta distribution: Lee et al. 2024, arXiv:2407.12173",
     .make = [](const GridRequest& r) {
       const double alpha = r.options.number("alpha", 0.6), beta = r.options.number("beta", 0.6);
       if (!(alpha > 0) || !(beta > 0) || alpha > 100 || beta > 100)
         throw std::invalid_argument(
             fmt::format("{}: alpha and beta must be positive and at most 100, got {} and {}",
                         r.who, alpha, beta));
       TimeGrid grid{r.from};
       for (int64_t i = 1; i < r.steps; ++i)
         grid.push_back(r.to + (r.from - r.to) *
                                   boost::math::ibeta_inv(alpha, beta, 1 - double(i) / r.steps));
       grid.push_back(r.to);
       return grid;
     }}};

}  // namespace
}  // namespace odelia
