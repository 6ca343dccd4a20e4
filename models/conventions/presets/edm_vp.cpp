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
     .make = [](const Spec&) { return continuous_vp(); }}};

}  // namespace
}  // namespace odelia
