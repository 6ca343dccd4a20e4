#include <cmath>

#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// F of D = c_skip y + c_out F(c_in y; ln(s)/4), before the preconditioning.
const RegisterConvention edm_raw{
    {.name = "edm_raw",
     .summary = "F inside EDM's preconditioning (`net.model`)",
     .input = "1/sqrt(s^2 + sigma_data^2)",
     .time = "ln(s)/4",
     .output = "(x0 - c_skip (x0 + s n)) / c_out",
     .source = "Karras et al. 2022, arXiv:2206.00364, Table 1; NVlabs/edm, training/networks.py "
               "(EDMPrecond)",
     .options = {{"sigma_data", "0.5", "standard deviation of the data"}},
     .make = [](const Spec& spec) {
       Convention c;
       c.output = Output::edm;
       const double d = c.sigma_data = spec.options.number("sigma_data", 0.5);
       if (!(d > 0)) refuse_option(spec, "sigma_data", "must be positive", d);
       c.scale = [d](const Level& at) { return 1 / std::hypot(at.sigma, d * at.alpha); };
       c.time = [](const Level& at) { return std::log(at.s()) / 4; };
       c.s_min = 0.002;
       return c;
     }}};

}  // namespace
}  // namespace odelia
