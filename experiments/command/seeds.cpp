#include "experiments/command/seeds.h"

#include <charconv>
#include <set>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace odelia {

SeedRange parse_seeds(const std::string& text, const std::string& who, const Numbered& what) {
  SeedRange out;
  const char *at = text.data(), *end = at + text.size();
  auto [next, error] = std::from_chars(at, end, out.first);
  out.last = out.first;
  bool good = error == std::errc();
  if (good && next != end && *next == '-') {
    const auto second = std::from_chars(next + 1, end, out.last);
    good = second.ec == std::errc();
    next = second.ptr;
  }
  if (!good || next != end || out.last < out.first || out.last - out.first >= (1ull << 40))
    throw std::invalid_argument(
        fmt::format("{} needs a range of {}s, {}; got \"{}\"", who, what.one, what.example, text));
  return out;
}

std::string to_string(const SeedRange& seeds) {
  return fmt::format("{}-{}", seeds.first, seeds.last);
}

std::vector<uint64_t> parse_seed_list(const std::string& text, const std::string& who,
                                      const Numbered& what) {
  constexpr int64_t most = 10'000'000;
  std::vector<uint64_t> seeds;
  std::istringstream items(text + ",");  // so that nothing after the last comma is an item too
  for (std::string item; std::getline(items, item, ',');) {
    const SeedRange range = parse_seeds(item, who, what);
    if (range.size() > most - static_cast<int64_t>(seeds.size()))
      throw std::invalid_argument(fmt::format("{}: \"{}\" are more than {} {}s; take them in parts",
                                              who, text, most, what.one));
    for (int64_t i = 0; i < range.size(); ++i) seeds.push_back(range.first + i);
  }
  if (std::set<uint64_t>(seeds.begin(), seeds.end()).size() != seeds.size())
    throw std::invalid_argument(fmt::format("{}: a {} comes twice in \"{}\"", who, what.one, text));
  return seeds;
}

std::string to_string(const std::vector<uint64_t>& seeds) {
  std::string text;
  for (size_t i = 0, next = 0; i < seeds.size(); i = next) {
    next = i + 1;
    while (next < seeds.size() && seeds[next] == seeds[next - 1] + 1) ++next;
    text += fmt::format("{}{}", text.empty() ? "" : ",", seeds[i]);
    if (next - i > 1) text += fmt::format("-{}", seeds[next - 1]);
  }
  return text;
}

}  // namespace odelia
