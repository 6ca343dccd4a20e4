#pragma once
#include <map>
#include <memory>
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// A convolution, or a layer, of a network with constant weights.  On the CPU a sample's result depends
/// neither on the batch nor on the number of threads.
class Convolution {
 public:
  virtual ~Convolution() = default;
  /// scale (W x + add).  x: [B, C, H, W]; `add` like the result, or undefined.
  virtual Tensor linear(const Tensor& x, const Tensor& add, double scale = 1) const = 0;
  /// scale (W x + bias + add).
  virtual Tensor affine(const Tensor& x, const Tensor& add, double scale = 1) const = 0;
  /// The same of rows [x; dx] (paired.h) and `add` alike, the bias for x alone.
  virtual Tensor paired(const Tensor& rows, const Tensor& add, double scale = 1) const = 0;
  /// W^T dy: from derivatives by the result to those by x [B, C, high, wide].
  virtual Tensor transpose(const Tensor& dy, int64_t high, int64_t wide) const = 0;
  virtual const Tensor& bias() const = 0;  ///< float32 [K], or undefined: there is none
  /// Of x.
  virtual at::ScalarType type() const { return at::kFloat; }
  /// Whether the bias costs another pass over the result, which a norm behind it would not.
  virtual bool bias_is_a_pass() const { return false; }
};
using Convolutions = std::map<std::string, std::shared_ptr<const Convolution>>;

/// Of a weight [K, C, k, k] or [K, C] and a bias [K]: Winograd's where it serves, else a matrix
/// product; null on a processor without AVX2.  `differentiable`: with what transpose needs.
std::shared_ptr<const Convolution> make_convolution(const Tensor& weight, const Tensor& bias,
                                                    int64_t stride, bool differentiable);

/// W x + bias + add with padding k/2, differentiable backwards (once) in x, the weight [K, C, k, k], the
/// bias and `add`, as training needs it: Winograd's way there and back where it serves, on the CPU in
/// float32; else LibTorch's own.
Tensor convolve(const Tensor& x, const Tensor& weight, const Tensor& bias, int64_t stride,
                const Tensor& add = {});

/// scale (W x + bias + add), differentiable in x and `add`, backwards (once) and forwards.
Tensor convolve(const std::shared_ptr<const Convolution>& convolution, const Tensor& x,
                const Tensor& add = {}, double scale = 1);

/// The same of rows [x; dx] (paired.h) and `add` alike: one convolution of all, the bias for x alone.
Tensor convolve_paired(const std::shared_ptr<const Convolution>& convolution, const Tensor& rows,
                       const Tensor& add = {}, double scale = 1);
/// What a norm behind a convolution is given, which adds a bias first for nothing: W x and the bias
/// where that costs a pass of its own, else W x + bias and an undefined tensor.  x, or rows if it
/// `pairs`, with the gradients of the two above.
std::pair<Tensor, Tensor> convolve_before_norm(
    const std::shared_ptr<const Convolution>& convolution, const Tensor& x, bool pairs);
/// Of LibTorch's own, on any device; bias [K] or undefined; padding k/2 unless given.
Tensor convolve_paired(const Tensor& rows, const Tensor& weight, const Tensor& bias, int64_t stride,
                       int64_t padding = -1);

}  // namespace odelia
