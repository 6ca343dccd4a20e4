#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// u = x0 - n on the way from noise to data; arguments (t, x).
const RegisterConvention torchcfm{
    {.name = "torchcfm",
     .summary = "torchcfm's vector fields, model(t, x), t = 1 at the data",
     .input = "1/(1 + s)",
     .time = "1/(1 + s)",
     .output = "x0 - n",
     .source = "Tong et al. 2023, arXiv:2302.00482, eqs. 14 and 15; "
               "atong01/conditional-flow-matching, torchcfm/conditional_flow_matching.py",
     .make = [](const Spec&) {
       Convention c;
       c.scale = straight;
       c.time = [](const Level& at) { return at.alpha / (at.alpha + at.sigma); };
       c.output = Output::minus_flow;
       c.time_first = true;
       c.at_pure_noise = true;
       return c;
     }}};

}  // namespace
}  // namespace odelia
