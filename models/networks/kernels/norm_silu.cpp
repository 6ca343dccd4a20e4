#include "models/networks/kernels/norm_silu.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/var.h>
#include <c10/core/ScalarType.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <torch/csrc/autograd/custom_function.h>

#include "models/networks/kernels/cuda/norm_silu.h"
#include "models/networks/kernels/exp_cut.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/tangent.h"
#include "solvers/clones.h"

namespace odelia {
namespace {

ODELIA_INLINE float load(const float* p) { return *p; }
ODELIA_INLINE float load(const uint16_t* p) { return std::bit_cast<float>(uint32_t{*p} << 16); }
ODELIA_INLINE void store(float* p, float v) { *p = v; }
/// bfloat16, rounded to nearest even.
ODELIA_INLINE void store(uint16_t* p, float v) {
  const uint32_t bits = std::bit_cast<uint32_t>(v);
  *p = static_cast<uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

/// Where one sample lies and how it is shaped: [pixels, channels], channels in equal groups.
struct Shape {
  int64_t pixels, channels, groups;
  bool silu;
  double epsilon;
};

/// One sample.  x, y: [pixels, channels]; gain, bias, and the workspaces sum, a, b: [channels];
/// mean, and scale = 1/sqrt(var + eps): [channels], equal within a group.
template <class T>
ODELIA_INLINE void forward(const T* __restrict x, T* __restrict y, const float* __restrict gain,
                           const float* __restrict bias, float* __restrict mean,
                           float* __restrict scale, float* __restrict sum, float* __restrict a,
                           float* __restrict b, Shape n) {
  const int64_t size = n.channels / n.groups;
  const double count = static_cast<double>(n.pixels) * size;
  for (int64_t c = 0; c < n.channels; ++c) sum[c] = 0;
  for (int64_t p = 0; p < n.pixels; ++p)
    for (int64_t c = 0; c < n.channels; ++c) sum[c] += load(x + p * n.channels + c);
  for (int64_t g = 0; g < n.groups; ++g) {
    double total = 0;
    for (int64_t c = g * size; c < (g + 1) * size; ++c) total += sum[c];
    for (int64_t c = g * size; c < (g + 1) * size; ++c) mean[c] = static_cast<float>(total / count);
  }
  // A second pass for the variance: no cancellation where the mean is large; the sample is still in
  // the cache.
  for (int64_t c = 0; c < n.channels; ++c) sum[c] = 0;
  for (int64_t p = 0; p < n.pixels; ++p)
    for (int64_t c = 0; c < n.channels; ++c) {
      const float d = load(x + p * n.channels + c) - mean[c];
      sum[c] += d * d;
    }
  for (int64_t g = 0; g < n.groups; ++g) {
    double total = 0;
    for (int64_t c = g * size; c < (g + 1) * size; ++c) total += sum[c];
    const auto inverse = static_cast<float>(1 / std::sqrt(total / count + n.epsilon));
    for (int64_t c = g * size; c < (g + 1) * size; ++c) {
      scale[c] = inverse;
      a[c] = gain[c] * inverse;
      b[c] = bias[c] - mean[c] * a[c];
    }
  }
  if (n.silu) {
    for (int64_t p = 0; p < n.pixels; ++p)
      for (int64_t c = 0; c < n.channels; ++c) {
        const float z = load(x + p * n.channels + c) * a[c] + b[c];
        store(y + p * n.channels + c, z / (1.0f + exp_cut(-z)));
      }
  } else {
    for (int64_t p = 0; p < n.pixels; ++p)
      for (int64_t c = 0; c < n.channels; ++c)
        store(y + p * n.channels + c, load(x + p * n.channels + c) * a[c] + b[c]);
  }
}

/// Its derivative.  With h = (x - mean) scale and z = gain h + bias: dz = dy act'(z), dbias = sum
/// dz, dgain = sum dz h, dx = scale (gain dz - <gain dz> - h <gain dz h>), < > the mean over the
/// group. dx holds dz between the passes.
template <class T>
ODELIA_INLINE void backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx,
                            const float* __restrict gain, const float* __restrict bias,
                            const float* __restrict mean, const float* __restrict scale,
                            float* __restrict dgain, float* __restrict dbias, float* __restrict m1,
                            float* __restrict m2, Shape n) {
  const int64_t size = n.channels / n.groups;
  const double count = static_cast<double>(n.pixels) * size;
  for (int64_t c = 0; c < n.channels; ++c) dgain[c] = 0, dbias[c] = 0;
  if (n.silu) {
    for (int64_t p = 0; p < n.pixels; ++p)
      for (int64_t c = 0; c < n.channels; ++c) {
        const float z = gain[c] * ((load(x + p * n.channels + c) - mean[c]) * scale[c]) + bias[c];
        const float s = 1.0f / (1.0f + exp_cut(-z));
        store(dx + p * n.channels + c,
              load(dy + p * n.channels + c) * (s * (1.0f + z * (1.0f - s))));
      }
  } else {
    std::copy(dy, dy + n.pixels * n.channels, dx);
  }
  for (int64_t p = 0; p < n.pixels; ++p)
    for (int64_t c = 0; c < n.channels; ++c) {
      const float dz = load(dx + p * n.channels + c);
      dbias[c] += dz;
      dgain[c] += dz * ((load(x + p * n.channels + c) - mean[c]) * scale[c]);
    }
  for (int64_t g = 0; g < n.groups; ++g) {
    double sum1 = 0, sum2 = 0;
    for (int64_t c = g * size; c < (g + 1) * size; ++c)
      sum1 += double(gain[c]) * dbias[c], sum2 += double(gain[c]) * dgain[c];
    for (int64_t c = g * size; c < (g + 1) * size; ++c)
      m1[c] = static_cast<float>(sum1 / count), m2[c] = static_cast<float>(sum2 / count);
  }
  for (int64_t p = 0; p < n.pixels; ++p)
    for (int64_t c = 0; c < n.channels; ++c) {
      const float h = (load(x + p * n.channels + c) - mean[c]) * scale[c];
      store(dx + p * n.channels + c,
            scale[c] * (gain[c] * load(dx + p * n.channels + c) - m1[c] - h * m2[c]));
    }
}

/// The tangent of the result for dx, which gain and bias do not depend on.  With p = <dx>, q = <h dx>
/// and h, z as in `backward`: dy = act'(z) gain scale (dx - p - h q).
template <class T>
ODELIA_INLINE void tangent(const T* __restrict x, const T* __restrict dx, T* __restrict dy,
                           const float* __restrict gain, const float* __restrict bias,
                           const float* __restrict mean, const float* __restrict scale,
                           float* __restrict p, float* __restrict q, Shape n) {
  const int64_t size = n.channels / n.groups;
  const double count = static_cast<double>(n.pixels) * size;
  for (int64_t c = 0; c < n.channels; ++c) p[c] = 0, q[c] = 0;
  for (int64_t i = 0; i < n.pixels; ++i)
    for (int64_t c = 0; c < n.channels; ++c) {
      const float d = load(dx + i * n.channels + c);
      p[c] += d;
      q[c] += d * ((load(x + i * n.channels + c) - mean[c]) * scale[c]);
    }
  for (int64_t g = 0; g < n.groups; ++g) {
    double sum1 = 0, sum2 = 0;
    for (int64_t c = g * size; c < (g + 1) * size; ++c) sum1 += p[c], sum2 += q[c];
    for (int64_t c = g * size; c < (g + 1) * size; ++c)
      p[c] = static_cast<float>(sum1 / count), q[c] = static_cast<float>(sum2 / count);
  }
  for (int64_t i = 0; i < n.pixels; ++i)
    for (int64_t c = 0; c < n.channels; ++c) {
      const float h = (load(x + i * n.channels + c) - mean[c]) * scale[c];
      float d = gain[c] * scale[c] * (load(dx + i * n.channels + c) - p[c] - h * q[c]);
      if (n.silu) {
        const float z = gain[c] * h + bias[c], s = 1.0f / (1.0f + exp_cut(-z));
        d *= s * (1.0f + z * (1.0f - s));
      }
      store(dy + i * n.channels + c, d);
    }
}

#define ODELIA_FORWARD(NAME, T)                                                                \
  ODELIA_CLONES void NAME(const T* x, T* y, const float* gain, const float* bias, float* mean, \
                          float* scale, float* work, Shape n) {                                \
    forward(x, y, gain, bias, mean, scale, work, work + n.channels, work + 2 * n.channels, n); \
  }
#define ODELIA_BACKWARD(NAME, T)                                                                \
  ODELIA_CLONES void NAME(const T* x, const T* dy, T* dx, const float* gain, const float* bias, \
                          const float* mean, const float* scale, float* dgain, float* dbias,    \
                          float* work, Shape n) {                                               \
    backward(x, dy, dx, gain, bias, mean, scale, dgain, dbias, work, work + n.channels, n);     \
  }
#define ODELIA_TANGENT(NAME, T)                                                                 \
  ODELIA_CLONES void NAME(const T* x, const T* dx, T* dy, const float* gain, const float* bias, \
                          const float* mean, const float* scale, float* work, Shape n) {        \
    tangent(x, dx, dy, gain, bias, mean, scale, work, work + n.channels, n);                    \
  }
ODELIA_FORWARD(forward_float, float)
ODELIA_FORWARD(forward_bfloat16, uint16_t)
ODELIA_BACKWARD(backward_float, float)
ODELIA_BACKWARD(backward_bfloat16, uint16_t)
ODELIA_TANGENT(tangent_float, float)
ODELIA_TANGENT(tangent_bfloat16, uint16_t)

/// Row i of a float32 [C] or [B, C].
const float* row(const Tensor& t, int64_t i) {
  return t.data_ptr<float>() + (t.dim() == 2 ? i * t.stride(0) : 0);
}
template <class T>
T* pixels_of(const Tensor& t, int64_t i) {
  return static_cast<T*>(t.data_ptr()) + i * t.size(1) * t.size(2) * t.size(3);
}
Shape shape_of(const Tensor& x, int64_t groups, bool silu, double epsilon) {
  return {x.size(2) * x.size(3), x.size(1), groups, silu, epsilon};
}

/// y and, on a CPU, mean [B, C] and scale [B, C].
std::vector<Tensor> fused(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups,
                          bool silu, double epsilon) {
  if (!x.is_cpu()) return {cuda::norm_silu(x, {}, gain, bias, {groups, silu, epsilon})};
  const auto n = shape_of(x, groups, silu, epsilon);
  auto y = at::empty_like(x), mean = at::empty({x.size(0), n.channels}),
       scale = at::empty_like(mean);
  at::parallel_for(0, x.size(0), 1, [&](int64_t begin, int64_t end) {
    std::vector<float> work(3 * n.channels);
    for (int64_t i = begin; i < end; ++i) {
      auto *m = mean.data_ptr<float>() + i * n.channels,
           *s = scale.data_ptr<float>() + i * n.channels;
      if (x.scalar_type() == at::kFloat)
        forward_float(pixels_of<float>(x, i), pixels_of<float>(y, i), row(gain, i), row(bias, i), m,
                      s, work.data(), n);
      else
        forward_bfloat16(pixels_of<uint16_t>(x, i), pixels_of<uint16_t>(y, i), row(gain, i),
                         row(bias, i), m, s, work.data(), n);
    }
  });
  return {y, mean, scale};
}

/// By x, and by gain and bias, [B, C].
std::array<Tensor, 3> fused_backward(const Tensor& x, const Tensor& dy, const Tensor& gain,
                                     const Tensor& bias, const Tensor& mean, const Tensor& scale,
                                     const Shape& n) {
  Tensor dx = at::empty_like(x), dgain = at::empty_like(mean), dbias = at::empty_like(mean);
  at::parallel_for(0, x.size(0), 1, [&](int64_t begin, int64_t end) {
    std::vector<float> work(2 * n.channels);
    for (int64_t i = begin; i < end; ++i) {
      auto *dg = dgain.data_ptr<float>() + i * n.channels,
           *db = dbias.data_ptr<float>() + i * n.channels;
      if (x.scalar_type() == at::kFloat)
        backward_float(pixels_of<float>(x, i), pixels_of<float>(dy, i), pixels_of<float>(dx, i),
                       row(gain, i), row(bias, i), row(mean, i), row(scale, i), dg, db, work.data(),
                       n);
      else
        backward_bfloat16(pixels_of<uint16_t>(x, i), pixels_of<uint16_t>(dy, i),
                          pixels_of<uint16_t>(dx, i), row(gain, i), row(bias, i), row(mean, i),
                          row(scale, i), dg, db, work.data(), n);
    }
  });
  return {dx, dgain, dbias};
}

/// [y; dy] of rows [x; dx].
Tensor fused_paired(const Tensor& rows, const Tensor& gain, const Tensor& bias, int64_t groups,
                    bool silu, double epsilon) {
  const auto n = shape_of(rows, groups, silu, epsilon);
  const int64_t batch = rows.size(0) / 2;
  auto y = at::empty_like(rows);
  const auto one = [&](auto type, auto* value, auto* slope, int64_t i, std::vector<float>& work) {
    using T = decltype(type);
    float *mean = work.data(), *scale = mean + n.channels, *rest = scale + n.channels;
    const T* x = pixels_of<T>(rows, i);
    value(x, pixels_of<T>(y, i), row(gain, i), row(bias, i), mean, scale, rest, n);
    slope(x, pixels_of<T>(rows, batch + i), pixels_of<T>(y, batch + i), row(gain, i), row(bias, i),
          mean, scale, rest, n);
  };
  at::parallel_for(0, batch, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> work(5 * n.channels);
    for (int64_t i = begin; i < end; ++i)
      if (rows.scalar_type() == at::kFloat)
        one(float{}, forward_float, tangent_float, i, work);
      else
        one(uint16_t{}, forward_bfloat16, tangent_bfloat16, i, work);
  });
  return y;
}

/// A parameter's gradient, from that of each sample's own [B, C].
Tensor gradient_of(const Tensor& parameter, const Tensor& each) {
  return (parameter.dim() == 1 ? each.sum(0) : each).to(parameter.scalar_type());
}

struct GroupNormSilu : torch::autograd::Function<GroupNormSilu> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x,
                        const Tensor& gain, const Tensor& bias, int64_t groups, bool silu,
                        double epsilon) {
    const auto out = fused(x, gain, bias, groups, silu, epsilon);
    std::vector<Tensor> saved = {x, gain, bias};
    saved.insert(saved.end(), out.begin() + 1, out.end());
    context->save_for_backward(saved);
    context->saved_data["groups"] = groups;
    context->saved_data["silu"] = silu;
    context->saved_data["epsilon"] = epsilon;
    return out[0];
  }

  static std::vector<Tensor> backward(torch::autograd::AutogradContext* context,
                                      std::vector<Tensor> gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &gain = saved[1], &bias = saved[2];
    auto& data = context->saved_data;
    const auto dy = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
    const auto [dx, dgain, dbias] =
        x.is_cpu() ? fused_backward(x, dy, gain, bias, saved[3], saved[4],
                                    shape_of(x, data["groups"].toInt(), data["silu"].toBool(),
                                             data["epsilon"].toDouble()))
                   : cuda::norm_silu_backward(x, dy, gain, bias,
                                              {data["groups"].toInt(), data["silu"].toBool(),
                                               data["epsilon"].toDouble()});
    return {dx, gradient_of(gain, dgain), gradient_of(bias, dbias), {}, {}, {}};
  }
};

/// The same out of ATen operations, for any device and type: in float32, or float64 if x has it,
/// between x and the result, and in x's layout, where CUDA's own GroupNorm has its statistics in x's
/// type and gives back NCHW.
class Composed {
 public:
  Composed(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups, bool silu,
           double epsilon)
      : groups_(groups), silu_(silu), type_(c10::promoteTypes(x.scalar_type(), at::kFloat)) {
    const Tensor grouped = in_groups(x);
    mean_ = at::mean(grouped, {2, 3, 4}, /*keepdim=*/true, type_);
    Tensor variance = at::empty({0}, x.options().dtype(type_));
    at::var_out(variance, grouped, at::IntArrayRef{2, 3, 4}, /*unbiased=*/false, /*keepdim=*/true);
    scale_ = at::rsqrt(variance + epsilon);
    gain_ = in_groups(per_channel(gain)), bias_ = in_groups(per_channel(bias));
  }

  Tensor value(const Tensor& x) const {
    const Tensor factor = gain_ * scale_,
                 z = at::addcmul(bias_ - mean_ * factor, in_groups(x), factor);
    return like(x, silu_ ? at::silu(z) : z);
  }
  Tensor tangent(const Tensor& x, const Tensor& dx) const {
    const Tensor h = normal(x), d = in_groups(dx).to(type_);
    const Tensor dh = scale_ * (d - group_mean(d) - h * group_mean(h * d));
    return like(x, gain_ * dh * slope(h));
  }
  /// By x, and by gain and bias, [B, C].
  std::array<Tensor, 3> backward(const Tensor& x, const Tensor& dy) const {
    const Tensor h = normal(x), dz = in_groups(dy).to(type_) * slope(h), dh = gain_ * dz;
    const Tensor dx = scale_ * (dh - group_mean(dh) - h * group_mean(h * dh));
    const auto by_channel = [](const Tensor& t) { return t.sum({3, 4}).flatten(1); };
    return {like(x, dx), by_channel(h * dz), by_channel(dz)};
  }

 private:
  /// [B, C, ...] as [B, groups, C / groups, ...]
  Tensor in_groups(const Tensor& t) const {
    return t.view({t.size(0), groups_, t.size(1) / groups_, t.size(2), t.size(3)});
  }
  Tensor per_channel(const Tensor& v) const {
    return v.to(type_).reshape({v.dim() == 2 ? v.size(0) : 1, v.size(-1), 1, 1});
  }
  Tensor normal(const Tensor& x) const { return (in_groups(x) - mean_) * scale_; }
  static Tensor group_mean(const Tensor& t) { return t.mean({2, 3, 4}, /*keepdim=*/true); }
  Tensor slope(const Tensor& h) const {  // act'(z)
    if (!silu_) return at::ones({1}, h.options());
    const Tensor z = h * gain_ + bias_, s = at::sigmoid(z);
    return s * (1 + z * (1 - s));
  }
  static Tensor like(const Tensor& x, const Tensor& grouped) {
    return grouped.reshape(x.sizes()).to(x.scalar_type());  // no view of images one pixel high
  }

  int64_t groups_;
  bool silu_;
  at::ScalarType type_;
  Tensor mean_, scale_, gain_, bias_;  // [B or 1, groups, C / groups or 1, 1, 1]
};

struct ComposedFunction : torch::autograd::Function<ComposedFunction> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x,
                        const Tensor& gain, const Tensor& bias, int64_t groups, bool silu,
                        double epsilon) {
    context->save_for_backward({x, gain, bias});
    context->saved_data["groups"] = groups;
    context->saved_data["silu"] = silu;
    context->saved_data["epsilon"] = epsilon;
    return Composed(x, gain, bias, groups, silu, epsilon).value(x);
  }
  static std::vector<Tensor> backward(torch::autograd::AutogradContext* context,
                                      std::vector<Tensor> gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &gain = saved[1], &bias = saved[2];
    auto& data = context->saved_data;
    const Composed norm(x, gain, bias, data["groups"].toInt(), data["silu"].toBool(),
                        data["epsilon"].toDouble());
    const auto [dx, dgain, dbias] =
        norm.backward(x, gradients[0].contiguous(x.suggest_memory_format()));
    return {dx, gradient_of(gain, dgain), gradient_of(bias, dbias), {}, {}, {}};
  }
};

void check(const Tensor& x, int64_t batch, const Tensor& gain, const Tensor& bias, int64_t groups,
           const Tensor& first) {
  if (x.dim() != 4 || groups < 1 || x.size(1) % groups)
    throw std::invalid_argument(fmt::format(
        "group_norm_silu: expected x [B, C, H, W] with C divisible into {} groups, got [{}]",
        groups, fmt::join(x.sizes(), ", ")));
  for (const Tensor* v : {&gain, &bias, &first})
    if (v->defined() && (v->dim() < 1 || v->dim() > 2 || v->size(-1) != x.size(1) ||
                         (v->dim() == 2 && v->size(0) != batch)))
      throw std::invalid_argument(
          fmt::format("group_norm_silu: expected gain, bias and what is added first [{}] or [{}, "
                      "{}], got [{}]",
                      x.size(1), batch, x.size(1), fmt::join(v->sizes(), ", ")));
}

/// Whether the kernels above serve, or that of a CUDA device.
bool fusible(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups) {
  return (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) &&
         gain.scalar_type() == at::kFloat && bias.scalar_type() == at::kFloat &&
         (x.is_cpu() || cuda::norm_silu_fits(x, groups));
}

/// Each row's channels side by side.
Tensor by_rows(const Tensor& v) { return !v.defined() || v.stride(-1) == 1 ? v : v.contiguous(); }

/// x + first, [C] or [B, C].
Tensor plus(const Tensor& x, const Tensor& first) {
  if (!first.defined()) return x;
  return x + first.to(x.scalar_type()).reshape({first.dim() == 2 ? first.size(0) : 1, -1, 1, 1});
}

/// In a layout whose channels can be told apart into groups in place.
Tensor dense(const Tensor& x) { return x.contiguous(x.suggest_memory_format()); }

}  // namespace

Tensor group_norm_silu_reference(const Tensor& x, const Tensor& gain, const Tensor& bias,
                                 int64_t groups, bool silu, double epsilon) {
  const auto type = c10::promoteTypes(x.scalar_type(), at::kFloat);
  Tensor y;
  if (gain.dim() == 1) {
    y = at::group_norm(x.to(type), groups, gain.to(type), bias.to(type), epsilon);
  } else {
    const auto per_sample = [&](const Tensor& v) { return v.to(type).unsqueeze(-1).unsqueeze(-1); };
    y = at::addcmul(per_sample(bias), at::group_norm(x.to(type), groups, {}, {}, epsilon),
                    per_sample(gain));
  }
  return (silu ? at::silu(y) : y).to(x.scalar_type());
}

Tensor group_norm_silu_composed(const Tensor& x, const Tensor& gain, const Tensor& bias,
                                int64_t groups, bool silu, double epsilon, const Tensor& first) {
  check(x, x.size(0), gain, bias, groups, first);
  return ComposedFunction::apply(dense(plus(x, first)), gain, bias, groups, silu, epsilon);
}

Tensor group_norm_silu(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups,
                       bool silu, double epsilon, const Tensor& first) {
  check(x, x.size(0), gain, bias, groups, first);
  const bool differentiable = at::GradMode::is_enabled() &&
                              (x.requires_grad() || gain.requires_grad() || bias.requires_grad());
  const bool kernel = !has_tangent(x) && fusible(x, gain, bias, groups);
  if (kernel && !x.is_cpu() && !differentiable)
    return cuda::norm_silu(x.contiguous(at::MemoryFormat::ChannelsLast), by_rows(first),
                           by_rows(gain), by_rows(bias), {groups, silu, epsilon});
  const Tensor input = plus(x, first);
  if (has_tangent(x))  // ATen's derivative takes a view that channels_last does not allow
    return group_norm_silu_reference(input.contiguous(), gain, bias, groups, silu, epsilon);
  if (!kernel) return group_norm_silu_composed(input, gain, bias, groups, silu, epsilon);
  const auto channels_last = input.contiguous(at::MemoryFormat::ChannelsLast);
  if (differentiable)
    return GroupNormSilu::apply(channels_last, by_rows(gain), by_rows(bias), groups, silu, epsilon);
  return fused(channels_last, by_rows(gain), by_rows(bias), groups, silu, epsilon)[0];
}

Tensor group_norm_silu_paired(const Tensor& rows, const Tensor& gain, const Tensor& bias,
                              int64_t groups, bool silu, double epsilon, const Tensor& first) {
  check(rows, rows.size(0) / 2, gain, bias, groups, first);
  refuse_gradients({rows, gain, bias});
  const bool kernel = fusible(rows, gain, bias, groups);
  if (kernel && !rows.is_cpu())
    return cuda::norm_silu_paired(rows.contiguous(at::MemoryFormat::ChannelsLast), by_rows(first),
                                  by_rows(gain), by_rows(bias), {groups, silu, epsilon});
  const Tensor input = first.defined() ? paired(plus(values(rows), first), tangents(rows)) : rows;
  if (kernel)
    return fused_paired(input.contiguous(at::MemoryFormat::ChannelsLast), by_rows(gain),
                        by_rows(bias), groups, silu, epsilon);
  const Tensor all = dense(input), x = values(all);
  const Composed norm(x, gain, bias, groups, silu, epsilon);
  return paired(norm.value(x), norm.tangent(x, tangents(all)));
}

}  // namespace odelia
