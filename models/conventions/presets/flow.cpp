#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// A velocity on the straight path, however it counts time and sign.
const RegisterConvention flow{
    {.name = "flow",
     .summary = "velocities on the straight path: rectified flow, flow matching",
     .input = "1/(1 + s)",
     .time = "s/(1 + s) or 1/(1 + s), times time_scale",
     .output = "n - x0 or x0 - n",
     .source = "Liu et al. 2022, arXiv:2209.03003, eq. 1; Lipman et al. 2022, arXiv:2210.02747; "
               "huggingface/diffusers, scheduling_flow_match_euler_discrete.py has time_scale=1000",
     .options = {{"time", "noise", "the share that is told: noise, 1 at pure noise, or data"},
                 {"output", "noise-data", "noise-data or data-noise"},
                 {"order", "xt", "of its arguments: xt or tx"},
                 {"time_scale", "1", "of the time that is told"}},
     .make = [](const Spec& spec) {
       const bool of_data = word_option(spec, "time", "noise", {"noise", "data"}) == "data";
       const double by = spec.options.number("time_scale", 1);
       if (!(by > 0)) refuse_option(spec, "time_scale", "must be positive", by);
       Convention c;
       c.scale = straight;
       c.time = [of_data, by](const Level& at) {
         return by * (of_data ? at.alpha : at.sigma) / (at.alpha + at.sigma);
       };
       c.output =
           word_option(spec, "output", "noise-data", {"noise-data", "data-noise"}) == "noise-data"
               ? Output::flow
               : Output::minus_flow;
       c.time_first = word_option(spec, "order", "xt", {"xt", "tx"}) == "tx";
       c.at_pure_noise = true;
       return c;
     }}};

}  // namespace
}  // namespace odelia
