#include "models/networks/kernels/device_conv.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/linear.h>

#include "models/networks/kernels/image_sums.h"

namespace odelia {
namespace {

class DeviceConvolution final : public Convolution {
 public:
  DeviceConvolution(const Tensor& weight, const Tensor& bias, int64_t stride)
      : weight_(weight.detach().contiguous(at::MemoryFormat::ChannelsLast)),
        matrix_(weight.size(2) == 1 && weight.size(3) == 1 && stride == 1
                    ? weight.detach().flatten(1).contiguous()
                    : Tensor()),
        bias_(bias.defined() ? bias.detach().to(at::kFloat).contiguous() : Tensor()),
        own_bias_(bias.defined() ? bias_.to(weight.scalar_type()) : Tensor()),
        stride_(stride),
        padding_(weight.size(2) / 2) {}

  Tensor linear(const Tensor& x, const Tensor& add, double scale) const override {
    return sum(x, {}, add, scale, /*pairs=*/false);
  }
  Tensor affine(const Tensor& x, const Tensor& add, double scale) const override {
    if (matrix_.defined() && !add.defined() && scale == 1) return product_with(x, own_bias_);
    return sum(x, bias_, add, scale, /*pairs=*/false);
  }
  Tensor paired(const Tensor& rows, const Tensor& add, double scale) const override {
    return sum(rows, bias_, add, scale, /*pairs=*/true);
  }
  Tensor transpose(const Tensor& dy, int64_t high, int64_t wide) const override {
    const auto missing = [&](int64_t dim, int64_t size) {
      return size - ((dy.size(dim) - 1) * stride_ - 2 * padding_ + weight_.size(dim));
    };
    return at::conv_transpose2d(dy, weight_, {}, stride_, padding_,
                                {missing(2, high), missing(3, wide)});
  }
  const Tensor& bias() const override { return bias_; }
  at::ScalarType type() const override { return weight_.scalar_type(); }
  bool bias_is_a_pass() const override { return bias_.defined(); }

 private:
  Tensor product(const Tensor& x) const {
    if (!matrix_.defined()) return at::conv2d(x, weight_, {}, stride_, padding_);
    return product_with(x, {});
  }
  /// A matrix product of all pixels, which adds a bias in passing.
  Tensor product_with(const Tensor& x, const Tensor& bias) const {
    const Tensor pixels = x.permute({0, 2, 3, 1});
    return at::linear(pixels.reshape({-1, x.size(1)}), matrix_, bias)
        .view({x.size(0), x.size(2), x.size(3), matrix_.size(0)})
        .permute({0, 3, 1, 2});
  }
  Tensor sum(const Tensor& x, const Tensor& bias, const Tensor& add, double scale,
             bool pairs) const {
    const Tensor y = product(x);
    return bias.defined() || add.defined() || scale != 1 ? add_to_images(y, bias, add, pairs, scale)
                                                         : y;
  }

  Tensor weight_, matrix_, bias_, own_bias_;  // the last in the weight's type
  int64_t stride_, padding_;
};

}  // namespace

std::shared_ptr<const Convolution> make_device_convolution(const Tensor& weight, const Tensor& bias,
                                                           int64_t stride) {
  return std::make_shared<DeviceConvolution>(weight, bias, stride);
}

}  // namespace odelia
