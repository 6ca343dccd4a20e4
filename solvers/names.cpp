#include "solvers/names.h"

#include <algorithm>
#include <cctype>

#include <fmt/ranges.h>

namespace odelia {
namespace {

constexpr size_t kMostListed = 40;

/// Letters and digits alone, in lower case: `Fashion_MNIST` is `fashion-mnist`.
std::string plain(const std::string& name) {
  std::string out;
  for (const unsigned char c : name)
    if (std::isalnum(c)) out += static_cast<char>(std::tolower(c));
  return out;
}

/// Letters to insert, delete, replace, or swap with their neighbour, to make `a` into `b`.
size_t typing_errors(const std::string& a, const std::string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i)
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

/// Whether the name's first word is this one: vp of vp_linear.
bool begins(const std::string& name, const std::string& word) {
  return name.size() > word.size() && name.starts_with(word) &&
         !std::isalnum(static_cast<unsigned char>(name[word.size()]));
}

}  // namespace

std::vector<std::string> nearest_names(const std::string& given,
                                       const std::vector<std::string>& known, size_t most) {
  constexpr size_t kLongest = 64;  // what is longer is no misspelt name
  const std::string wanted = plain(given);
  if (wanted.empty() || wanted.size() > kLongest) return {};
  const size_t allowed = std::clamp<size_t>(wanted.size() / 3, 1, 3);
  std::vector<std::pair<size_t, std::string>> near, holding;
  for (const std::string& name : known) {
    const std::string other = plain(name);
    const size_t errors = typing_errors(wanted, other);
    if (begins(name, given))
      near.emplace_back(0, name);
    else if (errors <= allowed && errors < std::max(wanted.size(), other.size()))
      near.emplace_back(errors, name);
    else if (wanted.size() >= 3 && other.find(wanted) != std::string::npos)
      holding.emplace_back(other.size(), name);
  }
  auto& found = near.empty() ? holding : near;
  std::sort(found.begin(), found.end());
  std::vector<std::string> out;
  for (size_t i = 0; i < std::min(most, found.size()); ++i) out.push_back(found[i].second);
  return out;
}

std::string did_you_mean(const std::string& given, const std::vector<std::string>& known) {
  const auto near = nearest_names(given, known);
  return near.empty() ? "" : fmt::format("; did you mean '{}'?", fmt::join(near, "', '"));
}

std::string known_names(const std::string& given, const std::vector<std::string>& known,
                        const std::string& listed_by) {
  std::string text = known.size() <= kMostListed || listed_by.empty()
                         ? fmt::format("known: {}", fmt::join(known, ", "))
                         : fmt::format("known: {}, listed by `{}`", known.size(), listed_by);
  return text + did_you_mean(given, known);
}

}  // namespace odelia
