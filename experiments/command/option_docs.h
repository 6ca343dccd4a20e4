#pragma once
#include "solvers/registry.h"

namespace odelia {

/// Documented options as JSON.  Json: nlohmann::json or nlohmann::ordered_json.
template <class Json>
Json option_docs(const std::vector<OptionDoc>& options) {
  Json out = Json::array();
  for (const OptionDoc& o : options)
    out.push_back({{"name", o.name}, {"default", o.fallback}, {"meaning", o.meaning}});
  return out;
}

/// A line each: "NAME = DEFAULT: meaning", without a default "NAME: meaning".
void print_options(const std::vector<OptionDoc>& options, int indent = 4);

}  // namespace odelia
