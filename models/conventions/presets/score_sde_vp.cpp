#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// eps(x; 999 t), trained for t in [1e-5, 1].
const RegisterConvention score_sde_vp{
    {.name = "score_sde_vp",
     .summary = "Song's VP networks of continuous time, model(x, 999 t)",
     .input = "1/sqrt(1 + s^2)",
     .time = "999 t(s), beta from 0.1 to 20",
     .output = "n",
     .source = "Song et al. 2021, arXiv:2011.13456, eq. 33; yang-song/score_sde_pytorch, "
               "models/utils.py (get_score_fn)",
     .make = [](const Spec&) { return continuous_vp(); }}};

}  // namespace
}  // namespace odelia
