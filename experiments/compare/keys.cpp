// `odelia config`: what the keys of a config stand for.
#include <algorithm>

#include "experiments/command/verbs.h"
#include "experiments/compare/config.h"

namespace odelia {
namespace {

void print_keys(const std::vector<KeyDoc>& keys) {
  size_t wide = 0;
  for (const KeyDoc& doc : keys) wide = std::max(wide, doc.key.size());
  for (const KeyDoc& doc : keys)
    fmt::print("{:{}}  {}{}\n", doc.key, wide, doc.meaning,
               doc.fallback.empty() ? "" : fmt::format("; {} unless given", doc.fallback));
}

const RegisterVerb verb{
    {"config", "the keys of a compare config, with their defaults", [](CommandLine& app) {
       app.example("Sample and measure", "odelia config");
       app.run([] { print_keys(compare_keys()); });
     }}};

}  // namespace
}  // namespace odelia
