#include "experiments/command/guidance_config.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/ranges.h>

#include "experiments/command/seeds.h"
#include "models/data/images/array_images.h"

namespace odelia {

std::vector<int64_t> read_classes(const std::string& text, const std::string& who) {
  const auto labels = parse_seed_list(text, who, {"label", "such as \"0-9\""});
  for (uint64_t label : labels)
    if (label > uint64_t{kMostLabel})
      throw std::invalid_argument(fmt::format(
          "{}: got label {}, expected at most {}; classes count from 0", who, label, kMostLabel));
  return {labels.begin(), labels.end()};
}

void check_acts(const Guidance& how, const Process& process, double from, double to,
                const std::string& who) {
  if (!how.acts()) return;
  const auto level = [&](double t) { return process.sigma(t) / process.alpha(t); };
  const double most = level(from), least = level(to);
  if (how.from < most && how.to > least) return;
  throw std::invalid_argument(fmt::format(
      "{}: guidance from {} to {} never acts: on process {} the levels sigma/alpha go from {:.4g} "
      "to {:.4g} here; give an interval that meets these",
      who, how.from, how.to, process.name(), most, least));
}

namespace {
bool refused(const Guidance& how) {
  try {
    check(how);
    return false;
  } catch (const std::invalid_argument&) {
    return true;
  }
}

/// The key whose value is to blame where the whole is refused.
const char* key_at_fault(const Guidance& how) {
  Guidance alone;
  alone.w = how.w;
  if (refused(alone)) return "w";
  alone.w = 2;  // where all others may mean something
  alone.from = how.from, alone.to = how.to;
  if (refused(alone)) return "interval";
  alone.rescale = how.rescale;
  if (refused(alone)) return "rescale";
  alone.channels = how.channels;
  return refused(alone) ? "channels" : "w";
}

/// One table, all its scales.
std::vector<GuidanceChoice> read_table(Fields table, const GuidanceChoice& start) {
  GuidanceChoice choice = start;
  std::vector<double> interval{choice.how.from, choice.how.to}, scales{choice.how.w};
  table.list("w", scales, "of n_g + w (n_c - n_g), one or several; 1: none")
      .without_default("interval", interval, "two levels sigma/alpha between which it acts")
      .optional("rescale", choice.how.rescale, "0 to 1: how much of the spread is brought back")
      .optional("channels", choice.how.channels, "the first so many are guided; 0: all")
      .without_default("guide", choice.guide, "a model, instead of the same without a class")
      .finish();
  if (interval.size() != 2) table.fail("interval", "needs two levels, such as [0.3, 5.0]");
  choice.how.from = interval[0], choice.how.to = interval[1];
  std::vector<GuidanceChoice> out;
  for (double w : scales) {
    choice.how.w = w;
    if (w == 1 && scales.size() > 1) {
      out.push_back(start);
      continue;
    }
    try {
      check(choice.how);
    } catch (const std::invalid_argument& e) {
      table.fail(key_at_fault(choice.how), e.what());
    }
    out.push_back(choice);
  }
  if (out.empty()) table.fail("w", "is an empty list; name one or more, or leave it out");
  return out;
}
}  // namespace

std::vector<GuidanceChoice> read_guidances(Fields& fields) {
  GuidanceChoice start;
  std::string labels;
  fields.without_default("labels", labels, "the samples' classes, such as \"3\" or \"0-9\"");
  if (fields.has("labels"))
    start.labels.of =
        read_classes(labels, fmt::format("{}: '{}'", fields.where(), fields.name("labels")));
  const auto* given =
      fields.value("guidance", "a table, or several: how a class or a worse model guides");
  if (!given) return {start};
  if (!given->is_array()) return read_table(fields.inner("guidance"), start);
  std::vector<GuidanceChoice> out;
  bool plain = false;
  for (size_t i = 0; i < given->size(); ++i) {
    const std::string name = fmt::format("guidance[{}]", i);
    if (!given->at(i).is_object()) fields.fail(name, "needs a table, such as [[guidance]]");
    Fields table(given->at(i), fields.where(), name + ".", fields.asked());
    for (auto& choice : read_table(table, start))
      if (choice.how.acts() || !std::exchange(plain, true)) out.push_back(std::move(choice));
  }
  if (out.empty()) fields.fail("guidance", "is an empty list; name a table, or leave it out");
  return out;
}

std::string guidance_labels_toml(const GuidanceChoice& choice) {
  if (choice.labels.of.empty()) return "";
  const auto& of = choice.labels.of;
  return fmt::format("labels = \"{}\"\n", to_string(std::vector<uint64_t>(of.begin(), of.end())));
}

std::string guidance_table_toml(const GuidanceChoice& choice, bool listed) {
  const Guidance& how = choice.how;
  if (!how.acts() && !listed) return "";
  std::string out = fmt::format("\n{}\nw = {}\n", listed ? "[[guidance]]" : "[guidance]", how.w);
  if (how.bounded()) out += fmt::format("interval = [{}, {}]\n", how.from, how.to);
  if (how.rescale > 0) out += fmt::format("rescale = {}\n", how.rescale);
  if (how.channels > 0) out += fmt::format("channels = {}\n", how.channels);
  if (!choice.guide.empty())
    out += fmt::format("guide = {}\n", nlohmann::json(choice.guide).dump());
  return out;
}

namespace {
std::string level(double s) { return std::isfinite(s) ? fmt::format("{}", s) : "infinity"; }

std::string by_text(const GuidanceChoice& choice) {
  const Guidance& how = choice.how;
  std::string out = choice.guide.empty() ? "the model itself without a class" : choice.guide;
  if (how.bounded()) out += fmt::format(", sigma/alpha from {} to {}", how.from, level(how.to));
  if (how.rescale > 0) out += fmt::format(", rescaled by {}", how.rescale);
  if (how.channels > 0) out += fmt::format(", the first {} channels alone", how.channels);
  return out;
}
}  // namespace

std::string guidance_text(const std::vector<GuidanceChoice>& choices) {
  const auto& classes = choices[0].labels.of;
  std::vector<std::string> parts;
  if (!classes.empty())
    parts.push_back(fmt::format("classes {}, by seed",
                                to_string(std::vector<uint64_t>(classes.begin(), classes.end()))));
  std::vector<std::pair<std::string, std::vector<double>>> ways;  // and their scales
  for (const auto& choice : choices) {
    if (!choice.how.acts()) continue;
    const std::string by = by_text(choice);
    auto way = std::find_if(ways.begin(), ways.end(), [&](auto& w) { return w.first == by; });
    if (way == ways.end()) way = ways.insert(ways.end(), {by, {}});
    way->second.push_back(choice.how.w);
  }
  for (const auto& [by, scales] : ways)
    parts.push_back(fmt::format("guidance w = {} by {}", fmt::join(scales, ", "), by));
  if (!ways.empty()) parts.push_back("an evaluation where it acts counts as two");
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string guidance_variant(const GuidanceChoice& choice) {
  const Guidance& how = choice.how;
  std::vector<std::string> parts;
  if (!how.acts()) return "";
  if (how.bounded()) parts.push_back(fmt::format("from {} to {}", how.from, level(how.to)));
  if (how.rescale > 0) parts.push_back(fmt::format("rescaled {}", how.rescale));
  if (how.channels > 0) parts.push_back(fmt::format("{} channels", how.channels));
  if (!choice.guide.empty()) parts.push_back("by " + choice.guide);
  return fmt::format("{}", fmt::join(parts, ", "));
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
