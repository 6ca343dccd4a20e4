#include "models/conventions/openai.h"

namespace odelia {
namespace {

/// eps(x; i, y) of a beta table; label 1000 is no class; the variance's channels are dropped.
const RegisterConvention dit{
    {.name = "dit",
     .summary = "DiT's networks, model(x, index, label), on latents",
     .input = "1/sqrt(1 + s^2)",
     .time = "index in the table of s",
     .output = "n, in the first half of the channels",
     .source = "Peebles & Xie 2022, arXiv:2212.09748; facebookresearch/DiT, diffusion/__init__.py "
               "and models.py",
     .options = openai_options("1000", "linear", "false"),
     .make = [](const Spec& spec) {
       Convention c = openai_convention(spec, 1000, "linear", "false");
       c.null_label = 1000;
       return c;
     }}};

}  // namespace
}  // namespace odelia
