#include <cmath>

#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// F of D = y + s F(y; ln(s/2)).
const RegisterConvention edm_ve{
    {.name = "edm_ve",
     .summary = "F inside EDM's VE preconditioning (`net.model`)",
     .input = "1",
     .time = "ln(s/2)",
     .output = "-n",
     .source = "Karras et al. 2022, arXiv:2206.00364, Table 1; NVlabs/edm, training/networks.py "
               "(VEPrecond)",
     .make = [](const Spec&) {
       Convention c;
       c.scale = on_top;
       c.time = [](const Level& at) { return std::log(at.s() / 2); };
       c.output = Output::minus_noise;
       c.s_min = 0.02, c.s_max = 100;
       return c;
     }}};

}  // namespace
}  // namespace odelia
