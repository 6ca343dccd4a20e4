#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// v = x0 - n on the linear path; t = 1 at the data; label 1000 is no class.
const RegisterConvention sit{
    {.name = "sit",
     .summary = "SiT's velocities on the linear path, model(x, t, label), on latents",
     .input = "1/(1 + s)",
     .time = "1/(1 + s)",
     .output = "x0 - n",
     .source = "Ma et al. 2024, arXiv:2401.08740, sec. 2; willisma/SiT, transport/path.py (ICPlan) "
               "and models.py",
     .options = {{"order", "xt", "of its arguments: xt or tx"}},
     .make = [](const Spec& spec) {
       Convention c;
       c.scale = straight;
       c.time = [](const Level& at) { return at.alpha / (at.alpha + at.sigma); };
       c.output = Output::minus_flow;
       c.time_first = word_option(spec, "order", "xt", {"xt", "tx"}) == "tx";
       c.at_pure_noise = true;
       c.null_label = 1000;
       return c;
     }}};

}  // namespace
}  // namespace odelia
