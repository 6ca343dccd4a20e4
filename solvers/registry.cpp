#include "solvers/registry.h"

#include <algorithm>
#include <charconv>

#include "solvers/names.h"
#include "solvers/own_method.h"
#include "solvers/text.h"

namespace odelia {
namespace {

std::map<std::string, Entry>& mutable_registry() {
  static std::map<std::string, Entry> all;
  return all;
}

std::map<std::string, Wrapper>& mutable_wrappers() {
  static std::map<std::string, Wrapper> all;
  return all;
}

/// The source hash of every method that the program brought along.
std::map<std::string, std::string>& own_methods() {
  static std::map<std::string, std::string> all;
  return all;
}

std::string trim(const std::string& s) {
  const auto from = s.find_first_not_of(" \t"), to = s.find_last_not_of(" \t");
  return from == std::string::npos ? "" : s.substr(from, to - from + 1);
}

}  // namespace

const std::map<std::string, Entry>& registry() { return mutable_registry(); }
const std::map<std::string, Wrapper>& wrappers() { return mutable_wrappers(); }

void register_solver(Entry entry) {
  const std::string name = entry.traits.name;
  if (!mutable_registry().emplace(name, std::move(entry)).second)
    throw std::logic_error(fmt::format("solver '{}' is registered twice", name));
}

void register_wrapper(Wrapper wrapper) {
  const std::string name = wrapper.name;
  if (!mutable_wrappers().emplace(name, std::move(wrapper)).second)
    throw std::logic_error(fmt::format("wrapper '{}' is registered twice", name));
}

double Options::number(const std::string& key, double fallback) const {
  const auto found = values_.find(key);
  if (found == values_.end()) return fallback;
  const std::string& text = found->second;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    throw std::invalid_argument(
        fmt::format("option '{}': expected a finite number, got '{}'", key, text));
  return value;
}

std::string Options::text(const std::string& key, const std::string& fallback) const {
  const auto found = values_.find(key);
  return found == values_.end() ? fallback : found->second;
}

namespace {

constexpr int most_nested = 16;  // parentheses; what wraps more than a few solvers is no method

/// Walks over a spec; what stands in quotes is no punctuation.
struct SpecScanner {
  char quote = 0;  ///< that is open; 0: none
  int depth = 0;   ///< of parentheses

  /// True if `c` is punctuation, which the depth then takes into account.
  bool take(char c) {
    if (quote) {
      if (c == quote) quote = 0;
      return false;
    }
    if (c == '"' || c == '\'') return quote = c, false;
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    return c == '(' || c == ')' || c == ',';
  }
};

/// The pieces of `list` between the commas that stand outside of parentheses and quotes.
std::vector<std::string> split_arguments(const std::string& list) {
  std::vector<std::string> items;
  if (trim(list).empty()) return items;
  items.emplace_back();
  SpecScanner scan;
  for (char c : list) {
    if (scan.take(c) && c == ',' && scan.depth == 0)
      items.emplace_back();
    else
      items.back() += c;
  }
  return items;
}

/// Throws unless parentheses and quotes close, no deeper than allowed, and nothing is there that
/// would not come back from a file or would steer a terminal.
void check_form(const std::string& text, const char* what) {
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument(fmt::format("{} '{}': {}", what, printable(text), why));
  };
  if (!is_utf8(text)) refuse("is not valid UTF-8; rename what it names");
  if (has_control(text)) refuse("holds a control character; write it in one line without tabs");
  SpecScanner scan;
  int closed_at = 0;  // how many times the outermost parenthesis has closed
  for (char c : text) {
    if (closed_at > 0 && c == ')' && !scan.quote) refuse("the opening parenthesis is missing");
    if (closed_at > 0 && c != ' ') refuse("text after its closing parenthesis");
    const bool punctuation = scan.take(c);
    if (scan.depth < 0) refuse("the opening parenthesis is missing");
    if (scan.depth > most_nested)
      refuse(fmt::format("nested more than {} deep; no solver needs that", most_nested));
    closed_at += punctuation && c == ')' && scan.depth == 0;
  }
  if (scan.quote) refuse("the closing quote is missing");
  if (scan.depth > 0) refuse("the closing parenthesis is missing");
}

/// A name or key: what no parser of lists or pairs could take apart.
bool is_word(const std::string& text) {
  return !text.empty() && text.find_first_of("(),='\" \t") == std::string::npos;
}

/// A value without the quotes around it.
std::string unquoted(const std::string& value) {
  const bool quoted = value.size() >= 2 && (value[0] == '"' || value[0] == '\'') &&
                      value.find(value[0], 1) == value.size() - 1;
  return quoted ? value.substr(1, value.size() - 2) : value;
}

/// A value as parse_spec takes it back: in quotes where it needs them.
std::string quoted(const std::string& value) {
  SpecScanner scan;
  bool bare = !value.empty() && trim(value) == value;
  for (char c : value) {
    const bool punctuation = scan.take(c);
    bare = bare && !scan.quote && scan.depth >= 0 && !(punctuation && c == ',' && scan.depth == 0);
  }
  if (bare && scan.depth == 0 && value.find_first_of("'\"") == std::string::npos) return value;
  const char quote = value.find('"') == std::string::npos ? '"' : '\'';
  return fmt::format("{}{}{}", quote, value, quote);
}

}  // namespace

Spec parse_spec(const std::string& text, const char* what, bool may_wrap) {
  check_form(text, what);
  Spec spec;
  const auto open = text.find('(');
  spec.name = trim(text.substr(0, open));
  if (!is_word(spec.name))
    throw std::invalid_argument(fmt::format("{}: expected a name, got '{}'", what, text));
  if (open == std::string::npos) return spec;
  const std::string rest = trim(text.substr(open));
  std::map<std::string, std::string> values;
  for (const std::string& item : split_arguments(rest.substr(1, rest.size() - 2))) {
    const auto equals = item.find('=');
    // `heun` or `ddim(eta=1)`: no key before the first parenthesis.
    if (may_wrap && spec.inner.empty() && values.empty() && !trim(item).empty() &&
        std::min(equals, item.find('(')) == item.find('(')) {
      spec.inner = to_string(parse_spec(trim(item), what, true));
      continue;
    }
    const std::string key = trim(item.substr(0, equals));
    const std::string value = equals == std::string::npos ? "" : trim(item.substr(equals + 1));
    if (!is_word(key) || value.empty())
      throw std::invalid_argument(
          fmt::format("{} '{}': expected key=value, got '{}'; a value with a comma, a parenthesis "
                      "or a quote stands in quotes, as in file=\"a,b.txt\"",
                      what, text, trim(item)));
    const std::string plain = unquoted(value);
    if (plain == value && value.find_first_of("'\"") != std::string::npos)
      throw std::invalid_argument(fmt::format(
          "{} '{}': quotes stand around a whole value that holds none of their kind, got '{}'",
          what, text, value));
    if (!values.emplace(key, plain).second)
      throw std::invalid_argument(
          fmt::format("{} '{}': option '{}' is given twice", what, text, key));
  }
  spec.options = Options(std::move(values));
  return spec;
}

const char* to_string(Equation e) { return e == Equation::ode ? "ode" : "sde"; }
const char* to_string(Needs n) { return n == Needs::drift ? "drift" : "semi_linear"; }

std::string to_string(const Spec& spec) {
  std::vector<std::string> arguments;
  if (!spec.inner.empty()) arguments.push_back(spec.inner);
  for (const auto& [key, value] : spec.options.values())
    arguments.push_back(key + "=" + quoted(value));
  return arguments.empty() ? spec.name
                           : fmt::format("{}({})", spec.name, fmt::join(arguments, ","));
}

void check_options(const Spec& spec, const std::vector<std::string>& known, const char* what) {
  for (const auto& [key, value] : spec.options.values())
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw std::invalid_argument(
          fmt::format("{} '{}' has no option '{}'; {}", what, spec.name, key,
                      known.empty() ? "it takes none" : known_names(key, known)));
}

namespace {

std::vector<std::string> names_of(const std::vector<OptionDoc>& options) {
  std::vector<std::string> names;
  for (const OptionDoc& option : options) names.push_back(option.name);
  return names;
}

bool has_option(const Traits& traits, const std::string& name) {
  const auto names = names_of(traits.options);
  return std::find(names.begin(), names.end(), name) != names.end();
}

Method make_wrapped(const Spec& spec) {
  const auto found = wrappers().find(spec.name);
  if (found == wrappers().end())
    throw std::invalid_argument(fmt::format(
        "'{}' wraps no solver, so it takes no '{}'; the wrappers are: {}{}", spec.name, spec.inner,
        fmt::join(names_in(wrappers()), ", "), did_you_mean(spec.name, names_in(wrappers()))));
  const Wrapper& wrapper = found->second;
  if (spec.options.values().count("eta"))
    throw std::invalid_argument(fmt::format(
        "wrapper '{}' takes no eta; give it to the solver inside, as in {}(ddim(eta=1))", spec.name,
        spec.name));
  check_options(spec, names_of(wrapper.options), "wrapper");
  const Method inner = make_method(spec.inner);
  Method method{to_string(spec), {}, spec.options, inner.eta, nullptr};
  std::tie(method.traits, method.solver) = wrapper.wrap(inner, spec.options);
  method.traits.name = method.spec;
  return method;
}

}  // namespace

Method make_method(const std::string& text) {
  const Spec spec = parse_spec(text, "solver", true);
  if (!spec.inner.empty()) return make_wrapped(spec);
  if (const auto wrapper = wrappers().find(spec.name); wrapper != wrappers().end())
    throw std::invalid_argument(
        fmt::format("'{}' is a wrapper: name the solver it takes ({}), as in {}(ddim)", spec.name,
                    wrapper->second.takes, spec.name));
  const auto found = registry().find(spec.name);
  if (found == registry().end())
    throw std::invalid_argument(
        fmt::format("unknown solver '{}'; {}", spec.name,
                    known_names(spec.name, names_in(registry()), "odelia solvers")));
  const Traits& traits = found->second.traits;
  const bool stochastic =
      traits.kind == Equation::sde || traits.weak_order > 0 || traits.strong_order > 0;
  std::vector<std::string> known = names_of(traits.options);
  if (stochastic) known.push_back("eta");
  if (!stochastic && spec.options.values().count("eta"))
    throw std::invalid_argument(
        fmt::format("solver '{}' integrates ODEs only and takes no eta; for the reverse SDE try "
                    "'euler_maruyama'",
                    spec.name));
  check_options(spec, known, "solver");
  Method method{to_string(spec), traits, spec.options, 0, nullptr};
  method.eta = spec.options.number("eta", traits.kind == Equation::sde ? 1.0 : 0.0);
  if (method.eta < 0)
    throw std::invalid_argument(
        fmt::format("solver '{}': eta must be 0 or more, got {}", spec.name, method.eta));
  if (spec.options.number("rtol", 0) > 0)  // as many evaluations as its own step control asks for
    method.traits.nfe_per_step = method.traits.nfe_first_extra = 0;
  method.solver = found->second.make(spec.options);
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
  for (const char* key : {"rtol", "atol"})
    if (options.count(key))
      throw std::invalid_argument(
          fmt::format("solver '{}' has an {} of its own, and rtol = {}, atol = {} are given beside "
                      "it; give its tolerances in one place",
                      method.spec, key, rtol, atol));
  options.emplace("rtol", fmt::format("{}", rtol));
  if (has_option(method.traits, "atol")) options.emplace("atol", fmt::format("{}", atol));
  spec.options = Options(options);
  return make_method(to_string(spec));
}

int64_t batch_for(const Method& method, int64_t wanted) {
  return method.traits.own_steps() ? 1 : wanted;
}

void register_own_method(Entry entry, const std::string& source_hash) {
  const std::string name = entry.traits.name;
  if (!is_word(name) || !is_utf8(name) || has_control(name))
    throw std::invalid_argument(fmt::format("solver '{}': is no name", printable(name)));
  if (own_methods().count(name) > 0)
    mutable_registry().erase(name);
  else if (registry().count(name) > 0 || wrappers().count(name) > 0)
    throw std::invalid_argument(
        fmt::format("solver '{}': Odelia has a method of that name; give yours another", name));
  own_methods()[name] = source_hash;
  register_solver(std::move(entry));
}

std::string own_method_hash(const std::string& text) {
  const Spec spec = parse_spec(text, "solver", true);
  const auto found = own_methods().find(spec.name);
  std::string out = found == own_methods().end() ? "" : found->second;
  if (spec.inner.empty()) return out;
  const std::string inside = own_method_hash(spec.inner);
  return out.empty() || inside.empty() ? out + inside : out + " " + inside;
}

}  // namespace odelia
