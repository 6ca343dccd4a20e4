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

/// The device of that text; under a launcher `cuda` is the GPU of the local rank.  Throws
/// std::invalid_argument, in the name of `who`, where it is not there.
at::Device device_here(const std::string& text, const std::string& who);

/// The same of a verb's --device.
at::Device read_device(const std::string& text, const std::string& verb);

/// The kind of device in a run's identity, where it is not the CPU, of which identities say nothing.
void put_device(nlohmann::ordered_json& identity, at::Device device);

}  // namespace odelia
