#include "solvers/time_grids/equal_steps.h"

namespace odelia {
namespace {

const RegisterTimeGrid log_snr{
    {.name = "log_snr",
     .summary = "equal steps in half log-SNR lambda: Lu et al. 2022, arXiv:2206.00927, sec. 4",
     .make = [](const GridRequest& r) {
       if (!(r.process.sigma(r.to) > 0))
         throw std::invalid_argument(fmt::format(
             "{}: equal steps in lambda never reach t = {}, where sigma = 0 and lambda is "
             "infinite (process {}); give t_min > 0, and final=zero for a last step to 0",
             r.who, r.to, r.process.name()));
       return equal_steps(
           r.steps, r.from, r.to, [&](double t) { return r.process.lambda(t); },
           [&](double l) { return r.process.t_of_lambda(l); });
     }}};

}  // namespace
}  // namespace odelia
