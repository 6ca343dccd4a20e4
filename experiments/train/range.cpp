#include "experiments/train/range.h"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace odelia {
namespace {

bool holds(const Range& r) {
  return std::isfinite(r.value) && (r.includes_low ? r.value >= r.low : r.value > r.low) &&
         r.value < r.high;
}

std::string text(const Range& r) {
  return fmt::format("{} {}{}", r.includes_low ? "at least" : "above", r.low,
                     std::isinf(r.high) ? "" : fmt::format(" and below {}", r.high));
}

}  // namespace

void check_ranges(const std::vector<Range>& ranges, const std::string& file) {
  for (const Range& range : ranges)
    if (!holds(range))
      throw std::invalid_argument(
          fmt::format("{}: {} must be {}, got {}", file, range.key, text(range), range.value));
}

}  // namespace odelia
