#pragma once
#include <memory>

#include "solvers/per_sample.h"
#include "solvers/streams.h"
#include "solvers/tensor.h"

namespace odelia {

inline constexpr int area_stream = -1;  ///< the stream of `area` where it is a draw of its own

/// Brownian motion, one independent path per sample and element, asked for by interval.
class NoiseSource {
 public:
  virtual ~NoiseSource() = default;
  /// (W(t1) - W(t0)) / sqrt|t1 - t0|, distributed N(0, I); [B, ...] like `like`.
  /// `stream` separates independent draws that belong to the same interval.
  virtual Tensor normal(const PerSample& t0, const PerSample& t1, const Tensor& like,
                        int stream = 0) = 0;
  /// The area between the path and its chord, sqrt(12/|h|) (1/h int_t0^t1 (W(s) - W(t0)) ds -
  /// (W(t1) - W(t0))/2) with h = t1 - t0: distributed N(0, I), independent of the increment over
  /// the interval; [B, ...]. An independent draw here; a source with one path takes that path's.
  virtual Tensor area(const PerSample& t0, const PerSample& t1, const Tensor& like) {
    return normal(t0, t1, like, area_stream);
  }
  /// Keeps only these rows of the current batch, in this order.
  virtual void select(const std::vector<int64_t>& rows) = 0;
  /// True if W(a, c) = W(a, b) + W(b, c): one path serves every step size and every rejection.
  virtual bool consistent() const { return false; }
};

/// For ODEs: refuses to be asked.
class NoNoise final : public NoiseSource {
 public:
  Tensor normal(const PerSample&, const PerSample&, const Tensor&, int) override {
    throw std::logic_error(
        "NoNoise: this solve was set up without noise, yet its solver asked for some");
  }
  void select(const std::vector<int64_t>&) override {}
};

/// z(seed of the sample, interval, stream, element) by Philox4x32-10 and a bit-exact normal
/// transform: the same on CPU and CUDA, for every batch, order and number of processes. Distinct
/// intervals are independent draws: meant for fixed grids.  Seeds: one per sample, [B].
std::unique_ptr<NoiseSource> interval_noise(std::vector<uint64_t> seeds);

/// One Brownian path per sample on [t_low, t_high], refined on demand by a dyadic virtual tree
/// (bridge values are a function of the tree node alone), so increments and areas add up over any
/// partition and a rejected step leaves no trace.  Times snap to 2^-depth of the span.  Source:
/// arXiv:2001.01328, sec. 4, with bridges of the path and its integral as in arXiv:2405.06464.
std::unique_ptr<NoiseSource> brownian_tree(std::vector<uint64_t> seeds, double t_low, double t_high,
                                           int depth = 40);

/// Fills out [B, ...] (float32 or float64) with N(0, I): row i from (seeds[i], counters[i]).
/// The kernel under both sources, and the generator of starting noise.
void fill_normal(Tensor& out, const std::vector<uint64_t>& seeds,
                 const std::vector<uint64_t>& counters);

/// A draw of a stream for every row: N(0, I), of the shape, type and device of `like` [B, ...].
Tensor normals(const Tensor& like, const std::vector<uint64_t>& seeds, Stream stream,
               uint64_t draw = 0);

/// A number for every row in each of `parts` equal parts of [low, high], in order, evenly
/// distributed in its part: float64 [B, parts].
Tensor stratified(double low, double high, int64_t parts, const std::vector<uint64_t>& seeds,
                  Stream stream);

/// The starting noise x_T / prior_std of samples with these seeds: [seeds.size(), shape...].
Tensor starting_noise(const std::vector<uint64_t>& seeds, at::IntArrayRef shape,
                      const at::TensorOptions& options);

}  // namespace odelia
