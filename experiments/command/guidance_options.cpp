#include "experiments/command/guidance_options.h"

#include <charconv>
#include <cmath>

#include <fmt/ranges.h>

#include "experiments/command/command_line.h"
#include "experiments/command/seeds.h"
#include "solvers/text.h"

namespace odelia {
namespace {

std::vector<int64_t> read_labels(const std::string& text, const std::string& who) {
  const auto labels = parse_seed_list(text, who);
  return {labels.begin(), labels.end()};
}

/// "0.3:5", either of which may be left out.
void read_interval(const std::string& text, const std::string& who, Guidance& out) {
  const auto colon = text.find(':');
  const auto number = [&](std::string_view part, double& value) {
    if (part.empty()) return true;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc() && end == part.data() + part.size();
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
  if (!labels.empty()) out.labels.of = read_labels(labels, who + " --labels");
  out.how.w = w, out.how.rescale = rescale, out.how.channels = channels, out.guide = guide;
  if (!interval.empty()) read_interval(interval, who + " --guidance-interval", out.how);
  check(out.how);
  return out;
}

void add_guidance_options(CommandLine& app, GuidanceOptions& o) {
  app.option("--labels", o.labels,
             "classes, such as 3 or 0-9: the sample of seed s gets number s modulo their count");
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

void read_guidance(Fields& fields, GuidanceChoice& out) {
  std::string labels;
  fields.without_default("labels", labels, "the samples' classes, such as \"3\" or \"0-9\"");
  if (fields.has("labels"))
    out.labels.of =
        read_labels(labels, fmt::format("{}: '{}'", fields.where(), fields.name("labels")));
  if (!fields.value("guidance", "a table: how a class or a worse model guides")) return;
  Fields table = fields.inner("guidance");
  std::vector<double> interval{out.how.from, out.how.to};
  table.optional("w", out.how.w, "of n_g + w (n_c - n_g); 1: none")
      .without_default("interval", interval, "two levels sigma/alpha between which it acts")
      .optional("rescale", out.how.rescale, "0 to 1: how much of the spread is brought back")
      .optional("channels", out.how.channels, "the first so many are guided; 0: all")
      .without_default("guide", out.guide, "a model, instead of the same without a class")
      .finish();
  if (interval.size() != 2) table.fail("interval", "needs two levels, such as [0.3, 5.0]");
  out.how.from = interval[0], out.how.to = interval[1];
  try {
    check(out.how);
  } catch (const std::invalid_argument& e) {
    table.fail("w", e.what());
  }
}

std::string guidance_labels_toml(const GuidanceChoice& choice) {
  if (choice.labels.of.empty()) return "";
  const auto& of = choice.labels.of;
  return fmt::format("labels = \"{}\"\n", to_string(std::vector<uint64_t>(of.begin(), of.end())));
}

std::string guidance_table_toml(const GuidanceChoice& choice) {
  const Guidance& how = choice.how;
  if (!how.acts()) return "";
  std::string out = fmt::format("\n[guidance]\nw = {}\n", how.w);
  if (how.from > 0 || std::isfinite(how.to))
    out += fmt::format("interval = [{}, {}]\n", how.from, how.to);
  if (how.rescale > 0) out += fmt::format("rescale = {}\n", how.rescale);
  if (how.channels > 0) out += fmt::format("channels = {}\n", how.channels);
  if (!choice.guide.empty())
    out += fmt::format("guide = {}\n", nlohmann::json(choice.guide).dump());
  return out;
}

nlohmann::ordered_json guidance_json(const GuidanceChoice& choice) {
  const Guidance& how = choice.how;
  if (!how.acts()) return nullptr;
  nlohmann::ordered_json out = {{"w", how.w}};
  if (how.from > 0) out["from"] = how.from;
  if (std::isfinite(how.to)) out["to"] = how.to;
  if (how.rescale > 0) out["rescale"] = how.rescale;
  if (how.channels > 0) out["channels"] = how.channels;
  out["guide"] = choice.guide.empty() ? "itself" : choice.guide;
  return out;
}

}  // namespace odelia
