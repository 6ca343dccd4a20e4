#include "models/networks/score/score_network.h"

#include <fmt/ranges.h>

#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<NetworkEntry>& entries() {
  static Registered<NetworkEntry> all("network type");
  return all;
}

const NetworkEntry& find(Fields& description) {
  std::string type = "unet";
  description.optional("type", type,
                       fmt::format("the architecture: {}", fmt::join(entries().names(), ", ")));
  return entries().at(type, description.where());
}

}  // namespace

ParameterSet ScoreNetwork::grown(const ScoreNetwork& small, const ParameterSet& parameters,
                                 uint64_t /*seed*/) const {
  check_same_shapes(parameters, shapes(),
                    fmt::format("network of type '{}'", small.to_json().value("type", "")));
  return parameters;
}

RegisterNetwork::RegisterNetwork(NetworkEntry entry) {
  const std::string type = entry.type;
  entries().add(type, std::move(entry));
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
