#include "models/networks/kernels/convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_make_dual.h>
#include <ATen/ops/_unpack_dual.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include "models/networks/kernels/image_sums.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/product_conv.h"
#include "models/networks/kernels/tangent.h"
#include "models/networks/kernels/winograd.h"

namespace odelia {
namespace {

Tensor scaled(const Tensor& x, double scale) { return scale == 1 ? x : x * scale; }

/// Our own: bias and summand come with the result.
class OfThisProcessor : public Convolution {
 public:
  Tensor linear(const Tensor& x, const Tensor& add, double scale) const final {
    return scaled(sum(x, false, add), scale);
  }
  Tensor affine(const Tensor& x, const Tensor& add, double scale) const final {
    return scaled(sum(x, true, add), scale);
  }
  Tensor paired(const Tensor& rows, const Tensor& add, double scale) const final {
    return add_to_images(sum(rows, false, add), bias(), {}, /*pairs=*/true, scale);
  }

 private:
  virtual Tensor sum(const Tensor& x, bool biased, const Tensor& add) const = 0;
};

class Winograd final : public OfThisProcessor {
 public:
  Winograd(Tensor weights, Tensor transposed, const Tensor& bias)
      : weights_(std::move(weights)),
        transposed_(std::move(transposed)),
        bias_(bias.detach().clone()),
        none_(at::zeros_like(bias_)),
        none_transposed_(at::zeros({weights_.size(2)})) {}
  Tensor transpose(const Tensor& dy, int64_t, int64_t) const override {
    return winograd_conv3x3(dy, transposed_, none_transposed_);
  }
  const Tensor& bias() const override { return bias_; }

 private:
  Tensor sum(const Tensor& x, bool biased, const Tensor& add) const override {
    return winograd_conv3x3(x, weights_, biased ? bias_ : none_, add);
  }

  Tensor weights_, transposed_, bias_, none_, none_transposed_;
};

class AsProduct final : public OfThisProcessor {
 public:
  AsProduct(ProductConv conv, const Tensor& bias)
      : conv_(std::move(conv)), bias_(bias.detach().clone()) {}
  Tensor transpose(const Tensor& dy, int64_t high, int64_t wide) const override {
    return conv_.transpose(dy, high, wide);
  }
  const Tensor& bias() const override { return bias_; }

 private:
  Tensor sum(const Tensor& x, bool biased, const Tensor& add) const override {
    return conv_.forward(x, biased ? bias_ : Tensor(), add);
  }

  ProductConv conv_;
  Tensor bias_;
};

struct Holder : torch::CustomClassHolder {
  std::shared_ptr<const Convolution> convolution;
};

struct Differentiable : torch::autograd::Function<Differentiable> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x,
                        const c10::optional<Tensor>& add,
                        const std::shared_ptr<const Convolution>& convolution) {
    auto holder = c10::make_intrusive<Holder>();
    holder->convolution = convolution;
    context->saved_data["convolution"] = c10::IValue::make_capsule(std::move(holder));
    context->saved_data["high"] = x.size(2), context->saved_data["wide"] = x.size(3);
    context->saved_data["adds"] = add.has_value();
    return convolution->affine(x, add.value_or(Tensor()));
  }
  static std::vector<Tensor> backward(torch::autograd::AutogradContext* context,
                                      std::vector<Tensor> gradients) {
    auto& saved = context->saved_data;
    const auto holder =
        c10::static_intrusive_pointer_cast<Holder>(saved["convolution"].toCapsule());
    const Tensor& dy = gradients[0];
    return {holder->convolution->transpose(dy, saved["high"].toInt(), saved["wide"].toInt()),
            saved["adds"].toBool() ? dy : Tensor(),
            {}};
  }
};

struct Trainable : torch::autograd::Function<Trainable> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x,
                        const Tensor& weight, const Tensor& bias,
                        const c10::optional<Tensor>& add) {
    context->save_for_backward({x, weight});
    context->saved_data["adds"] = add.has_value();
    return winograd_conv3x3(x, winograd_weights(weight), bias, add.value_or(Tensor()));
  }
  static std::vector<Tensor> backward(torch::autograd::AutogradContext* context,
                                      std::vector<Tensor> gradients) {
    const auto saved = context->get_saved_variables();
    const Tensor &x = saved[0], &weight = saved[1], &dy = gradients[0];
    Tensor dx;
    if (context->needs_input_grad(0))
      dx = winograd_conv3x3(dy, winograd_transposed_weights(weight), at::zeros({weight.size(1)}));
    return {dx, winograd_weight_gradient(x, dy), dy.sum({0, 2, 3}),
            context->saved_data["adds"].toBool() ? dy : Tensor()};
  }
};

/// A tensor that may be undefined, as autograd's functions take it.
c10::optional<Tensor> in_function(const Tensor& x) {
  return x.defined() ? c10::make_optional(x) : c10::nullopt;
}

/// Value and tangent, the latter undefined where none travels with it.
std::pair<Tensor, Tensor> unpack(const Tensor& x) {
  if (!x.defined() || !has_tangent(x)) return {x, {}};
  const auto [value, tangent] = at::_unpack_dual(x, /*level=*/0);
  return {value, tangent};
}

}  // namespace

std::shared_ptr<const Convolution> make_convolution(const Tensor& weight, const Tensor& bias,
                                                    int64_t stride, bool differentiable) {
  if (weight.dim() == 4 && weight.size(2) == 3 && weight.size(3) == 3 && stride == 1)
    if (const Tensor w = winograd_weights(weight); w.defined())
      return std::make_shared<Winograd>(
          w, differentiable ? winograd_transposed_weights(weight) : Tensor(), bias);
  auto conv = make_product_conv(weight, stride, differentiable);
  if (!conv.panels.defined()) return nullptr;
  return std::make_shared<AsProduct>(std::move(conv), bias);
}

Tensor convolve(const Tensor& x, const Tensor& weight, const Tensor& bias, int64_t stride,
                const Tensor& add) {
  const bool plain = stride == 1 && weight.size(2) == 3 && weight.size(3) == 3 &&
                     x.scalar_type() == at::kFloat && x.device().is_cpu() && !has_tangent(x) &&
                     !(add.defined() && has_tangent(add));
  if (plain && winograd_serves(weight)) return Trainable::apply(x, weight, bias, in_function(add));
  const auto y = at::conv2d(x, weight, bias, stride, weight.size(2) / 2);
  return add.defined() ? y + add : y;
}

Tensor convolve(const std::shared_ptr<const Convolution>& convolution, const Tensor& x,
                const Tensor& add, double scale) {
  const auto [value, tangent] = unpack(x);
  const auto [add_value, add_tangent] = unpack(add);
  if (tangent.defined() || add_tangent.defined()) {
    const Tensor slope = tangent.defined() ? convolution->linear(tangent, add_tangent, scale)
                                           : scaled(add_tangent, scale);
    return at::_make_dual(convolution->affine(value, add_value, scale), slope, 0);
  }
  if (at::GradMode::is_enabled() && (x.requires_grad() || (add.defined() && add.requires_grad())))
    return scaled(Differentiable::apply(x, in_function(add), convolution), scale);
  return convolution->affine(x, add, scale);
}

Tensor convolve_paired(const std::shared_ptr<const Convolution>& convolution, const Tensor& rows,
                       const Tensor& add, double scale) {
  refuse_gradients({rows});
  return convolution->paired(rows, add, scale);
}

std::pair<Tensor, Tensor> convolve_before_norm(
    const std::shared_ptr<const Convolution>& convolution, const Tensor& x, bool pairs) {
  const bool differentiable = at::GradMode::is_enabled() && x.requires_grad();
  if (convolution->bias_is_a_pass() && !differentiable)
    return {convolution->linear(x, {}), convolution->bias()};
  return {pairs ? convolve_paired(convolution, x) : convolve(convolution, x), {}};
}

Tensor convolve_paired(const Tensor& rows, const Tensor& weight, const Tensor& bias, int64_t stride,
                       int64_t padding) {
  const int64_t pad = padding < 0 ? weight.size(2) / 2 : padding;
  return add_to_images(at::conv2d(rows, weight, {}, stride, pad), bias, {}, /*pairs=*/true);
}

}  // namespace odelia
