// The kernels beside a network's convolutions: their text, run on the host, against separate operations.
#include <cmath>

#include <ATen/ops/full.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/randn.h>

#include "models/networks/kernels/cuda/image_sums.h"
#include "models/networks/kernels/cuda/noise_features.h"
#include "models/networks/kernels/cuda/norm_silu.h"
#include "models/networks/kernels/cuda/unit_channels.h"
#include "models/networks/kernels/device_conv.h"
#include "models/networks/kernels/image_sums.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/unit_channels.h"
#include "models/networks/score/noise_features.h"
#include "tests/catch.h"
#include "tests/derivatives.h"
#include "tests/random_image.h"

// Last, for what it defines: the text of the kernels once more, as C++.
#include "tests/emulated_cuda.h"

#include "models/networks/kernels/cuda/image_sums.cu"
#include "models/networks/kernels/cuda/noise_features.cu"
#include "models/networks/kernels/cuda/unit_channels.cu"

using namespace odelia;

namespace {

template <class V>
V* as(const Tensor& t) {
  return t.defined() ? static_cast<V*>(t.data_ptr()) : nullptr;
}

/// kernel(V) in every thread, with the vectors that the program would take.
template <class Kernel>
void each_vector(const Tensor& y, const Kernel& kernel) {
  const int64_t size = 16 / y.element_size();
  const bool whole = y.size(1) % size == 0;
  const auto blocks = static_cast<unsigned>((y.numel() / (whole ? size : 1) + 255) / 256);
  launch({blocks, 1}, false, [&] {
    if (y.scalar_type() == at::kFloat)
      whole ? kernel(Float4{}) : kernel(Float1{});
    else
      whole ? kernel(BFloat8{}) : kernel(BFloat1{});
  });
}
template <class V>
sums::Layout layout(const Tensor& y, int64_t biased) {
  return {y.numel() / V::size, biased * y.numel() / y.size(0) / V::size,
          static_cast<int>(y.size(1) / V::size)};
}

/// Of the answer: float32's last bit, or bfloat16's.
double rounding(at::ScalarType type) { return type == at::kFloat ? 1e-6 : 4e-3; }

}  // namespace

TEST_CASE("the networks' CUDA kernels compile for sm_90 without a GPU", "[cuda]") {
  if (!cuda::built()) {
    WARN("skipped: this build has no CUDA");
    return;
  }
  setenv("ODELIA_CACHE", "", 1);  // no folder: compile, whatever a cache holds
  for (const auto& text : {cuda::image_sums_text(), cuda::noise_features_text(),
                           cuda::norm_silu_text(), cuda::unit_channels_text()})
    CHECK(cuda::compile_kernels(text, "sm_90").size() > 1000);
}

TEST_CASE("bias, summand and scale by the kernel are those of separate operations", "[cuda]") {
  at::manual_seed(3);
  for (const auto type : {at::kFloat, at::kBFloat16})
    for (const int64_t channels : {16, 6})
      for (const bool pairs : {false, true})
        for (const int which : {1, 2, 3}) {
          INFO(type << ", " << channels << " channels, pairs " << pairs << ", case " << which);
          const Tensor y = random_image({4, channels, 5, 7}, type),
                       bias = which & 1 ? at::randn({channels}) : Tensor(),
                       add = which & 2 ? random_image({4, channels, 5, 7}, type) : Tensor();
          const double scale = which == 3 ? 0.7 : 1;
          const auto wide = [](const Tensor& t) { return t.defined() ? t.to(at::kDouble) : t; };
          const Tensor exact = add_to_images(wide(y).clone(), bias, wide(add), pairs, scale);
          const Tensor composed = add_to_images(y.clone(), bias, add, pairs, scale);
          each_vector(y, [&](auto v) {
            using V = decltype(v);
            const auto exported = ODELIA_EXPORTED(V, add);
            exported(as<V>(y), as<float>(bias), as<V>(add), layout<V>(y, pairs ? 2 : 4),
                     static_cast<float>(scale));
          });
          CHECK(off(y, exact) < rounding(type));
          CHECK(off(composed, exact) < 3 * rounding(type));  // which rounds after each
        }
}

TEST_CASE("repeated pixels and the skip by the kernel are those of separate operations", "[cuda]") {
  at::manual_seed(4);
  for (const auto type : {at::kFloat, at::kBFloat16})
    for (const int64_t channels : {8, 3})
      for (const bool pairs : {false, true})
        for (const auto& [high, wide] : {std::pair<int64_t, int64_t>{7, 7}, {8, 6}, {5, 2}}) {
          INFO(type << ", " << channels << " channels, pairs " << pairs << ", to " << high << "x"
                    << wide);
          const Tensor small = random_image({2, channels, (high + 1) / 2, (wide + 1) / 2}, type),
                       add = random_image({2, channels, high, wide}, type),
                       bias = at::randn({channels});
          const Tensor exact =
              add_upsampled(small.to(at::kDouble), bias, add.to(at::kDouble), pairs);
          Tensor y = at::full_like(add, NAN);
          const sums::Sizes sizes{static_cast<int>(small.size(2)), static_cast<int>(small.size(3)),
                                  static_cast<int>(high), static_cast<int>(wide)};
          each_vector(y, [&](auto v) {
            using V = decltype(v);
            const auto exported = ODELIA_EXPORTED(V, add_upsampled);
            exported(as<V>(y), as<V>(small), as<float>(bias), as<V>(add),
                     layout<V>(y, pairs ? 1 : 2), sizes);
          });
          CHECK(off(y, exact) < rounding(type));
        }
}

TEST_CASE("channels over their root mean square by the kernel are those of separate operations",
          "[cuda]") {
  at::manual_seed(6);
  for (const auto type : {at::kFloat, at::kBFloat16})
    for (const bool pairs : {false, true})
      for (const auto& [channels, run] : {std::pair<int64_t, int64_t>{24, 8}, {300, 300}, {9, 3}}) {
        INFO(type << ", " << run << " of " << channels << " channels, pairs " << pairs);
        Tensor x = random_image({2, channels, 3, 2}, type);
        x.select(0, 0).select(1, 0).zero_();  // rows of pixels that are 0
        const Tensor exact = unit_channels(x.to(at::kDouble), run, pairs);
        Tensor y = at::full_like(x, NAN);
        const int64_t runs = x.numel() / run / (pairs ? 2 : 1);
        const auto kernel = [&](auto v) {
          using V = decltype(v);
          const auto exported = ODELIA_EXPORTED(V, unit_channels);
          exported(as<V>(y), as<V>(x),
                   {runs, pairs ? x.numel() / 2 / V::size : 0, static_cast<int>(run / V::size)});
        };
        launch({static_cast<unsigned>((runs + 7) / 8), 1}, true, [&] {
          if (type == at::kFloat)
            run % 4 ? kernel(Float1{}) : kernel(Float4{});
          else
            run % 8 ? kernel(BFloat1{}) : kernel(BFloat8{});
        });
        CHECK(off(y, exact) < rounding(type));
      }
}

TEST_CASE("the input's features by the kernel are those of separate operations, tangents too",
          "[cuda]") {
  at::manual_seed(5);
  const std::vector<std::string> both = {"background", "high_pass"};
  for (const auto& names : {both, {"high_pass"}})
    for (const bool pairs : {false, true}) {
      INFO(names.size() << " features, pairs " << pairs);
      const int64_t rows = 3, width = 3 * (1 + static_cast<int64_t>(names.size()));
      const Tensor x = at::randn({pairs ? 2 * rows : rows, 3, 5, 4}),
                   lambda = at::linspace(-6, 5, rows);
      const Tensor exact =
          noise_features(x.to(at::kDouble), lambda.to(at::kDouble), names, 0.5, pairs);
      Tensor y = at::full({x.size(0), width, 5, 4}, NAN, x.options())
                     .contiguous(at::MemoryFormat::ChannelsLast);
      features::Layout n{rows, 3, 5, 4, static_cast<int>(names.size()), pairs, {}, 0.25f};
      for (size_t i = 0; i < names.size(); ++i) n.high_pass[i] = names[i] == "high_pass";
      launch({1, 1}, false, [&] {
        ::noise_features(y.data_ptr<float>(), x.data_ptr<float>(), lambda.data_ptr<float>(), n);
      });
      // At s = exp(-5) the residual, a difference of numbers near 1, is over k s = 0.013.
      for (int64_t i = 0; i < x.size(0); ++i) CHECK(off(y[i], exact[i]) < 2e-5);
    }
}

TEST_CASE("a device's convolution is LibTorch's with its sums, there and back", "[unet]") {
  at::manual_seed(6);
  for (const int64_t size : {1, 3})
    for (const int64_t stride : {1, 2}) {
      INFO(size << "x" << size << ", stride " << stride);
      const Tensor weight = at::randn({6, 4, size, size}), bias = at::randn({6}),
                   x = random_image({4, 4, 7, 8}, at::kFloat);
      const auto conv = make_device_convolution(weight, bias, stride);
      CHECK(conv->bias_is_a_pass());
      const Tensor plain = convolve(x, weight, bias, stride),
                   add = random_image(plain.sizes(), at::kFloat);
      const auto with = [&](double scale) {
        return scale *
               (convolve(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble), stride) +
                add.to(at::kDouble));
      };
      CHECK(off(convolve(conv, x, add, 0.5), with(0.5)) < 1e-6);
      CHECK(off(convolve(conv, x), with(1) - add.to(at::kDouble)) < 1e-6);
      CHECK(off(values(convolve_paired(conv, x, add)), values(with(1))) < 1e-6);
      const Tensor without = with(1) - bias.to(at::kDouble).view({1, -1, 1, 1});
      CHECK(off(conv->linear(x, add), without) < 1e-6);
      CHECK(off(tangents(convolve_paired(conv, x, add)), tangents(without)) < 1e-6);
      const TensorMap f = [&](const Tensor& in) { return convolve(conv, in, add); };
      const Tensor u = at::randn(plain.sizes()), v = at::randn(x.sizes());
      CHECK(adjoint_error(u, along(f, x, v).tangent, v, back(f, x, u)) < 1e-6);
    }
}
