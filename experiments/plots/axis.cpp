#include "experiments/plots/axis.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace odelia {
namespace {

/// Numbers m * 10^e within the axis, for each leading m.
std::vector<double> decimal_tics(const Axis& a, const std::vector<double>& leading, int every) {
  std::vector<double> out;
  for (int e = static_cast<int>(std::floor(std::log10(a.low))); e <= std::ceil(std::log10(a.high));
       ++e)
    for (double m : leading) {
      const double v = m * std::pow(10.0, e);
      if (e % every == 0 && v >= a.low && v <= a.high) out.push_back(v);
    }
  return out;
}

/// Round numbers at one distance, four to nine of them.
std::vector<double> linear_tics(const Axis& a) {
  const double rough = (a.high - a.low) / 4, unit = std::pow(10, std::floor(std::log10(rough)));
  const double step = unit * (rough < 2 * unit ? 1 : rough < 5 * unit ? 2 : 5);
  std::vector<double> tics;
  for (double k = std::ceil(a.low / step); k * step <= a.high; ++k)
    tics.push_back(k * step + 0.0);  // no -0
  return tics;
}

/// Four round numbers or more within the axis, the sparsest there are.
std::vector<double> log_tics(const Axis& a) {
  const int every = 1 + static_cast<int>(std::log10(a.high / a.low) / 9);
  for (const std::vector<double>& leading : std::initializer_list<std::vector<double>>{
           {1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 5, 7}, {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8}}) {
    auto tics = decimal_tics(a, leading, every);
    if (tics.size() >= 4) return tics;
  }
  return linear_tics(a);
}

/// Without an exponent where no number of the axis needs one, or from 0.001 to 9999; `width` becomes
/// the characters of the longest.
std::string log_tic_list(const std::vector<double>& tics, size_t& width) {
  const bool plain =
      std::all_of(tics.begin(), tics.end(), [](double v) { return v > 0.9e-3 && v < 0.99e5; });
  std::vector<std::string> out;
  for (double v : tics) {
    const double e = std::floor(std::log10(v) + 1e-9);
    const std::string text = plain || std::abs(e) <= 3
                                 ? fmt::format("{:.6g}", v)
                                 : fmt::format("{:.4g}e{:.0f}", v / std::pow(10, e), e);
    width = std::max(width, text.size());
    out.push_back(fmt::format("'{}' {:.17g}", text, v));
  }
  return fmt::format("({})", fmt::join(out, ", "));
}

/// The tics of a linear axis, all with the decimals that tell one from the next; `width` becomes
/// the characters of the longest.
std::string linear_tic_list(const Axis& a, size_t& width) {
  const auto tics = linear_tics(a);
  const double step = tics.size() > 1 ? tics[1] - tics[0] : 1;
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
  std::vector<std::string> out;
  for (double v : tics) {
    const std::string text = fmt::format("{:.{}f}", v, decimals);
    width = std::max(width, text.size());
    out.push_back(fmt::format("'{}' {:.17g}", text, v));
  }
  return fmt::format("({})", fmt::join(out, ", "));
}

}  // namespace

double Axis::place(double value) const {
  return log ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
}

Axis axis_for(const std::vector<double>& values, bool log, double margin) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  double low = *least, high = *most;
  if (log) {
    const double room = std::max(std::pow(high / low, margin), 1.15);
    return {low / room, high * room, true};
  }
  // Values that differ in their last digits alone count as one: no tics fit between them.
  const double size = std::max(std::abs(low), std::abs(high));
  const double room =
      high - low > 1e-9 * size ? (high - low) * std::max(margin, 0.06) : 1e-3 * size + 1e-12;
  return {low - room, high + room, false};
}

std::string tic_list(const Axis& axis, size_t& width) {
  return axis.log ? log_tic_list(log_tics(axis), width) : linear_tic_list(axis, width);
}

std::string axis_script(const std::string& axis, const std::vector<double>& values, bool log,
                        double margin) {
  const Axis a = axis_for(values, log, margin);
  size_t width = 0;
  return fmt::format("{3}set {0}tics {4}\nset {0}range [{1:.8g}:{2:.8g}]\n", axis, a.low, a.high,
                     log ? fmt::format("set logscale {}\n", axis) : "", tic_list(a, width));
}

}  // namespace odelia
