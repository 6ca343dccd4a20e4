#include "experiments/command/device_option.h"

#include "experiments/sharing/rank_device.h"

namespace odelia {

at::Device device_here(const std::string& text, const std::string& who) {
  return parse_device(device_of(this_rank(), text), who);
}

at::Device read_device(const std::string& text, const std::string& verb) {
  return device_here(text, verb + " --device");
}

void put_device(nlohmann::ordered_json& identity, at::Device device) {
  if (!device.is_cpu()) identity["device"] = device_kind(device);
}

}  // namespace odelia
