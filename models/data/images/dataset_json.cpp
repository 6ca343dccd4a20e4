#include "models/data/images/dataset_json.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/json.h"

namespace odelia {

std::optional<std::vector<int64_t>> parse_dataset_json(std::string_view text,
                                                       const std::vector<std::string>& names,
                                                       const std::string& what) {
  constexpr int64_t kMostLabel = 1 << 20;
  const auto refuse = [&](const std::string& rule) {
    throw std::invalid_argument(fmt::format("{}: {}", what, rule));
  };
  const nlohmann::json json = parse_json(text, what);
  if (!json.is_object() || !json.contains("labels"))
    refuse(
        "has no 'labels', as EDM's dataset_tool.py writes them; take the file away to go "
        "without, or write {\"labels\": null}");
  const auto& labels = json.at("labels");
  if (labels.is_null()) return {};
  if (!labels.is_array()) refuse("'labels' must be a list of [file, label]");
  std::unordered_map<std::string, size_t> place;
  for (size_t i = 0; i < names.size(); ++i) place.emplace(names[i], i);
  std::vector<int64_t> out(names.size(), -1);
  for (const auto& pair : labels) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string())
      refuse(fmt::format("'labels' must be a list of [file, label], got {}",
                         printable(pair.dump(-1, ' ', true))));
    const auto name = pair[0].get<std::string>();
    if (!pair[1].is_number_integer() || pair[1] < 0 || pair[1] > kMostLabel)
      refuse(fmt::format("the label of '{}' must be a whole number, 0 or more, got {}",
                         printable(name), printable(pair[1].dump(-1, ' ', true))));
    const auto found = place.find(name);
    if (found == place.end())
      refuse(fmt::format("names '{}', which is not there; get the file, or take its line away",
                         printable(name)));
    if (out[found->second] >= 0) refuse(fmt::format("names '{}' twice", printable(name)));
    out[found->second] = pair[1].get<int64_t>();
  }
  const auto missing = std::find(out.begin(), out.end(), -1);
  if (missing != out.end())
    refuse(fmt::format("has no label for '{}'; give it one, or take the image away",
                       printable(names[static_cast<size_t>(missing - out.begin())])));
  return out;
}

}  // namespace odelia
