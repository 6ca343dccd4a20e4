#include <nlohmann/json.hpp>

#include "experiments/command/option_docs.h"
#include "experiments/command/verbs.h"
#include "models/processes/base.h"
#include "solvers/grid_registry.h"

namespace odelia {
namespace {

void print_entry(const std::string& name, const std::string& summary,
                 const std::vector<OptionDoc>& options) {
  fmt::print("  {:15} {}\n", name, summary);
  print_options(options, 20);
}

void print_all() {
  fmt::print("forward processes, all with t_min and t_max\n");
  for (const auto& [name, entry] : process_entries())
    print_entry(name, entry.summary, entry.options);
  fmt::print("\ntime grids, all with t_min, t_max and final (t_min or zero)\n");
  for (const auto& [name, entry] : time_grid_entries())
    print_entry(name, entry.summary, entry.options);
  fmt::print("  {:15} {}\n", "file:PATH", "times in a file, one a line, from T to t_min or 0");
}

template <class Entries>
nlohmann::ordered_json to_json(const Entries& entries) {
  auto out = nlohmann::ordered_json::array();
  for (const auto& [name, entry] : entries)
    out.push_back({{"name", name},
                   {"summary", entry.summary},
                   {"options", option_docs<nlohmann::ordered_json>(entry.options)}});
  return out;
}

const RegisterVerb verb{
    {"processes", "the forward processes and time grids, with their options and sources",
     [](CommandLine& app) {
       app.example("Look around", "odelia processes");
       auto json = std::make_shared<bool>(false);
       app.flag("--json", *json, "an object with both lists");
       app.run([json] {
         if (!*json) return print_all();
         const nlohmann::ordered_json all = {{"processes", to_json(process_entries())},
                                             {"time_grids", to_json(time_grid_entries())}};
         fmt::print("{}\n", all.dump(2));
       });
     }}};

}  // namespace
}  // namespace odelia
