#pragma once
#include <string>
#include <vector>

namespace odelia {

/// The range of an axis of a plot.
struct Axis {
  double low, high;
  bool log;
  /// Where on it a value stands: 0 at its beginning, 1 at its end.
  double place(double value) const;
};

/// The range that holds all values, with a margin: this part of it on either side.
Axis axis_for(const std::vector<double>& values, bool log, double margin);

/// Its tics as a list for gnuplot; `width` becomes the characters of the longest.
std::string tic_list(const Axis& axis, size_t& width);

/// Range and tics of the axis, "x" or "y", that `axis_for` gives.
std::string axis_script(const std::string& axis, const std::vector<double>& values, bool log,
                        double margin);

}  // namespace odelia
