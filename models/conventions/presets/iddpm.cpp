#include "models/conventions/openai.h"

namespace odelia {
namespace {

/// eps(x; 1000 i/n) of a beta table; the half of the channels that says the variance is dropped.
/// With steps=1000 these are the networks inside EDM's iDDPMPrecond, too.
const RegisterConvention iddpm{
    {.name = "iddpm",
     .summary = "improved-diffusion's networks, model(x, index)",
     .input = "1/sqrt(1 + s^2)",
     .time = "index in the table of s, times 1000/steps",
     .output = "n, in the first half of the channels",
     .source = "Nichol & Dhariwal 2021, arXiv:2102.09672, eq. 17; openai/improved-diffusion, "
               "improved_diffusion/gaussian_diffusion.py; NVlabs/edm, training/networks.py "
               "(iDDPMPrecond)",
     .options = openai_options("4000", "cosine", "true"),
     .make = [](const Spec& spec) { return openai_convention(spec, 4000, "cosine", "true"); }}};

}  // namespace
}  // namespace odelia
