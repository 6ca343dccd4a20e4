#include <nlohmann/json.hpp>

#include "experiments/verbs.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

nlohmann::json to_json(const std::vector<OptionDoc>& options) {
  nlohmann::json out = nlohmann::json::array();
  for (const OptionDoc& o : options)
    out.push_back({{"name", o.name}, {"default", o.fallback}, {"meaning", o.meaning}});
  return out;
}

nlohmann::json to_json(const Traits& t) {
  return {{"name", t.name},
          {"family", t.family},
          {"kind", t.kind},
          {"order", t.order},
          {"strong_order", t.strong_order},
          {"weak_order", t.weak_order},
          {"nfe_per_step", t.nfe_per_step},
          {"nfe_first_extra", t.nfe_first_extra},
          {"needs", t.needs},
          {"embedded", t.embedded},
          {"history", t.history},
          {"options", to_json(t.options)},
          {"reference", t.reference}};
}

nlohmann::json to_json(const Wrapper& w) {
  return {{"name", w.name},
          {"kind", "wrapper"},
          {"takes", w.takes},
          {"options", to_json(w.options)},
          {"reference", w.reference}};
}

nlohmann::json catalogue(const std::string& only, bool of_wrappers) {
  nlohmann::json all = nlohmann::json::array();
  if (const auto wrapper = wrappers().find(only); wrapper != wrappers().end())
    all.push_back(to_json(wrapper->second));
  else if (!only.empty())
    all.push_back(to_json(make_method(only).traits));
  else if (of_wrappers)
    for (const auto& [name, wrapper] : wrappers()) all.push_back(to_json(wrapper));
  else
    for (const auto& [name, entry] : registry()) all.push_back(to_json(entry.traits));
  return all;
}

void print_table() {
  fmt::print("{:24} {:22} {:4} {:>5} {:>6} {:>5} {:>8}  {:11} reference\n", "solver", "family",
             "kind", "order", "strong", "weak", "NFE/step", "needs");
  const auto claim = [](double order) {
    return order > 0 ? fmt::format("{:g}", order) : std::string("-");
  };
  for (const auto& [name, entry] : registry()) {
    const Traits& t = entry.traits;
    fmt::print("{:24} {:22} {:4} {:>5} {:>6} {:>5} {:>8}  {:11} {}\n", name, t.family, t.kind,
               claim(t.order), claim(t.strong_order), claim(t.weak_order), t.nfe_per_step, t.needs,
               t.reference);
  }
  fmt::print("\n{:24} {:53} reference\n", "wrapper(SOLVER)", "takes");
  for (const auto& [name, w] : wrappers())
    fmt::print("{:24} {:53} {}\n", name, w.takes, w.reference);
}

void print_wrapper(const Wrapper& w) {
  fmt::print("{}(SOLVER): takes {}\n  {}\n", w.name, w.takes, w.reference);
  for (const OptionDoc& o : w.options) fmt::print("  {} = {}: {}\n", o.name, o.fallback, o.meaning);
}

void print_one(const std::string& name) {
  if (const auto wrapper = wrappers().find(name); wrapper != wrappers().end())
    return print_wrapper(wrapper->second);
  const Traits& t = make_method(name).traits;
  fmt::print("{}\n  {}\n", t.name, t.reference);
  for (const OptionDoc& o : t.options) fmt::print("  {} = {}: {}\n", o.name, o.fallback, o.meaning);
}

struct Request {
  std::string name;
  bool json = false, wrappers = false;
};

const RegisterVerb verb{
    {"solvers", "the catalogue: every method with its claims and its source", [](CommandLine& app) {
       auto request = std::make_shared<Request>();
       app.option("name", request->name, "one solver or wrapper, with its options");
       app.flag("--json", request->json, "an array of objects");
       app.flag("--wrappers", request->wrappers,
                "with --json: the wrappers instead of the solvers");
       app.run([request] {
         if (request->json) {
           fmt::print("{}\n", catalogue(request->name, request->wrappers).dump(1));
         } else if (request->name.empty()) {
           print_table();
         } else {
           print_one(request->name);
         }
       });
     }}};

}  // namespace
}  // namespace odelia
