#include "experiments/compare/manifest.h"

#include <chrono>
#include <fstream>
#include <thread>

#include <ATen/Parallel.h>
#include <sys/utsname.h>
#include <torch/version.h>
#include <unistd.h>

#include "experiments/command/guidance_config.h"
#include "experiments/compare/run.h"
#include "experiments/metrics/reference.h"
#include "models/data/hash.h"
#include "models/data/json_text.h"
#include "models/device.h"

namespace odelia {
namespace {

/// The value of the first line "key : value" of a file of such lines.
std::string field(const char* path, const std::string& key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const size_t colon = line.find(':');
    const size_t begin = line.find_first_not_of(" \t", colon + 1);
    return begin == std::string::npos ? "" : line.substr(begin);
  }
  return "unknown";
}

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts = {};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}
}  // namespace

std::string manifest_json(const CompareConfig& config, ClaimKind claims,
                          const nlohmann::ordered_json& before) {
  utsname system = {};
  uname(&system);
  nlohmann::ordered_json out;
  out["title"] = config.title;
  out["config_hash"] = hash_text(resolved_toml(config));
  if (const auto guidance = guidance_text(config.guidances); !guidance.empty())
    out["guidance"] = guidance;
  out["inputs"] = config.inputs;
  if (!config.classifier.empty())
    out["reference"] = read_reference(metrics_reference_file(config)).provenance;
  out["begun"] = utc_now();
  out["libtorch"] = TORCH_VERSION;
  out["compiler"] = __VERSION__;
  out["system"] = fmt::format("{} {} {}", system.sysname, system.release, system.machine);
  out["cpu"] = field("/proc/cpuinfo", "model name");
  if (const auto gpu = device_text(parse_device(config.device, "compare")); !gpu.empty())
    out["gpu"] = gpu;
  out["cores"] = std::thread::hardware_concurrency();
  out["memory"] = field("/proc/meminfo", "MemTotal");
  out["threads"] = at::get_num_threads();
  out["batch"] = config.batch;
  out["claims"] = to_string(claims);
  if (!before.is_null()) {  // a flat list, newest first: a chain would nest ever deeper
    auto earlier = nlohmann::ordered_json::array();
    nlohmann::ordered_json one = before;
    while (one.is_object()) {
      nlohmann::ordered_json older = one.value("before", nlohmann::ordered_json());
      one.erase("before");
      earlier.push_back(one);
      if (older.is_array()) earlier.insert(earlier.end(), older.begin(), older.end());
      one = older.is_object() ? older : nlohmann::ordered_json();
    }
    out["before"] = earlier;
  }
  return json_text(out, 2) + "\n";
}

}  // namespace odelia
