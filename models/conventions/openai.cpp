#include "models/conventions/openai.h"

namespace odelia {

std::vector<OptionDoc> openai_options(const std::string& steps, const std::string& schedule,
                                      const std::string& rescale) {
  return {{"steps", steps, "betas of its table"},
          {"schedule", schedule, "linear or cosine"},
          {"rescale", rescale, "the index is told times 1000/steps: true or false"},
          times_option()};
}

Convention openai_convention(const Spec& spec, int64_t steps, const std::string& schedule,
                             const std::string& rescale) {
  const int64_t n = whole_option(spec, "steps", steps, 2, 1000000);
  const double per = 1000.0 / static_cast<double>(n);
  const bool cosine = word_option(spec, "schedule", schedule, {"linear", "cosine"}) == "cosine",
             scaled = word_option(spec, "rescale", rescale, {"true", "false"}) == "true";
  Convention c;
  c.scale = unit_variance;
  c.output = Output::noise;
  c.channels = Convention::kHalf;
  const auto betas = cosine ? cosine_betas(n) : linear_betas(n, 1e-4 * per, 0.02 * per);
  know_table(c, levels_of_betas(betas, "convention '" + to_string(spec) + "'"),
             snapped_option(spec), scaled ? per : 1);
  return c;
}

}  // namespace odelia
