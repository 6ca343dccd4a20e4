#include "models/networks/kernels/winograd.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/networks/kernels/panels.h"
#include "solvers/clones.h"

namespace odelia {
namespace {

constexpr float kA = 0.625f, kB = 1.5f;  // the points; all products below are exact in float32
constexpr float kA2 = kA * kA, kB2 = kB * kB, kA3 = kA * kA * kA, kB3 = kB * kB * kB;
constexpr float kAB2 = kA * kB2, kBA2 = kB * kA2, kA2B2 = kA2 * kB2, kSum = kA2 + kB2;

constexpr int64_t kWorkspace = 1 << 20;  // bytes that should stay in the second-level cache

struct Sizes {
  int64_t high, wide, in, out, tiles_high, tiles_wide;
  const float* zeros;  // [in]: what lies outside of the image
};

/// Floats from one of the 36 matrices of a workspace to the next: a cache line more than it holds,
/// so that a tile's 36 rows do not all fall into the same sets of the cache.
int64_t plane(int64_t rows, int64_t columns) { return rows * columns + 16; }

/// Tiles of one pass: their workspace stays in the second-level cache; but where the weights, which
/// every pass reads, do not, there are four times as many.  No more than leave work for every thread.
int64_t tiles_at_once(int64_t tiles, int64_t in, int64_t out) {
  const int64_t fit = kWorkspace / (36 * 4 * (in + out)) / kRowsAtATime;
  const bool weights_fit = 36 * 4 * in * out <= kWorkspace;
  const int64_t each = (tiles + at::get_num_threads() - 1) / at::get_num_threads();
  return kRowsAtATime * std::clamp<int64_t>((each + kRowsAtATime - 1) / kRowsAtATime, 1,
                                            weights_fit ? std::clamp<int64_t>(fit, 1, 4) : 4);
}

#define ODELIA_KERNEL "models/networks/kernels/winograd_kernel.h"
#include "models/networks/kernels/instruction_sets.h"
void (*const transform_pairs)(const float*, const float*, const Sizes&, int64_t, int64_t, int64_t,
                              int64_t, float*, float*) = ODELIA_BEST(transform_pairs);
void (*const add_products)(const float*, const float*, float*, int64_t, int64_t,
                           int64_t) = ODELIA_BEST(add_products);
void (*const convolve)(const float*, const float*, const float*, const float*, float*, const Sizes&,
                       int64_t, int64_t, float*, float*) = ODELIA_BEST(convolve);

/// G of the points above, [6, 3].
std::array<std::array<double, 3>, 6> kernel_transform() {
  const double a = kA, b = kB, na = 2 * a * a * (a * a - b * b), nb = 2 * b * b * (b * b - a * a);
  return {{{1 / (a * a * b * b), 0.0, 0.0},
           {1 / na, a / na, a * a / na},
           {1 / na, -a / na, a * a / na},
           {1 / nb, b / nb, b * b / nb},
           {1 / nb, -b / nb, b * b / nb},
           {0.0, 0.0, 1.0}}};
}

constexpr int64_t kLanes = 16;  // of panels, whose widths are multiples of it

/// G w G^T of `kLanes` kernels w[9][.] into out[36][.], `plane` apart.
ODELIA_CLONES void transform_kernels(const double* w, const double* g, float* out, int64_t plane) {
  double half[18][kLanes];  // G w
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 3; ++j)
      for (int64_t k = 0; k < kLanes; ++k)
        half[3 * i + j][k] = g[3 * i] * w[j * kLanes + k] + g[3 * i + 1] * w[(3 + j) * kLanes + k] +
                             g[3 * i + 2] * w[(6 + j) * kLanes + k];
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j)
      for (int64_t k = 0; k < kLanes; ++k)
        out[(6 * i + j) * plane + k] =
            static_cast<float>(g[3 * j] * half[3 * i][k] + g[3 * j + 1] * half[3 * i + 1][k] +
                               g[3 * j + 2] * half[3 * i + 2][k]);
}

/// G^T u G of `kLanes` matrices u[36][.], `plane` apart, into w[9][.].
ODELIA_CLONES void transform_back(const float* u, int64_t plane, const double* g, double* w) {
  double half[18][kLanes] = {};  // G^T u
  for (int i = 0; i < 6; ++i)
    for (int r = 0; r < 3; ++r)
      for (int j = 0; j < 6; ++j)
        for (int64_t k = 0; k < kLanes; ++k)
          half[6 * r + j][k] += g[3 * i + r] * double(u[(6 * i + j) * plane + k]);
  for (int r = 0; r < 3; ++r)
    for (int c = 0; c < 3; ++c)
      for (int64_t k = 0; k < kLanes; ++k) {
        double sum = 0;
        for (int j = 0; j < 6; ++j) sum += half[6 * r + j][k] * g[3 * j + c];
        w[(3 * r + c) * kLanes + k] = sum;
      }
}

}  // namespace

bool winograd_serves(const Tensor& weight) {
  return convolve && weight.size(0) % 16 == 0 && weight.size(1) % 16 == 0 &&
         weight.device().is_cpu();
}

Tensor winograd_weights(const Tensor& weight) {
  if (weight.dim() != 4 || weight.size(2) != 3 || weight.size(3) != 3)
    throw std::invalid_argument(
        fmt::format("winograd_weights: expected a weight [K, C, 3, 3], got [{}]",
                    fmt::join(weight.sizes(), ", ")));
  const int64_t out = weight.size(0), in = weight.size(1), panel = panel_width(out);
  if (!winograd_serves(weight)) return {};
  const auto g = kernel_transform();
  const Tensor kernels = weight.detach().to(at::kFloat);  // any strides
  const float* w = kernels.data_ptr<float>();
  const auto stride = kernels.strides();
  Tensor result = at::empty({36, out / panel, in, panel}, at::kFloat);
  float* to = result.data_ptr<float>();
  at::parallel_for(0, out / kLanes, 1, [&](int64_t begin, int64_t end) {
    double nine[9 * kLanes];
    for (int64_t block = begin; block < end; ++block)
      for (int64_t c = 0; c < in; ++c) {
        for (int64_t k = 0; k < kLanes; ++k)
          for (int64_t tap = 0; tap < 9; ++tap)
            nine[tap * kLanes + k] = w[(block * kLanes + k) * stride[0] + c * stride[1] +
                                       tap / 3 * stride[2] + tap % 3 * stride[3]];
        const int64_t first = block * kLanes;
        transform_kernels(nine, g[0].data(), to + (first / panel * in + c) * panel + first % panel,
                          out * in);
      }
  });
  return result;  // [36, K / panel, C, panel]
}

Tensor winograd_conv3x3(const Tensor& x, const Tensor& transformed, const Tensor& bias,
                        const Tensor& add) {
  const int64_t in = transformed.size(2), out = transformed.size(1) * transformed.size(3);
  if (x.dim() != 4 || x.size(1) != in || x.scalar_type() != at::kFloat || bias.numel() != out)
    throw std::invalid_argument(fmt::format(
        "winograd_conv3x3: expected float32 x [B, {}, H, W] and bias [{}], got {} [{}] "
        "and [{}]",
        in, out, c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", "), bias.numel()));
  const auto input = x.contiguous(at::MemoryFormat::ChannelsLast), shift = bias.contiguous();
  const auto addend = add.defined() ? add.contiguous(at::MemoryFormat::ChannelsLast) : add;
  auto y = at::empty({x.size(0), out, x.size(2), x.size(3)}, x.options(),
                     at::MemoryFormat::ChannelsLast);
  if (add.defined() && add.sizes() != y.sizes())
    throw std::invalid_argument(fmt::format("winograd_conv3x3: cannot add [{}] to [{}]",
                                            fmt::join(add.sizes(), ", "),
                                            fmt::join(y.sizes(), ", ")));
  const std::vector<float> zeros(in);
  const Sizes n{x.size(2),           x.size(3),           in,          out,
                (x.size(2) + 3) / 4, (x.size(3) + 3) / 4, zeros.data()};
  const int64_t tiles = x.size(0) * n.tiles_high * n.tiles_wide;
  const int64_t chunk = tiles_at_once(tiles, in, out);
  at::parallel_for(0, (tiles + chunk - 1) / chunk, 1, [&](int64_t begin, int64_t end) {
    thread_local std::vector<float> v, m;
    v.resize(36 * plane(chunk, in)), m.resize(36 * plane(chunk, out));
    for (int64_t i = begin; i < end; ++i)
      convolve(input.data_ptr<float>(), transformed.data_ptr<float>(), shift.data_ptr<float>(),
               add.defined() ? addend.data_ptr<float>() : nullptr, y.data_ptr<float>(), n,
               i * chunk, std::min(chunk, tiles - i * chunk), v.data(), m.data());
  });
  return y;
}

Tensor winograd_transposed_weights(const Tensor& weight) {
  return winograd_weights(weight.transpose(0, 1).flip({2, 3}));
}

Tensor winograd_weight_gradient(const Tensor& x, const Tensor& dy) {
  if (x.dim() != 4 || dy.dim() != 4 || x.size(0) != dy.size(0) || x.size(2) != dy.size(2) ||
      x.size(3) != dy.size(3) || x.scalar_type() != at::kFloat || dy.scalar_type() != at::kFloat ||
      !transform_pairs || x.size(1) % 16 || dy.size(1) % 16)
    throw std::invalid_argument(fmt::format(
        "winograd_weight_gradient: expected float32 x [B, C, H, W] and dy [B, K, H, W], C and K "
        "multiples of 16, got [{}] and [{}]",
        fmt::join(x.sizes(), ", "), fmt::join(dy.sizes(), ", ")));
  const auto input = x.contiguous(at::MemoryFormat::ChannelsLast),
             derivative = dy.contiguous(at::MemoryFormat::ChannelsLast);
  const int64_t in = x.size(1), out = dy.size(1);
  const std::vector<float> zeros(in);
  const Sizes n{x.size(2),           x.size(3),           in,          out,
                (x.size(2) + 3) / 4, (x.size(3) + 3) / 4, zeros.data()};
  const int64_t tiles = x.size(0) * n.tiles_high * n.tiles_wide;
  const int64_t chunk = std::min<int64_t>(tiles, 96);
  std::vector<float> v(36 * plane(chunk, in)), m(36 * plane(chunk, out)), u(36 * in * out, 0.0f);
  for (int64_t first = 0; first < tiles; first += chunk) {
    const int64_t count = std::min(chunk, tiles - first);
    at::parallel_for(0, count, 16, [&](int64_t begin, int64_t end) {
      transform_pairs(input.data_ptr<float>(), derivative.data_ptr<float>(), n, first, count, begin,
                      end, v.data(), m.data());
    });
    // A thread has some of the 36 sums to itself: their order does not depend on how many there are.
    at::parallel_for(0, 36, 1, [&](int64_t begin, int64_t end) {
      for (int64_t f = begin; f < end; ++f)
        add_products(v.data() + f * plane(count, in), m.data() + f * plane(count, out),
                     u.data() + f * in * out, count, in, out);
    });
  }
  const auto g = kernel_transform();
  Tensor dw = at::empty({out, in, 3, 3}, x.options(), at::MemoryFormat::ChannelsLast);
  float* to = dw.data_ptr<float>();  // [K, 3, 3, C]
  at::parallel_for(0, out / kLanes, 1, [&](int64_t begin, int64_t end) {
    double nine[9 * kLanes];
    for (int64_t k = begin * kLanes; k < end * kLanes; k += kLanes)
      for (int64_t c = 0; c < in; ++c) {
        transform_back(u.data() + c * out + k, in * out, g[0].data(), nine);
        for (int64_t lane = 0; lane < kLanes; ++lane)
          for (int64_t tap = 0; tap < 9; ++tap)
            to[((k + lane) * 9 + tap) * in + c] = static_cast<float>(nine[tap * kLanes + lane]);
      }
  });
  return dw;
}

}  // namespace odelia
