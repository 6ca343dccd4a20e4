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

/// Refuses a network that is described otherwise: what changes no shape may change every answer.
void check_same_description(const nlohmann::json& there, const nlohmann::json& asked,
                            const std::string& who) {
  const auto shown = [](const nlohmann::json& of, const std::string& key) {
    return of.contains(key) ? of.at(key).dump() : std::string("none");
  };
  const auto compare = [&](const std::string& key) {
    if (shown(there, key) != shown(asked, key))
      throw std::invalid_argument(
          fmt::format("{}: cannot begin with its weights where {} {} is asked for, and it has {}; "
                      "take that, or another network",
                      who, key, shown(asked, key), shown(there, key)));
  };
  compare("type");  // of which all else follows
  for (const nlohmann::json* side : {&there, &asked})
    for (const auto& [key, value] : side->items())
      if (key != "dropout") compare(key);  // which training alone knows
}

/// A field that is not given back would have its default in the checkpoint, and in no identity.
void check_given_back(const ScoreNetwork& network, const std::string& type,
                      const nlohmann::json& description) {
  auto asked = description;
  asked["type"] = type;
  const auto said = network.to_json();
  for (const auto& [key, value] : asked.items())
    if (!said.contains(key) || said.at(key) != value)
      throw std::logic_error(fmt::format(
          "network type '{}': its to_json gives {} for '{}', and the description has {}; give "
          "every field back there as it is read",
          type, said.contains(key) ? said.at(key).dump() : "nothing", key, value.dump()));
}

}  // namespace

Tensor of_shape(const Tensor& x, Tensor answer, const ScoreNetwork& network) {
  if (answer.sizes() != x.sizes())
    throw std::logic_error(
        fmt::format("network type '{}': returned [{}] for [{}]; an answer has "
                    "the shape of what is asked",
                    network.to_json().value("type", ""), fmt::join(answer.sizes(), ", "),
                    fmt::join(x.sizes(), ", ")));
  return answer;
}

std::vector<std::string> network_types() { return entries().names(); }

ParameterSet ScoreNetwork::grown(const ScoreNetwork& small, const ParameterSet& parameters,
                                 uint64_t /*seed*/) const {
  const auto there = small.to_json();
  const auto who = fmt::format("network of type '{}'", there.value("type", ""));
  check_same_description(there, to_json(), who);
  check_same_shapes(parameters, shapes(), who);
  return parameters;
}

RegisterNetwork::RegisterNetwork(NetworkEntry entry) {
  const std::string type = entry.type;
  entries().add(type, std::move(entry));
}

std::shared_ptr<const ScoreNetwork> read_network(Fields description) {
  const NetworkEntry& entry = find(description);
  auto out = entry.read(description);
  check_given_back(*out, entry.type, description.object());
  return out;
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
