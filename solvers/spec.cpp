#include "solvers/spec.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "solvers/asked_options.h"
#include "solvers/names.h"
#include "solvers/number_in.h"
#include "solvers/text.h"

namespace odelia {

double Options::number(const std::string& key, double fallback) const {
  AskedOptions::note(key);
  const auto found = values_.find(key);
  if (found == values_.end()) return fallback;
  const std::string& text = found->second;
  const auto value = number_in<double>(text);
  if (!value || !std::isfinite(*value))
    throw std::invalid_argument(
        fmt::format("option '{}': expected a finite number, got '{}'", key, text));
  return *value;
}

std::string Options::text(const std::string& key, const std::string& fallback) const {
  AskedOptions::note(key);
  const auto found = values_.find(key);
  return found == values_.end() ? fallback : found->second;
}

namespace {

std::string trim(const std::string& s) {
  const auto from = s.find_first_not_of(" \t"), to = s.find_last_not_of(" \t");
  return from == std::string::npos ? "" : s.substr(from, to - from + 1);
}

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

bool is_word(const std::string& text) {
  return !text.empty() && text.find_first_of("(),='\" \t") == std::string::npos;
}

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

}  // namespace odelia
