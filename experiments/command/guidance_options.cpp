#include "experiments/command/guidance_options.h"

#include "experiments/command/command_line.h"
#include "solvers/number_in.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// "0.3:5", either of which may be left out.
void read_interval(const std::string& text, const std::string& who, Guidance& out) {
  const auto colon = text.find(':');
  const auto number = [&](std::string_view part, double& value) {
    if (part.empty()) return true;
    const auto given = number_in<double>(part);
    value = given.value_or(value);
    return given.has_value();
  };
  const std::string_view all = text;
  if (colon == std::string::npos || text.size() < 2 || !number(all.substr(0, colon), out.from) ||
      !number(all.substr(colon + 1), out.to))
    throw std::invalid_argument(fmt::format(
        "{}: two levels sigma/alpha, such as 0.3:5, :5 or 0.3:, got '{}'", who, printable(text)));
}

}  // namespace

GuidanceChoice GuidanceOptions::read(const std::string& who) const {
  GuidanceChoice out;
  if (!labels.empty()) out.labels.of = read_classes(labels, who + " --labels");
  out.how.w = w, out.how.rescale = rescale, out.how.channels = channels, out.guide = guide;
  if (!interval.empty()) read_interval(interval, who + " --guidance-interval", out.how);
  check(out.how);
  return out;
}

void add_labels_option(CommandLine& app, std::string& labels) {
  app.option("--labels", labels,
             "classes, such as 3 or 0-9: the sample of seed s gets number s modulo their count");
}

void add_guidance_options(CommandLine& app, GuidanceOptions& o) {
  add_labels_option(app, o.labels);
  app.option(
      "--guidance", o.w,
      "w of n_g + w (n_c - n_g), as in diffusers, DiT and EDM2 (1: none; the classifier-free "
      "paper's is w - 1); an evaluation counts as two");
  app.option("--guidance-interval", o.interval,
             "levels sigma/alpha between which guidance acts, such as 0.3:5");
  app.option("--guidance-rescale", o.rescale,
             "0 to 1: how far the spread of each prediction is brought back to the unguided");
  app.option("--guidance-channels", o.channels, "guide the first so many channels alone");
  app.option("--guide", o.guide,
             "model that guides instead of the model itself without a class (autoguidance)");
}

}  // namespace odelia
