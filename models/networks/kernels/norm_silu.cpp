#include "models/networks/kernels/norm_silu.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/silu.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <torch/csrc/autograd/custom_function.h>

#include "models/networks/kernels/exp_cut.h"
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
ODELIA_FORWARD(forward_float, float)
ODELIA_FORWARD(forward_bfloat16, uint16_t)
ODELIA_BACKWARD(backward_float, float)
ODELIA_BACKWARD(backward_bfloat16, uint16_t)

/// Row i of a float32 [C] or [B, C].
const float* row(const Tensor& t, int64_t i) {
  return t.data_ptr<float>() + (t.dim() == 2 ? i * t.size(1) : 0);
}
template <class T>
T* pixels_of(const Tensor& t, int64_t i) {
  return static_cast<T*>(t.data_ptr()) + i * t.size(1) * t.size(2) * t.size(3);
}
Shape shape_of(const Tensor& x, int64_t groups, bool silu, double epsilon) {
  return {x.size(2) * x.size(3), x.size(1), groups, silu, epsilon};
}

/// y, mean [B, C] and scale [B, C].
std::vector<Tensor> fused(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups,
                          bool silu, double epsilon) {
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

struct GroupNormSilu : torch::autograd::Function<GroupNormSilu> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x,
                        const Tensor& gain, const Tensor& bias, int64_t groups, bool silu,
                        double epsilon) {
    const auto out = fused(x, gain, bias, groups, silu, epsilon);
    context->save_for_backward({x, gain, bias, out[1], out[2]});
    context->saved_data["groups"] = groups;
    context->saved_data["silu"] = silu;
    return out[0];
  }

  static std::vector<Tensor> backward(torch::autograd::AutogradContext* context,
                                      std::vector<Tensor> gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &gain = saved[1], &bias = saved[2], &mean = saved[3],
               &scale = saved[4];
    const auto n = shape_of(x, context->saved_data["groups"].toInt(),
                            context->saved_data["silu"].toBool(), 0);  // epsilon is within scale
    const auto dy = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
    auto dx = at::empty_like(x), dgain = at::empty_like(mean), dbias = at::empty_like(mean);
    at::parallel_for(0, x.size(0), 1, [&](int64_t begin, int64_t end) {
      std::vector<float> work(2 * n.channels);
      for (int64_t i = begin; i < end; ++i) {
        auto *dg = dgain.data_ptr<float>() + i * n.channels,
             *db = dbias.data_ptr<float>() + i * n.channels;
        if (x.scalar_type() == at::kFloat)
          backward_float(pixels_of<float>(x, i), pixels_of<float>(dy, i), pixels_of<float>(dx, i),
                         row(gain, i), row(bias, i), row(mean, i), row(scale, i), dg, db,
                         work.data(), n);
        else
          backward_bfloat16(pixels_of<uint16_t>(x, i), pixels_of<uint16_t>(dy, i),
                            pixels_of<uint16_t>(dx, i), row(gain, i), row(bias, i), row(mean, i),
                            row(scale, i), dg, db, work.data(), n);
      }
    });
    const bool shared = gain.dim() == 1;
    return {dx, shared ? dgain.sum(0) : dgain, shared ? dbias.sum(0) : dbias, {}, {}, {}};
  }
};

}  // namespace

Tensor group_norm_silu_reference(const Tensor& x, const Tensor& gain, const Tensor& bias,
                                 int64_t groups, bool silu, double epsilon) {
  Tensor y;
  if (gain.dim() == 1) {
    y = at::group_norm(x, groups, gain.to(x.scalar_type()), bias.to(x.scalar_type()), epsilon);
  } else {
    const auto per_sample = [&](const Tensor& v) {
      return v.to(x.scalar_type()).unsqueeze(-1).unsqueeze(-1);
    };
    y = at::addcmul(per_sample(bias), at::group_norm(x, groups, {}, {}, epsilon), per_sample(gain));
  }
  return silu ? at::silu(y) : y;
}

Tensor group_norm_silu(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups,
                       bool silu, double epsilon) {
  if (x.dim() != 4 || groups < 1 || x.size(1) % groups)
    throw std::invalid_argument(fmt::format(
        "group_norm_silu: expected x [B, C, H, W] with C divisible into {} groups, got [{}]",
        groups, fmt::join(x.sizes(), ", ")));
  for (const Tensor* v : {&gain, &bias})
    if (v->dim() < 1 || v->dim() > 2 || v->size(-1) != x.size(1) ||
        (v->dim() == 2 && v->size(0) != x.size(0)))
      throw std::invalid_argument(fmt::format(
          "group_norm_silu: expected gain and bias [{}] or [{}, {}], got [{}] and [{}]", x.size(1),
          x.size(0), x.size(1), fmt::join(gain.sizes(), ", "), fmt::join(bias.sizes(), ", ")));
  const bool known = x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16;
  if (has_tangent(x))  // ATen's derivative takes a view that channels_last does not allow
    return group_norm_silu_reference(x.contiguous(), gain, bias, groups, silu, epsilon);
  if (!known || !x.device().is_cpu() || gain.scalar_type() != at::kFloat ||
      bias.scalar_type() != at::kFloat)
    return group_norm_silu_reference(x, gain, bias, groups, silu, epsilon);
  const auto dense = x.contiguous(at::MemoryFormat::ChannelsLast);
  const bool differentiable = at::GradMode::is_enabled() &&
                              (x.requires_grad() || gain.requires_grad() || bias.requires_grad());
  if (differentiable)
    return GroupNormSilu::apply(dense, gain.contiguous(), bias.contiguous(), groups, silu, epsilon);
  return fused(dense, gain.contiguous(), bias.contiguous(), groups, silu, epsilon)[0];
}

}  // namespace odelia
