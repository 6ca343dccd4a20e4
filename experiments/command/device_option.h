#pragma once
#include <nlohmann/json.hpp>

#include "experiments/command/settings.h"
#include "models/device.h"

namespace odelia {

/// --device, where a network is evaluated: `text` is what parse_device reads.
template <class App>
CommandLineOption add_device_option(App& app, std::string& text) {
  const char* meaning = "where the network runs: cpu, cuda or cuda:N";
  if constexpr (std::is_same_v<App, Settings>)
    return app.add("device", text, meaning);
  else
    return app.option("--device", text, meaning).show_default();
}

/// Reads it in the name of the verb.  Throws std::invalid_argument where it is not there.
inline at::Device read_device(const std::string& text, const std::string& verb) {
  return parse_device(text, verb + " --device");
}

/// What a verb that runs on the CPU alone says of --device: throws std::invalid_argument on another
/// one, present or not.
void require_cpu(const std::string& text, const std::string& verb);

/// The kind of device in a run's identity, where it is not the CPU, of which identities say nothing.
void put_device(nlohmann::ordered_json& identity, at::Device device);

}  // namespace odelia
