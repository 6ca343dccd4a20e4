#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace odelia {

/// A host double for the whole batch (size 1) or one per sample (size
/// B): times, step sizes, coefficients. Schedules stay plain double
/// -> double functions, cost no kernel, and lose no precision.
class PerSample {
 public:
  PerSample(double value = 0) : one_(value) {}  // NOLINT: a double is a PerSample
  explicit PerSample(std::vector<double> values) : many_(std::move(values)) {
    if (many_.empty()) throw std::invalid_argument("PerSample: needs at least one value, got none");
    if (many_.size() == 1) one_ = many_[0], many_.clear();
  }

  int64_t size() const { return many_.empty() ? 1 : static_cast<int64_t>(many_.size()); }
  bool uniform() const { return many_.empty(); }
  double operator[](int64_t i) const { return many_.empty() ? one_ : many_[i]; }

  /// Applies f to every value.
  template <class F>
  PerSample map(F&& f) const {
    if (many_.empty()) return PerSample(f(one_));
    std::vector<double> out(many_.size());
    for (size_t i = 0; i < many_.size(); ++i) out[i] = f(many_[i]);
    return PerSample(std::move(out));
  }

  /// f(a, b) sample by sample; a side of size 1 serves every sample.
  template <class F>
  static PerSample zip(const PerSample& a, const PerSample& b, F&& f) {
    if (a.uniform() && b.uniform()) return PerSample(f(a.one_, b.one_));
    if (!a.uniform() && !b.uniform() && a.size() != b.size())
      throw std::invalid_argument(
          fmt::format("PerSample: sizes {} and {} do not match", a.size(), b.size()));
    std::vector<double> out(std::max(a.size(), b.size()));
    for (size_t i = 0; i < out.size(); ++i) out[i] = f(a[i], b[i]);
    return PerSample(std::move(out));
  }

  /// True if the predicate holds for any value.
  template <class F>
  bool any(F&& f) const {
    for (int64_t i = 0; i < size(); ++i)
      if (f((*this)[i])) return true;
    return false;
  }

  /// The values of the given rows; a uniform value stays uniform.
  PerSample select(const std::vector<int64_t>& rows) const {
    if (many_.empty()) return *this;
    std::vector<double> out;
    out.reserve(rows.size());
    for (int64_t r : rows) out.push_back(many_[r]);
    return PerSample(std::move(out));
  }

  friend PerSample operator+(const PerSample& a, const PerSample& b) {
    return zip(a, b, [](double x, double y) { return x + y; });
  }
  friend PerSample operator-(const PerSample& a, const PerSample& b) {
    return zip(a, b, [](double x, double y) { return x - y; });
  }
  friend PerSample operator*(const PerSample& a, const PerSample& b) {
    return zip(a, b, [](double x, double y) { return x * y; });
  }
  friend PerSample operator/(const PerSample& a, const PerSample& b) {
    return zip(a, b, [](double x, double y) { return x / y; });
  }
  friend PerSample operator-(const PerSample& a) {
    return a.map([](double x) { return -x; });
  }

 private:
  double one_ = 0;
  std::vector<double> many_;
};

/// Number by number.
inline PerSample abs(const PerSample& a) {
  return a.map([](double x) { return std::abs(x); });
}
inline PerSample exp(const PerSample& a) {
  return a.map([](double x) { return std::exp(x); });
}
inline PerSample expm1(const PerSample& a) {
  return a.map([](double x) { return std::expm1(x); });
}
inline PerSample log(const PerSample& a) {
  return a.map([](double x) { return std::log(x); });
}
inline PerSample sqrt(const PerSample& a) {
  return a.map([](double x) { return std::sqrt(x); });
}
/// Whether noise of this strength has to be drawn.
inline bool any_nonzero(const PerSample& a) {
  return a.any([](double x) { return x != 0; });
}

}  // namespace odelia
