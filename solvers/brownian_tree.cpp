#include <algorithm>

#include "solvers/combine.h"
#include "solvers/noise.h"
#include "solvers/normal_sum.h"

namespace odelia {
namespace {

/// A tree of dyadic cells of [0, 1].  Given the path's value and integral at both ends of a cell of
/// width w, they are at its middle independent normals about the parabola through the ends, so that
/// a path is the sum, over the cells, of two functions that vanish at the cell's ends with their
/// integrals:
///   W(s) = s z_0 + sqrt(3) s (1 - s) z_1 + sum_cells [even(s) z + odd(s) z'],
/// in units of sqrt(span).  With u, 0 at the nearer end of the cell and 1 in its middle,
///   even = sqrt(w)/4 (3 u^2 - 2 u),   odd = +- sqrt(3 w)/4 * 2 u (1 - u), + in the left half.
/// Only the cells on the way down to s count: an increment or an area is one sum over the two ways,
/// its coefficients host doubles.
struct Cell {
  double from, width;

  double even(double s) const {
    const double u = distance(s);
    return std::sqrt(width) / 4 * u * (3 * u - 2);
  }
  double odd(double s) const {
    const double u = distance(s), side = s < from + width / 2 ? 1 : -1;
    return side * std::sqrt(3 * width) / 2 * u * (1 - u);
  }

 private:
  double distance(double s) const { return 2 * std::min(s - from, from + width - s) / width; }
};

/// int_a^b of a function that is a polynomial of degree 3 or less between a, b and `kink`: Simpson.
template <class F>
double integral(double a, double b, double kink, F&& f) {
  const auto simpson = [&](double p, double q) {
    return (q - p) / 6 * (f(p) + 4 * f((p + q) / 2) + f(q));
  };
  return kink > a && kink < b ? simpson(a, kink) + simpson(kink, b) : simpson(a, b);
}

/// A virtual Brownian tree: nothing is stored, a node's normals are functions of the node.
class BrownianTree final : public NoiseSource {
 public:
  BrownianTree(std::vector<uint64_t> seeds, double low, double high, int depth)
      : seeds_(std::move(seeds)),
        low_(low),
        span_(high - low),
        depth_(depth),
        cells_(std::ldexp(1.0, depth)) {
    if (!(span_ > 0) || !std::isfinite(span_))
      throw std::invalid_argument(
          fmt::format("brownian_tree: expected finite t_low < t_high, got {} and {}", low, high));
    if (depth < 1 || depth > 52)
      throw std::invalid_argument(
          fmt::format("brownian_tree: expected a depth of 1 to 52, got {}", depth));
  }

  Tensor normal(const PerSample& t0, const PerSample& t1, const Tensor& like, int stream) override {
    return sum_of(t0, t1, like, stream, Want::increment);
  }
  Tensor area(const PerSample& t0, const PerSample& t1, const Tensor& like) override {
    return sum_of(t0, t1, like, 0, Want::area);
  }

  void select(const std::vector<int64_t>& rows) override {
    std::vector<uint64_t> kept;
    for (int64_t row : rows) kept.push_back(seeds_.at(row));
    seeds_ = std::move(kept);
  }

  bool consistent() const override { return true; }

 private:
  enum class Want { increment, area };

  Tensor sum_of(const PerSample& t0, const PerSample& t1, const Tensor& like, int stream,
                Want want) const {
    const int64_t rows = std::max(t0.size(), t1.size());
    std::vector<std::vector<Node>> paths(rows);
    NormalSum sum;
    for (int64_t i = 0; i < rows; ++i) {
      paths[i] = nodes_of(t0[i], t1[i], stream, want);
      sum.nodes = std::max(sum.nodes, static_cast<int64_t>(paths[i].size()));
    }
    for (auto& path : paths) {
      path.resize(sum.nodes);
      for (const Node& node : path) sum.counters.push_back(node.counter), sum.c.push_back(node.c);
    }
    Tensor out = scratch_like(like);
    normal_sum(out, seeds_, sum);
    return out;
  }

  struct Node {
    uint64_t counter = 0;
    double c = 0;
  };

  /// t in units of the finest cell.
  int64_t snap(double t) const {
    const double s = (t - low_) / span_ * cells_;
    if (!(s >= -0.5 && s <= cells_ + 0.5))
      throw std::invalid_argument(
          fmt::format("brownian_tree: time {} lies outside [{}, {}]; make the tree over the "
                      "whole span of the solve",
                      t, low_, low_ + span_));
    return std::llround(s);
  }

  /// The nodes of the normalised increment or area over [t0, t1]; none if t0 = t1.
  std::vector<Node> nodes_of(double t0, double t1, int stream, Want want) const {
    int64_t i0 = snap(t0), i1 = snap(t1);
    if (i0 == i1) return {};
    double sign = 1;
    if (i0 > i1) {  // the same sum, to the bit, in both directions; an area has none
      std::swap(i0, i1);
      if (want == Want::increment) sign = -1;
    }
    const double s0 = static_cast<double>(i0) / cells_, s1 = static_cast<double>(i1) / cells_;
    const double h = std::abs(t1 - t0) / span_;
    // What function f on [from, to], 0 outside, contributes.
    const auto weight = [&](double from, double to, double kink, auto&& f) {
      const double f0 = s0 > from ? f(s0) : 0, f1 = s1 < to ? f(s1) : 0;
      if (want == Want::increment) return sign * (f1 - f0) / std::sqrt(h);
      const double area = integral(std::max(s0, from), std::min(s1, to), kink, f), d = s1 - s0;
      return std::sqrt(12 / d) * (area / d - (f0 + f1) / 2);
    };
    const auto counter = [&](int level, int64_t index, int which) {
      return noise_counter(NoiseUse::tree, stream, static_cast<uint64_t>(2 * level + which),
                           static_cast<uint64_t>(index));
    };
    std::vector<Node> nodes;
    if (want == Want::increment)
      nodes.push_back({counter(0, 0, 0), sign * (s1 - s0) / std::sqrt(h)});
    nodes.push_back(
        {counter(0, 0, 1), weight(0, 1, 0, [](double s) { return std::sqrt(3.0) * s * (1 - s); })});
    for (int level = 1; level <= depth_; ++level) {
      const int64_t width = int64_t{1} << (depth_ - level + 1);
      // At the end of a cell its functions are 0, and so they are for every cell below.
      if (i0 % width == 0 && i1 % width == 0) break;
      const auto add = [&](int64_t index) {
        const Cell cell{static_cast<double>(index * width) / cells_,
                        static_cast<double>(width) / cells_};
        const double to = cell.from + cell.width, middle = cell.from + cell.width / 2;
        nodes.push_back({counter(level, index, 0),
                         weight(cell.from, to, middle, [&](double s) { return cell.even(s); })});
        nodes.push_back({counter(level, index, 1),
                         weight(cell.from, to, middle, [&](double s) { return cell.odd(s); })});
      };
      if (i0 % width != 0) add(i0 / width);
      if (i1 % width != 0 && (i1 / width != i0 / width || i0 % width == 0)) add(i1 / width);
    }
    return nodes;
  }

  std::vector<uint64_t> seeds_;
  double low_, span_;
  int depth_;
  double cells_;
};

}  // namespace

std::unique_ptr<NoiseSource> brownian_tree(std::vector<uint64_t> seeds, double t_low, double t_high,
                                           int depth) {
  return std::make_unique<BrownianTree>(std::move(seeds), t_low, t_high, depth);
}

}  // namespace odelia
