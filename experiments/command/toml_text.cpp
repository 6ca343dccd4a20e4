#include "experiments/command/toml_text.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace odelia {
namespace {

/// Where the string that begins at `at` ends: behind its last quote, or at the end of the text.
/// Source: TOML 1.0, "String".
size_t string_end(std::string_view text, size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  const bool long_one = text.substr(at, 3) == three;
  for (at += long_one ? 3 : 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"')
      ++at;
    else if (!long_one && (text[at] == quote || text[at] == '\n'))
      return at + 1;
    else if (long_one && text.substr(at, 3) == three)  // two quotes more may belong to the string
      return std::min(text.size(), text.find_first_not_of(quote, at));
  }
  return text.size();
}

}  // namespace

toml::table parse_toml(std::string_view text, const std::string& what) {
  constexpr int most_parts = 64;
  int parts = 1, line = 1;  // of the key, if it is one
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const size_t end = string_end(text, at);
      line += static_cast<int>(std::count(text.begin() + at, text.begin() + end, '\n'));
      at = end;
      continue;
    }
    if (c == '#') at = std::min(text.size(), text.find('\n', at));
    if (at == text.size()) break;
    if (c == '.' && ++parts > most_parts)
      throw std::invalid_argument(
          fmt::format("{}: line {}: a key of more than {} parts", what, line, most_parts));
    if (std::string_view("\n#=,[]{}").find(c) != std::string_view::npos) parts = 1;
    line += text[at] == '\n';
    ++at;
  }
  return toml::parse(text, what);
}

}  // namespace odelia
