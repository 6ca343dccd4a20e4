#include <map>
#include <optional>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "experiments/command/option_docs.h"
#include "experiments/command/verbs.h"
#include "experiments/solvers/elsewhere.h"
#include "solvers/origin.h"
#include "solvers/registry.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// A method's own options: a wrapper's without those of the solver inside.
const std::vector<OptionDoc>& own_options(const Method& method) {
  const auto wrapper = wrappers().find(parse_spec(method.spec, "solver", true).name);
  return wrapper == wrappers().end() ? method.traits.options : wrapper->second.options;
}

/// The solver inside of a wrapper.
std::optional<Method> inside(const Method& method) {
  const std::string inner = parse_spec(method.spec, "solver", true).inner;
  if (inner.empty()) return {};
  return make_method(inner);
}

nlohmann::json to_json(const Traits& t) {
  return {{"name", t.name},
          {"family", t.family},
          {"kind", to_string(t.kind)},
          {"order", t.order},
          {"strong_order", t.strong_order},
          {"weak_order", t.weak_order},
          {"nfe_per_step", t.nfe_per_step},
          {"nfe_first_extra", t.nfe_first_extra},
          {"needs", to_string(t.needs)},
          {"embedded", t.embedded},
          {"history", t.history},
          {"options", option_docs<nlohmann::json>(t.options)},
          {"reference", t.reference}};
}

nlohmann::json to_json(const Method& method) {
  nlohmann::json out = to_json(method.traits);
  out["options"] = option_docs<nlohmann::json>(own_options(method));
  if (const auto inner = inside(method)) out["inside"] = to_json(*inner);
  return out;
}

nlohmann::json to_json(const Wrapper& w) {
  return {{"name", w.name},
          {"kind", "wrapper"},
          {"takes", w.takes},
          {"options", option_docs<nlohmann::json>(w.options)},
          {"reference", w.reference}};
}

nlohmann::json catalogue(const std::string& only, bool of_wrappers) {
  nlohmann::json all = nlohmann::json::array();
  if (const auto wrapper = wrappers().find(only); wrapper != wrappers().end())
    all.push_back(to_json(wrapper->second));
  else if (!only.empty())
    all.push_back(to_json(make_method(only)));
  else if (of_wrappers)
    for (const auto& [name, wrapper] : wrappers()) all.push_back(to_json(wrapper));
  else
    for (const auto& [name, entry] : registry()) all.push_back(to_json(entry.traits));
  return all;
}

/// Families in the order in which diffusion models' users look for them; any other comes after
/// these, and what a general solver library brings comes last.
constexpr const char* kFirst[] = {"exponential",
                                  "dpm_solver_singlestep",
                                  "exponential_multistep",
                                  "unipc",
                                  "deis",
                                  "adams",
                                  "edm",
                                  "adaptive_multistep",
                                  "exponential_runge_kutta",
                                  "euler_maruyama",
                                  "ancestral",
                                  "sde_dpmpp",
                                  "sa_solver",
                                  "er_sde",
                                  "seeds",
                                  "predictor_corrector",
                                  "stochastic_runge_kutta",
                                  "adaptive_sde",
                                  "consistency"};
constexpr const char* kLast[] = {"runge_kutta", "odeint", "sundials"};

/// All methods by family, the families in the order above.
std::vector<std::pair<std::string, std::vector<const Traits*>>> families() {
  std::map<std::string, std::vector<const Traits*>> all;
  for (const auto& [name, entry] : registry()) all[entry.traits.family].push_back(&entry.traits);
  std::vector<std::pair<std::string, std::vector<const Traits*>>> out, last;
  const auto take = [&](const std::string& family, auto& to) {
    if (auto found = all.extract(family)) to.emplace_back(family, std::move(found.mapped()));
  };
  for (const char* family : kFirst) take(family, out);
  for (const char* family : kLast) take(family, last);
  for (auto& [family, methods] : all) out.emplace_back(family, std::move(methods));
  out.insert(out.end(), last.begin(), last.end());
  return out;
}

/// The text in at most `width` columns.
std::string shortened(const std::string& text, size_t width) {
  if (text.size() <= width) return text;
  size_t end = width - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) >> 6) == 2) --end;  // within a letter
  return text.substr(0, end) + "...";
}

std::string claim(double order) {
  return order > 0 ? fmt::format("{:g}", order) : std::string("-");
}

std::string evaluations(const Traits& t) {
  if (t.own_steps()) return "own";
  return t.nfe_first_extra == 0 ? fmt::format("{}", t.nfe_per_step)
                                : fmt::format("{}{:+}", t.nfe_per_step, t.nfe_first_extra);
}

void print_table() {
  fmt::print("{:33} {:4} {:>5} {:>6} {:>4} {:>4}  source\n", "solver", "kind", "order", "strong",
             "weak", "NFE");
  for (const auto& [family, methods] : families()) {
    fmt::print("\n{} ({})\n", family, methods.size());
    for (const Traits* t : methods)
      fmt::print("  {:31} {:4} {:>5} {:>6} {:>4} {:>4}  {}\n", t->name, to_string(t->kind),
                 claim(t->order), claim(t->strong_order), claim(t->weak_order), evaluations(*t),
                 shortened(t->reference, 37));
  }
  fmt::print("\nwrappers, written NAME(SOLVER) ({})\n", wrappers().size());
  for (const auto& [name, w] : wrappers())
    fmt::print("  {:31} takes {}\n", name, shortened(w.takes, 60));
  fmt::print(
      "\nNFE: evaluations a step, +n in the first, \"own\" where the method's own control decides; "
      "strong\nand weak: orders on the reverse SDE.  `odelia solvers NAME` shows all that is known "
      "of "
      "one.\n");
}

void print_wrapper(const Wrapper& w) {
  fmt::print("{}(SOLVER)\n  takes: {}\n", w.name, w.takes);
  if (!w.options.empty()) fmt::print("  options:\n");
  print_options(w.options);
  fmt::print("  source: {}\n", w.reference);
}

/// The wrappers that this solver fits.
std::vector<std::string> wrappers_of(const Method& method) {
  std::vector<std::string> names;
  for (const auto& [name, wrapper] : wrappers()) try {
      make_method(fmt::format("{}({})", name, method.spec));
      names.push_back(name);
    } catch (const std::invalid_argument&) {  // it does not fit
    }
  return names;
}

void print_method(const Method& method) {
  const Traits& t = method.traits;
  fmt::print("{}\n  kind: {}, family {}\n", t.name,
             is_consistency_method(t)  ? "sampling by a consistency function"
             : t.kind == Equation::sde ? "reverse SDE"
                                       : "probability-flow ODE",
             t.family);
  fmt::print("  order: {} on the ODE, {} strong and {} weak on the SDE (-: not claimed)\n",
             claim(t.order), claim(t.strong_order), claim(t.weak_order));
  if (is_consistency_method(t))
    fmt::print("  law: that of the process after any number of steps, if the function is exact\n");
  if (t.own_steps())
    fmt::print("  evaluations: as many as its own control asks for\n");
  else
    fmt::print("  evaluations: {} a step{}\n", t.nfe_per_step,
               t.nfe_first_extra ? fmt::format(", {:+} in the first", t.nfe_first_extra) : "");
  fmt::print("  needs: {}{}{}\n", to_string(t.needs),
             t.history ? fmt::format(", {} earlier steps", t.history) : "",
             t.uses_statistics ? ", the model's statistics" : "");
  fmt::print("  tolerance: {}\n", t.embedded           ? "by its error estimate (--rtol)"
                                  : controls_itself(t) ? "by its own control (--rtol)"
                                                       : "none, it runs on the grid's steps");
  const auto show = [](const std::string& title, const std::vector<OptionDoc>& options) {
    if (!options.empty()) fmt::print("  {}:\n", title);
    print_options(options);
  };
  show("options", own_options(method));
  for (auto inner = inside(method); inner; inner = inside(*inner))
    show(fmt::format("options of {}", inner->spec), own_options(*inner));
  const auto fitting = wrappers_of(method);
  fmt::print("  wrappers that take it: {}\n",
             fitting.empty() ? "none" : fmt::format("{}", fmt::join(fitting, ", ")));
  fmt::print("  source: {}\n", t.reference);
}

void print_one(const std::string& name) {
  if (const auto wrapper = wrappers().find(name); wrapper != wrappers().end())
    print_wrapper(wrapper->second);
  else
    print_method(make_method(name));
}

void print_elsewhere(const Elsewhere& e, bool json) {
  if (json)
    return fmt::print("{}\n", nlohmann::ordered_json{{"name", e.name},
                                                     {"where", e.where},
                                                     {"solver", e.solver},
                                                     {"grid", e.grid},
                                                     {"process", e.process},
                                                     {"note", e.note}}
                                  .dump(1));
  fmt::print("{} ({})\n  solver: {}\n", e.name, e.where,
             e.solver.empty() ? "none of ours" : e.solver);
  if (!e.grid.empty()) fmt::print("  grid:   {}\n", e.grid);
  if (!e.process.empty()) fmt::print("  process: {}\n", e.process);
  if (!e.note.empty()) fmt::print("  note:   {}\n", e.note);
  const auto option = [](const char* name, const std::string& value) {
    return value.empty() ? "" : fmt::format(" {} '{}'", name, value);
  };
  if (!e.solver.empty())
    fmt::print("  odelia sample --solver '{}'{}{}\n", e.solver, option("--grid", e.grid),
               option("--process", e.process));
}

struct Request {
  std::string name, find;
  bool json = false, wrappers = false;
};

/// What would be passed over.
void check(const Request& request, bool named, bool find) {
  if (named && request.name.empty())
    throw Misuse("solvers: the name is empty; give one, or none for the table");
  if (find && request.find.empty())
    throw Misuse("solvers --find: the name is empty; give one, such as 'DPM++ 2M Karras'");
  if (find && named)
    throw Misuse(
        fmt::format("solvers: got '{}' and --find; give one of them", printable(request.name)));
  if (request.wrappers && (find || named))
    throw Misuse("solvers --wrappers: lists all wrappers; give no name beside it");
  if (request.wrappers && !request.json)
    throw Misuse(
        "solvers --wrappers: lists them as JSON; give --json too, or leave it out: the "
        "table ends with the wrappers");
}

const RegisterVerb verb{
    {"solvers", "the catalogue: every method with its claims and its source", [](CommandLine& app) {
       app.example("Look around", "odelia solvers heun");
       auto request = std::make_shared<Request>();
       const auto name =
           app.option("name", request->name, "one solver or wrapper, with its options");
       const auto find =
           app.option("--find", request->find,
                      "a name from elsewhere: a class of diffusers with its arguments, a function "
                      "of k-diffusion, a label of A1111 or ComfyUI, a paper's name");
       app.flag("--json", request->json, "an array of objects");
       app.flag("--wrappers", request->wrappers,
                "with --json: the wrappers instead of the solvers");
       app.run([request, name, find] {
         check(*request, name.given(), find.given());
         if (find.given()) {
           print_elsewhere(find_elsewhere(request->find), request->json);
         } else if (request->json) {
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
