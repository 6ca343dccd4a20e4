#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// F of D = y - s F(y/sqrt(1 + s^2); 999 t).
const RegisterConvention edm_vp{
    {.name = "edm_vp",
     .summary = "F inside EDM's VP preconditioning (`net.model`)",
     .input = "1/sqrt(1 + s^2)",
     .time = "999 t(s), beta from 0.1 to 20",
     .output = "n",
     .source = "Karras et al. 2022, arXiv:2206.00364, Table 1; NVlabs/edm, training/networks.py "
               "(VPPrecond)",
     .make = [](const Spec&) {
       Convention c;
       c.scale = unit_variance;
       c.time = [](const Level& at) { return 999 * vp_linear_time(at); };
       c.output = Output::noise;
       c.s_min = vp_linear_level(1e-5), c.s_max = vp_linear_level(1);
       return c;
     }}};

}  // namespace
}  // namespace odelia
