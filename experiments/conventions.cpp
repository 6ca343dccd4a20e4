#include <nlohmann/json.hpp>

#include "experiments/command/option_docs.h"
#include "experiments/command/verbs.h"
#include "models/conventions/convention.h"

namespace odelia {
namespace {

void print_entry(const ConventionEntry& e) {
  fmt::print("{}: {}\n    input   k (x0 + s n), k = {}\n    time    {}\n    output  {}\n", e.name,
             e.summary, e.input, e.time, e.output);
  print_options(e.options);
  fmt::print("    {}\n", e.source);
}

void print_all(const std::string& name) {
  if (!name.empty()) return print_entry(convention_entry(name, "conventions"));
  fmt::print(
      "how networks that were trained elsewhere are asked: x0 the data in [-1, 1], n noise, "
      "s = sigma/alpha\n\n");
  for (const auto& [key, entry] : convention_entries()) print_entry(entry);
  fmt::print("\nall of them\n");
  print_options(convention_options());
}

void print_json() {
  nlohmann::ordered_json all = {
      {"conventions", nlohmann::ordered_json::array()},
      {"options", option_docs<nlohmann::ordered_json>(convention_options())}};
  for (const auto& [key, e] : convention_entries())
    all["conventions"].push_back({{"name", e.name},
                                  {"summary", e.summary},
                                  {"input", e.input},
                                  {"time", e.time},
                                  {"output", e.output},
                                  {"source", e.source},
                                  {"options", option_docs<nlohmann::ordered_json>(e.options)}});
  fmt::print("{}\n", all.dump(2));
}

const RegisterVerb verb{{"conventions",
                         "how networks that were trained elsewhere are called, for --like",
                         [](CommandLine& app) {
                           app.example("Look around", "odelia conventions edm");
                           auto json = std::make_shared<bool>(false);
                           auto name = std::make_shared<std::string>();
                           app.option("name", *name, "one of them alone");
                           app.flag("--json", *json, "all of them, as an object");
                           app.run([=] { *json ? print_json() : print_all(*name); });
                         }}};

}  // namespace
}  // namespace odelia
