#include <algorithm>

#include "solvers/combine.h"
#include "solvers/noise.h"
#include "solvers/normal_sum.h"

namespace odelia {
namespace {

/// One Brownian path per sample as the Levy-Ciesielski sum that the bridge recursion of a virtual
/// tree unrolls to:
///   W(t) = sqrt(span) [ s z_root + sum_nodes sqrt(width) / 2 tent_node(s) z_node ],  s = (t - low)
///   / span,
/// a node being a dyadic cell of [0, 1], tent_node 1 in its middle and 0 at its ends: only the
/// cells on the way down to s count.  An increment is then one sum over the two ways, its
/// coefficients host doubles.
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
    const int64_t rows = std::max(t0.size(), t1.size());
    std::vector<std::vector<Node>> paths(rows);
    NormalSum sum;
    for (int64_t i = 0; i < rows; ++i) {
      paths[i] = increment(t0[i], t1[i], stream);
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

  void select(const std::vector<int64_t>& rows) override {
    std::vector<uint64_t> kept;
    for (int64_t row : rows) kept.push_back(seeds_.at(row));
    seeds_ = std::move(kept);
  }

  bool consistent() const override { return true; }

 private:
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

  /// The nodes of (W(t1) - W(t0)) / sqrt|t1 - t0|; none if t0 = t1.
  std::vector<Node> increment(double t0, double t1, int stream) const {
    int64_t s0 = snap(t0), s1 = snap(t1);
    if (s0 == s1) return {};
    double scale = std::sqrt(span_ / std::abs(t1 - t0));
    if (s0 > s1) std::swap(s0, s1), scale = -scale;  // the same sum, to the bit, in both directions
    const auto counter = [&](int level, int64_t index) {
      return noise_counter(NoiseUse::tree, stream, static_cast<uint64_t>(level),
                           static_cast<uint64_t>(index));
    };
    std::vector<Node> nodes{{counter(0, 0), scale * static_cast<double>(s1 - s0) / cells_}};
    for (int level = 1; level <= depth_; ++level) {
      const int64_t width = int64_t{1} << (depth_ - level + 1);
      const int64_t cell0 = s0 / width, cell1 = s1 / width;
      // At the end of a cell the tent is 0, and so it is for every cell below.
      const int64_t rest0 = std::min(s0 % width, width - s0 % width);
      const int64_t rest1 = std::min(s1 % width, width - s1 % width);
      if (rest0 == 0 && rest1 == 0) break;
      const double height = scale / std::sqrt(static_cast<double>(width) *
                                              cells_);  // sqrt(width)/2 over half a width
      if (cell0 == cell1) {
        nodes.push_back({counter(level, cell0), height * static_cast<double>(rest1 - rest0)});
      } else {
        if (rest0) nodes.push_back({counter(level, cell0), -height * static_cast<double>(rest0)});
        if (rest1) nodes.push_back({counter(level, cell1), height * static_cast<double>(rest1)});
      }
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
