#include "experiments/command/guidance_config.h"

#include <cmath>

#include "experiments/command/seeds.h"

namespace odelia {

std::vector<int64_t> read_classes(const std::string& text, const std::string& who) {
  const auto labels = parse_seed_list(text, who);
  return {labels.begin(), labels.end()};
}

void read_guidance(Fields& fields, GuidanceChoice& out) {
  std::string labels;
  fields.without_default("labels", labels, "the samples' classes, such as \"3\" or \"0-9\"");
  if (fields.has("labels"))
    out.labels.of =
        read_classes(labels, fmt::format("{}: '{}'", fields.where(), fields.name("labels")));
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

std::string guidance_text(const GuidanceChoice& choice) {
  const Guidance& how = choice.how;
  std::string out;
  if (!choice.labels.none())
    out = fmt::format(
        "classes {}, by seed",
        to_string(std::vector<uint64_t>(choice.labels.of.begin(), choice.labels.of.end())));
  if (!how.acts()) return out;
  if (!out.empty()) out += "; ";
  out += fmt::format("guidance w = {} by {}", how.w,
                     choice.guide.empty() ? "the model itself without a class" : choice.guide);
  if (how.from > 0 || std::isfinite(how.to))
    out += fmt::format(", sigma/alpha from {} to {}", how.from,
                       std::isfinite(how.to) ? fmt::format("{}", how.to) : "infinity");
  if (how.rescale > 0) out += fmt::format(", rescaled by {}", how.rescale);
  if (how.channels > 0) out += fmt::format(", the first {} channels alone", how.channels);
  return out + "; an evaluation where it acts counts as two";
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
