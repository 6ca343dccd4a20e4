#pragma once
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace odelia {

/// A mean over samples and its standard error, NaN for a single sample.
struct Estimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  double se = std::numeric_limits<double>::quiet_NaN();
};

/// Sums values as they come, so that a mean depends on their order alone.
class Mean {
 public:
  void add(double value) {
    ++count_;
    const double d = value - mean_;
    mean_ += d / count_;
    squares_ += d * (value - mean_);
  }
  Estimate estimate() const {
    if (count_ == 0) return {};
    return {mean_, count_ > 1 ? std::sqrt(squares_ / (count_ - 1) / count_)
                              : std::numeric_limits<double>::quiet_NaN()};
  }

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

/// "0.0123 ± 0.0004": the value to the place of the error's first digit, of two digits more than
/// `digits` at most; `digits` of them, and a dash, where the error is unknown.
std::string with_error(const Estimate& e, int digits = 3);

}  // namespace odelia
