#include "models/networks/score/network_options.h"

#include <map>
#include <stdexcept>

#include "solvers/names.h"

namespace odelia {

void set_network_precision(NetworkOptions& options, const std::string& name,
                           const std::string& who) {
  const std::map<std::string, at::ScalarType> known = {{"float32", at::kFloat},
                                                       {"ieee", at::kFloat},
                                                       {"tf32", at::kFloat},
                                                       {"bfloat16", at::kBFloat16},
                                                       {"bf16", at::kBFloat16}};
  const auto found = known.find(name);
  if (found == known.end())
    throw std::invalid_argument(
        fmt::format("{}: unknown '{}'; {}", who, name, known_names(name, names_in(known))));
  options.precision = found->second;
  options.tf32 = name == "tf32";
  if (options.tf32 && options.device.is_cpu())
    throw std::invalid_argument(
        fmt::format("{}: 'tf32' is what a GPU makes of float32, and the device is the CPU; take "
                    "float32 or bfloat16",
                    who));
}

std::string precision_name(at::ScalarType type, const std::string& asked) {
  switch (type) {
    case at::kDouble:
      return "float64";
    case at::kHalf:
      return "float16";
    case at::kBFloat16:
      return asked == "bf16" ? asked : "bfloat16";
    default:
      return asked;
  }
}

}  // namespace odelia
