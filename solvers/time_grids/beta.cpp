#include <cmath>

#include <boost/math/special_functions/beta.hpp>

#include "solvers/grid_registry.h"

namespace odelia {
namespace {

const RegisterTimeGrid beta{
    {.name = "beta",
     .options = {{"alpha", "0.6", "below 1: more of the steps near the data"},
                 {"beta", "0.6", "below 1: more of the steps near the noise"},
                 {"in", "t", "t, or sigma: quantiles of sigma/alpha, as in diffusers"}},
     .summary = "t at quantiles of the Beta distribution: Lee et al. 2024, arXiv:2407.12173",
     .make = [](const GridRequest& r) {
       const double alpha = r.options.number("alpha", 0.6), beta = r.options.number("beta", 0.6);
       if (!(alpha > 0) || !(beta > 0) || alpha > 100 || beta > 100)
         throw std::invalid_argument(
             fmt::format("{}: alpha and beta must be positive and at most 100, got {} and {}",
                         r.who, alpha, beta));
       const std::string in = r.options.text("in", "t");
       if (in != "t" && in != "sigma")
         throw std::invalid_argument(fmt::format("{}: in must be t or sigma, got '{}'", r.who, in));
       const auto level = [&](double t) { return in == "t" ? t : std::exp(-r.process.lambda(t)); };
       const double first = level(r.from), last = level(r.to);
       if (!std::isfinite(first))
         throw std::invalid_argument(
             fmt::format("{}: in=sigma needs a finite sigma/alpha at t = {}; give a lower t_max",
                         r.who, r.from));
       TimeGrid grid{r.from};
       for (int64_t i = 1; i < r.steps; ++i) {
         const double share = boost::math::ibeta_inv(alpha, beta, 1 - double(i) / r.steps),
                      u = last + (first - last) * share;
         grid.push_back(in == "t" ? u : r.process.t_of_lambda(-std::log(u)));
       }
       grid.push_back(r.to);
       return grid;
     }}};

}  // namespace
}  // namespace odelia
