#include "experiments/see/estimate.h"

#include <algorithm>

#include <fmt/format.h>

namespace odelia {
namespace {

/// The place of the first digit: 2 for 345, -3 for 0.0012.
int place_of(double value) { return static_cast<int>(std::floor(std::log10(std::abs(value)))); }

/// Rounded to the digit of this place; with an exponent where zeros would be many.
std::string rounded_at(double value, int place) {
  const double unit = std::pow(10.0, place), whole = std::round(value / unit);
  const int first = whole == 0 ? std::min(0, place) : place_of(whole) + place;
  if (whole == 0 && first < -4) return "0";
  if (first < -4 || first > 5) return fmt::format("{:.{}e}", value, std::max(0, first - place));
  return fmt::format("{:.{}f}", whole * unit + 0.0, std::max(0, -place));  // no -0
}

}  // namespace

std::string with_error(const Estimate& e, int digits) {
  if (!std::isfinite(e.value)) return "–";
  if (!std::isfinite(e.se)) return fmt::format("{:.{}g} ± –", e.value, digits);
  if (!(e.se > 0)) return fmt::format("{:.{}g} ± {:g}", e.value, digits, e.se);
  const int error = place_of(std::stod(fmt::format("{:.0e}", e.se)));
  const int place =
      e.value == 0 ? error : std::max(error, std::min(0, place_of(e.value) - 1 - digits));
  return fmt::format("{} ± {}", rounded_at(e.value, place), rounded_at(e.se, error));
}

}  // namespace odelia
