#include "models/networks/score/score_network.h"

#include <fmt/ranges.h>

#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {

std::map<std::string, NetworkEntry>& entries() {
  static std::map<std::string, NetworkEntry> all;
  return all;
}

const NetworkEntry& find(Fields& description) {
  std::string type = "unet";
  description.optional("type", type,
                       fmt::format("the architecture: {}", fmt::join(names_in(entries()), ", ")));
  const auto found = entries().find(type);
  if (found == entries().end())
    throw std::invalid_argument(fmt::format("{}: unknown network type '{}'; {}",
                                            description.where(), printable(type),
                                            known_names(type, names_in(entries()))));
  return found->second;
}

}  // namespace

RegisterNetwork::RegisterNetwork(NetworkEntry entry) {
  const std::string type = entry.type;
  if (!entries().emplace(type, std::move(entry)).second)
    throw std::logic_error("network type '" + type + "' is registered twice");
}

std::shared_ptr<const ScoreNetwork> read_network(Fields description) {
  const NetworkEntry& entry = find(description);
  return entry.read(description);
}

std::shared_ptr<const ScoreNetwork> network_for_data(nlohmann::json json,
                                                     const std::vector<int64_t>& sample_shape,
                                                     const std::string& where) {
  Fields description(json, where);
  const auto measured = find(description).of_data(json, sample_shape);
  for (const auto& [key, value] : measured.items()) {
    if (json.contains(key) && json.at(key) != value)
      throw std::invalid_argument(fmt::format("{}.{} is {}, but the data have {}; leave it out",
                                              where, key, json.at(key).dump(), value.dump()));
    json[key] = value;
  }
  return read_network({json, where});
}

}  // namespace odelia
