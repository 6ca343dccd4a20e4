#include "solvers/registry.h"

#include <algorithm>

#include "solvers/asked_options.h"
#include "solvers/origin.h"
#include "solvers/own_method.h"
#include "solvers/registered.h"

namespace odelia {

std::string& registered_twice() {
  static std::string problem;
  return problem;
}

namespace {

Registered<Entry>& solvers() {
  static Registered<Entry> all("solver");
  return all;
}

Registered<Wrapper>& all_wrappers() {
  static Registered<Wrapper> all("wrapper");
  return all;
}

/// What tells the hash of every method that the program brought along.
std::map<std::string, std::function<std::string()>>& own_methods() {
  static std::map<std::string, std::function<std::string()>> all;
  return all;
}

}  // namespace

const std::map<std::string, Entry>& registry() { return solvers().all(); }
const std::map<std::string, Wrapper>& wrappers() { return all_wrappers().all(); }

namespace {

bool stochastic(const Traits& traits) {
  return traits.kind == Equation::sde || traits.weak_order > 0 || traits.strong_order > 0;
}

bool has_option(const Traits& traits, const std::string& name) {
  return std::any_of(traits.options.begin(), traits.options.end(),
                     [&](const OptionDoc& option) { return option.name == name; });
}

}  // namespace

void register_solver(Entry entry) {
  Traits& traits = entry.traits;
  if (stochastic(traits) && traits.own_noise.empty() && !has_option(traits, "eta"))
    traits.options.push_back(
        {"eta", traits.kind == Equation::sde ? "1" : "0",
         "noise of the reverse SDE, in units of g; 0: none, the probability flow"});
  const std::string name = traits.name;
  solvers().add(name, std::move(entry));
}

void register_wrapper(Wrapper wrapper) {
  const std::string name = wrapper.name;
  all_wrappers().add(name, std::move(wrapper));
}

const char* to_string(Equation e) { return e == Equation::ode ? "ode" : "sde"; }
const char* to_string(Needs n) { return n == Needs::drift ? "drift" : "semi_linear"; }

namespace {

std::vector<std::string> names_of(const std::vector<OptionDoc>& options) {
  std::vector<std::string> names;
  for (const OptionDoc& option : options) names.push_back(option.name);
  return names;
}

Method make_wrapped(const Spec& spec) {
  const Wrapper* wrapper = all_wrappers().find(spec.name);
  if (!wrapper)
    throw std::invalid_argument(fmt::format(
        "'{}' wraps no solver, so it takes no '{}'; the wrappers are: {}{}", spec.name, spec.inner,
        fmt::join(names_in(wrappers()), ", "), did_you_mean(spec.name, names_in(wrappers()))));
  if (spec.options.values().count("eta"))
    throw std::invalid_argument(fmt::format(
        "wrapper '{}' takes no eta; give it to the solver inside, as in {}(ddim(eta=1))", spec.name,
        spec.name));
  check_options(spec, names_of(wrapper->options), "wrapper");
  const Method inner = make_method(spec.inner);
  if (is_consistency_method(inner.traits))
    throw std::invalid_argument(fmt::format(
        "wrapper '{}' takes solvers of the probability flow or the reverse SDE; '{}' is "
        "neither, it samples by a consistency function. Try {}(ddim)",
        spec.name, inner.spec, spec.name));
  Method method{to_string(spec), {}, spec.options, inner.eta, nullptr};
  const AskedOptions asked;
  std::tie(method.traits, method.solver) = wrapper->wrap(inner, spec.options);
  asked.check(spec, {}, "wrapper");
  method.traits.name = method.spec;
  return method;
}

}  // namespace

Method make_method(const std::string& text) {
  const Spec spec = parse_spec(text, "solver", true);
  if (!spec.inner.empty()) return make_wrapped(spec);
  if (const Wrapper* wrapper = all_wrappers().find(spec.name))
    throw std::invalid_argument(
        fmt::format("'{}' is a wrapper: name the solver it takes ({}), as in {}(ddim)", spec.name,
                    wrapper->takes, spec.name));
  if (!solvers().find(spec.name))
    throw std::invalid_argument(fmt::format(
        "unknown solver '{}'; {}; for a name of another program or a paper: `odelia solvers --find "
        "'{}'`",
        printable(spec.name), known_names(spec.name, solvers().names(), "odelia solvers"),
        printable(spec.name)));
  const Entry& entry = *solvers().find(spec.name);
  const Traits& traits = entry.traits;
  if (!has_option(traits, "eta") && spec.options.values().count("eta"))
    throw std::invalid_argument(
        stochastic(traits)
            ? fmt::format("solver '{}' takes no eta: {}", spec.name, traits.own_noise)
            : fmt::format("solver '{}' integrates ODEs only and takes no eta; for the reverse SDE "
                          "try 'euler_maruyama'",
                          spec.name));
  check_options(spec, names_of(traits.options), "solver");
  Method method{to_string(spec), traits, spec.options, 0, nullptr};
  const AskedOptions asked;
  method.eta = spec.options.number("eta", traits.kind == Equation::sde ? 1.0 : 0.0);
  if (method.eta < 0)
    throw std::invalid_argument(
        fmt::format("solver '{}': eta must be 0 or more, got {}", spec.name, method.eta));
  if (spec.options.number("rtol", 0) > 0)  // as many evaluations as its own step control asks for
    method.traits.nfe_per_step = method.traits.nfe_first_extra = 0;
  method.solver = entry.make(spec.options);
  if (entry.claims) entry.claims(method.traits, spec.options);
  asked.check(spec, {}, "solver");
  return method;
}

bool controls_itself(const Traits& traits) {
  return !traits.embedded && has_option(traits, "rtol");
}

Method with_tolerance(const Method& method, double rtol, double atol) {
  Spec spec = parse_spec(method.spec, "solver", true);
  if (!spec.inner.empty()) {  // a wrapper: it is the solver inside that controls its steps
    spec.inner = with_tolerance(make_method(spec.inner), rtol, atol).spec;
    return make_method(to_string(spec));
  }
  auto options = spec.options.values();
  if (options.count("rtol") || (options.count("atol") && atol != rtol))
    throw std::invalid_argument(
        fmt::format("solver '{}' has a tolerance of its own, and rtol = {}, atol = {} are given "
                    "beside it; give each in one place",
                    method.spec, rtol, atol));
  options.emplace("rtol", fmt::format("{}", rtol));
  if (has_option(method.traits, "atol")) options.emplace("atol", fmt::format("{}", atol));
  spec.options = Options(options);
  return make_method(to_string(spec));
}

int64_t batch_for(const Method& method, int64_t wanted) {
  return method.traits.own_steps() ? 1 : wanted;
}

void register_own_method(Entry entry, std::function<std::string()> hash) {
  const std::string name = entry.traits.name;
  if (!is_word(name) || !is_utf8(name) || has_control(name))
    throw std::invalid_argument(fmt::format("solver '{}': is no name", printable(name)));
  if (own_methods().count(name) > 0)
    solvers().remove(name);
  else if (registry().count(name) > 0 || wrappers().count(name) > 0)
    throw std::invalid_argument(
        fmt::format("solver '{}': Odelia has a method of that name; give yours another", name));
  own_methods()[name] = std::move(hash);
  register_solver(std::move(entry));
}

std::string own_method_hash(const std::string& name) {
  const auto found = own_methods().find(name);
  return found == own_methods().end() ? "" : found->second();
}

}  // namespace odelia
