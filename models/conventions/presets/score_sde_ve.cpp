#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// Data in [0, 1], so that its sigma is half of ours; F is divided by sigma inside the network.
const RegisterConvention score_sde_ve{
    {.name = "score_sde_ve",
     .summary = "Song's VE networks of continuous time, model(x, sigma), data in [0, 1]",
     .input = "1, of (x0 + 1)/2",
     .time = "s, of data in [0, 1]: half of ours",
     .output = "-n/s, the score",
     .source = "Song et al. 2021, arXiv:2011.13456, eq. 31; yang-song/score_sde_pytorch, "
               "models/ncsnpp.py and models/utils.py (get_score_fn)",
     .make = [](const Spec&) {
       Convention c;
       c.scale = on_top;
       c.time = [](const Level& at) { return at.s(); };
       c.output = Output::score;
       c.data_scale = c.data_offset = 0.5;
       c.s_min = 0.01, c.s_max = 50;
       return c;
     }}};

}  // namespace
}  // namespace odelia
