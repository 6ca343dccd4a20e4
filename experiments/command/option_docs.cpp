#include "experiments/command/option_docs.h"

#include <fmt/format.h>

namespace odelia {

void print_options(const std::vector<OptionDoc>& options, int indent) {
  for (const OptionDoc& o : options)
    fmt::print("{:{}}{}{}: {}\n", "", indent, o.name, o.fallback.empty() ? "" : " = " + o.fallback,
               o.meaning);
}

}  // namespace odelia
