#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// D(y; sigma) = x0, as every wrapper of k-diffusion's answers.
const RegisterConvention k_diffusion{
    {.name = "k_diffusion",
     .summary = "any denoiser that k-diffusion's samplers take, called as model(x, sigma)",
     .input = "1",
     .time = "s",
     .output = "x0",
     .source = "crowsonkb/k-diffusion, k_diffusion/layers.py (Denoiser) and external.py",
     .make = [](const Spec&) {
       Convention c;
       c.scale = on_top;
       c.time = [](const Level& at) { return at.s(); };
       c.output = Output::data;
       return c;
     }}};

}  // namespace
}  // namespace odelia
