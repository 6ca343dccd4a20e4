#include "experiments/command/device_option.h"

#include <stdexcept>

namespace odelia {

void require_cpu(const std::string& text, const std::string& verb) {
  if (read_device(text, verb).is_cpu()) return;
  throw std::invalid_argument(
      fmt::format("{} --device: runs on the CPU alone, got '{}'; leave --device out", verb, text));
}

void put_device(nlohmann::ordered_json& identity, at::Device device) {
  if (!device.is_cpu()) identity["device"] = device_kind(device);
}

}  // namespace odelia
