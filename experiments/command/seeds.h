#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace odelia {

/// Sample ids first..last, both included; each is the seed of its sample.
struct SeedRange {
  uint64_t first = 0, last = 0;
  int64_t size() const { return static_cast<int64_t>(last - first) + 1; }
};
/// What the numbers of a list are to its user, for messages.
struct Numbered {
  const char* one = "seed";
  const char* example = "first to last, such as \"0-4999\"";
};
/// "0-4999" or "7".  Throws std::invalid_argument, naming `who`.
SeedRange parse_seeds(const std::string& text, const std::string& who, const Numbered& what = {});
std::string to_string(const SeedRange& seeds);

/// Seeds in the order of "0-15", "7" or "1,2,5-8".  Throws std::invalid_argument, naming `who`, on
/// anything else, on a seed that comes twice, and on more than ten million.
std::vector<uint64_t> parse_seed_list(const std::string& text, const std::string& who,
                                      const Numbered& what = {});

/// The text that gives these seeds again, as short as ranges make it; "" for none.
std::string to_string(const std::vector<uint64_t>& seeds);

}  // namespace odelia
