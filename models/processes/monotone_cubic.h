#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace odelia {

/// Monotone cubic interpolation through (x_i, y_i).   Source: Fritsch & Butland 1984, the
/// harmonic-mean slopes.
class MonotoneCubic {
 public:
  MonotoneCubic(std::vector<double> x, std::vector<double> y)
      : x_(std::move(x)), y_(std::move(y)), m_(x_.size()) {
    const size_t n = x_.size();
    std::vector<double> h(n - 1), d(n - 1);
    for (size_t i = 0; i + 1 < n; ++i) h[i] = x_[i + 1] - x_[i], d[i] = (y_[i + 1] - y_[i]) / h[i];
    m_.front() = d.front(), m_.back() = d.back();
    for (size_t i = 1; i + 1 < n; ++i) {
      const double w1 = 2 * h[i] + h[i - 1], w2 = h[i] + 2 * h[i - 1];
      m_[i] = d[i - 1] * d[i] <= 0 ? 0 : (w1 + w2) / (w1 / d[i - 1] + w2 / d[i]);
    }
  }
  double value(double x) const {
    return at(x, [](double s, double h, double y0, double y1, double m0, double m1) {
      return (1 + 2 * s) * (1 - s) * (1 - s) * y0 + s * (1 - s) * (1 - s) * h * m0 +
             s * s * (3 - 2 * s) * y1 + s * s * (s - 1) * h * m1;
    });
  }
  double slope(double x) const {
    return at(x, [](double s, double h, double y0, double y1, double m0, double m1) {
      return 6 * s * (1 - s) * (y1 - y0) / h + (1 - s) * (1 - 3 * s) * m0 + s * (3 * s - 2) * m1;
    });
  }

 private:
  template <class F>
  double at(double x, F&& f) const {
    const auto next = std::upper_bound(x_.begin() + 1, x_.end() - 1, x) - x_.begin();
    const double h = x_[next] - x_[next - 1];
    return f((x - x_[next - 1]) / h, h, y_[next - 1], y_[next], m_[next - 1], m_[next]);
  }
  std::vector<double> x_, y_, m_;
};

}  // namespace odelia
