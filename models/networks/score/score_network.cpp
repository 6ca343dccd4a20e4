#include "models/networks/score/score_network.h"

#include "models/networks/checkpoints/strict_json.h"

namespace odelia {
namespace {

std::map<std::string, NetworkEntry>& entries() {
  static std::map<std::string, NetworkEntry> all;
  return all;
}

const NetworkEntry& find(const nlohmann::json& json, const std::string& where) {
  std::string type = "unet";
  Fields(json, where).optional("type", type);
  const auto found = entries().find(type);
  if (found == entries().end())
    throw std::invalid_argument(fmt::format("{}: unknown network type '{}'; {}", where, type,
                                            known_names(type, names_in(entries()))));
  return found->second;
}

}  // namespace

RegisterNetwork::RegisterNetwork(NetworkEntry entry) {
  const std::string type = entry.type;
  if (!entries().emplace(type, std::move(entry)).second)
    throw std::logic_error("network type '" + type + "' is registered twice");
}

std::shared_ptr<const ScoreNetwork> network_from_json(const nlohmann::json& json,
                                                      const std::string& where) {
  const NetworkEntry& entry = find(json, where);
  auto fields = json;
  fields.erase("type");
  return entry.from_json(fields, where);
}

std::shared_ptr<const ScoreNetwork> network_for_data(nlohmann::json json,
                                                     const std::vector<int64_t>& sample_shape,
                                                     const std::string& where) {
  const auto measured = find(json, where).of_data(json, sample_shape);
  for (const auto& [key, value] : measured.items()) {
    if (json.contains(key) && json.at(key) != value)
      throw std::invalid_argument(fmt::format("{}.{} is {}, but the data have {}; leave it out",
                                              where, key, json.at(key).dump(), value.dump()));
    json[key] = value;
  }
  return network_from_json(json, where);
}

}  // namespace odelia
