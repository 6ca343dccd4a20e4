#include "models/conventions/openai.h"

namespace odelia {
namespace {

/// eps(x; i) of a beta table; the half of the channels that says the variance is dropped.
const RegisterConvention adm{
    {.name = "adm",
     .summary = "guided-diffusion's networks, model(x, index)",
     .input = "1/sqrt(1 + s^2)",
     .time = "index in the table of s",
     .output = "n, in the first half of the channels",
     .source = "Dhariwal & Nichol 2021, arXiv:2105.05233; openai/guided-diffusion, "
               "guided_diffusion/script_util.py and respace.py",
     .options = openai_options("1000", "linear", "false"),
     .make = [](const Spec& spec) { return openai_convention(spec, 1000, "linear", "false"); }}};

}  // namespace
}  // namespace odelia
