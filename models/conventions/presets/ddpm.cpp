#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// eps(x; i) of 1000 betas from 1e-4 to 0.02.
const RegisterConvention ddpm{
    {.name = "ddpm",
     .summary = "Ho's networks, model(x, index)",
     .input = "1/sqrt(1 + s^2)",
     .time = "index in the table of s",
     .output = "n",
     .source = "Ho et al. 2020, arXiv:2006.11239, sec. 4; hojonathanho/diffusion, "
               "diffusion_tf/diffusion_utils_2.py",
     .options = {{"steps", "1000", "betas of its table"},
                 {"beta_start", "0.0001", "the first"},
                 {"beta_end", "0.02", "the last; evenly spaced"},
                 times_option()},
     .make = [](const Spec& spec) {
       Convention c;
       c.scale = unit_variance;
       c.output = Output::noise;
       const auto betas = linear_betas(whole_option(spec, "steps", 1000, 2, 1000000),
                                       spec.options.number("beta_start", 1e-4),
                                       spec.options.number("beta_end", 0.02));
       know_table(c, levels_of_betas(betas, "convention '" + to_string(spec) + "'"),
                  snapped_option(spec));
       return c;
     }}};

}  // namespace
}  // namespace odelia
