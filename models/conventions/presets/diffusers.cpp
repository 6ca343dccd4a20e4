#include "models/conventions/parts.h"
#include "models/conventions/scheduler_config.h"
#include "models/data/files.h"

namespace odelia {
namespace {

/// How a UNet2DModel, UNet2DConditionModel, transformer, ... is called, from the file that lies
/// beside it in a pipeline's folder; without a file a DDPM's.
const RegisterConvention diffusers{
    {.name = "diffusers",
     .summary = "networks of diffusers' pipelines, model(x, timestep)",
     .input = "1/sqrt(1 + s^2); 1/(1 + s) for FlowMatch schedulers",
     .time = "index in the table of s; n s/(1 + s) for FlowMatch schedulers",
     .output = "n, x0 or (n - s x0)/sqrt(1 + s^2), by prediction_type; n - x0",
     .source = "huggingface/diffusers, schedulers/scheduling_ddpm.py and "
               "scheduling_flow_match_euler_discrete.py; without a file: prediction_type=epsilon, "
               "1000 betas from 1e-4 to 0.02",
     .options = {{"file", "", "its scheduler_config.json"}, times_option()},
     .make = [](const Spec& spec) {
       const std::string file = spec.options.text("file", "");
       return scheduler_convention(file.empty() ? "{}" : read_text(file, 16 << 20),
                                   file.empty() ? "no file" : file, snapped_option(spec));
     }}};

}  // namespace
}  // namespace odelia
