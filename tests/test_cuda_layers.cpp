// What stands between a network's convolutions, by the device's kernels, against float64 on the CPU.
#include <ATen/ops/equal.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/randn.h>

#include "models/networks/kernels/image_sums.h"
#include "models/networks/kernels/norm_silu.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/unit_channels.h"
#include "models/networks/score/noise_features.h"
#include "tests/catch.h"
#include "tests/derivatives.h"
#include "tests/device_under_test.h"
#include "tests/random_image.h"

using namespace odelia;

namespace {

Tensor wide(const Tensor& t) { return t.defined() ? t.to(at::kDouble) : t; }

/// float32's rounding after a few operations, or bfloat16's after each of three.
double rounding(at::ScalarType type) { return type == at::kFloat ? 4e-6 : 1.2e-2; }

}  // namespace

TEST_CASE("norm and SiLU on a device are those of separate operations, derivatives too",
          "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  at::manual_seed(7);
  struct Case {
    int64_t rows, channels, height, width, groups;
    bool silu, per_sample;
  };
  for (const Case& c : {Case{3, 64, 5, 7, 2, true, true}, Case{2, 24, 3, 3, 3, true, false},
                        Case{2, 6, 4, 5, 2, false, true}})
    for (const auto type : {at::kFloat, at::kBFloat16}) {
      INFO(type << ", " << c.channels << " channels in " << c.groups << " groups");
      const auto parameter = [&](double mean) {
        return at::randn(c.per_sample ? std::vector<int64_t>{c.rows, c.channels}
                                      : std::vector<int64_t>{c.channels}) +
               mean;
      };
      const Tensor x = random_image({c.rows, c.channels, c.height, c.width}, type),
                   dx = random_image(x.sizes(), type), gain = parameter(1), bias = parameter(0),
                   first = at::randn({c.channels});
      const auto there = [&](const Tensor& t) { return t.to(*device); };
      const Tensor plus = wide(x) + wide(first).view({1, -1, 1, 1});
      const auto exact = [&](const Tensor& of) {
        return group_norm_silu_reference(of, wide(gain), wide(bias), c.groups, c.silu);
      };
      CHECK(off(group_norm_silu(there(x), there(gain), there(bias), c.groups, c.silu),
                exact(wide(x))) < rounding(type));
      CHECK(off(group_norm_silu(there(x), there(gain), there(bias), c.groups, c.silu, 1e-5,
                                there(first)),
                exact(plus)) < rounding(type));

      const Tensor both = group_norm_silu_paired(there(paired(x, dx)), there(gain), there(bias),
                                                 c.groups, c.silu, 1e-5, there(first)),
                   true_both = group_norm_silu_paired(paired(plus, wide(dx)), wide(gain),
                                                      wide(bias), c.groups, c.silu);
      CHECK(off(values(both), values(true_both)) < rounding(type));
      CHECK(off(tangents(both), tangents(true_both)) < rounding(type));

      const auto gradients = [&](Tensor in, Tensor g, Tensor b, const Tensor& dy) {
        for (Tensor* t : {&in, &g, &b}) *t = t->detach().requires_grad_(true);
        group_norm_silu(in, g, b, c.groups, c.silu).backward(dy);
        return std::array{in.grad(), g.grad(), b.grad()};
      };
      Tensor in = wide(x).requires_grad_(true), g = wide(gain).requires_grad_(true),
             b = wide(bias).requires_grad_(true);
      group_norm_silu_reference(in, g, b, c.groups, c.silu).backward(wide(dx));
      const auto [by_x, by_gain, by_bias] =
          gradients(there(x), there(gain), there(bias), there(dx));
      CHECK(off(by_x, in.grad()) < rounding(type));
      CHECK(off(by_gain, g.grad()) < rounding(type));
      CHECK(off(by_bias, b.grad()) < rounding(type));
    }
}

TEST_CASE("sums of images on a device are those of separate operations", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  at::manual_seed(3);
  for (const auto type : {at::kFloat, at::kBFloat16})
    for (const int64_t channels : {16, 6})
      for (const bool pairs : {false, true}) {
        INFO(type << ", " << channels << " channels, pairs " << pairs);
        const Tensor y = random_image({4, channels, 5, 7}, type),
                     add = random_image({4, channels, 5, 7}, type), bias = at::randn({channels}),
                     small = random_image({4, channels, 3, 4}, type);
        const auto there = [&](const Tensor& t) { return t.to(*device); };
        CHECK(off(add_to_images(there(y).clone(), there(bias), there(add), pairs, 0.7),
                  add_to_images(wide(y), bias, wide(add), pairs, 0.7)) < rounding(type));
        CHECK(off(add_upsampled(there(small), there(bias), there(add), pairs),
                  add_upsampled(wide(small), bias, wide(add), pairs)) < rounding(type));
      }
}

TEST_CASE("channels over their root mean square on a device are those of separate operations",
          "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  at::manual_seed(6);
  for (const auto type : {at::kFloat, at::kBFloat16})
    for (const bool pairs : {false, true})
      for (const auto& [channels, run] : {std::pair<int64_t, int64_t>{24, 8}, {300, 300}, {9, 3}}) {
        INFO(type << ", " << run << " of " << channels << " channels, pairs " << pairs);
        const Tensor x = random_image({2, channels, 3, 2}, type);
        CHECK(off(unit_channels(x.to(*device), run, pairs), unit_channels(wide(x), run, pairs)) <
              rounding(type));
      }
}

TEST_CASE("an input's features on a device are those of separate operations", "[cuda][gpu]") {
  const auto device = device_under_test();
  if (!device) return;
  at::manual_seed(5);
  const std::vector<std::string> names = {"background", "high_pass"};
  for (const bool pairs : {false, true}) {
    INFO("pairs " << pairs);
    const Tensor x = at::randn({pairs ? 6 : 3, 3, 5, 4}), lambda = at::linspace(-6, 5, 3);
    const Tensor y = noise_features(x.to(*device), lambda.to(*device), names, 0.5, pairs),
                 exact = noise_features(wide(x), wide(lambda), names, 0.5, pairs);
    // At s = exp(-5) the residual, a difference of numbers near 1, is over k s = 0.013.
    for (int64_t i = 0; i < x.size(0); ++i) CHECK(off(y[i], exact[i]) < 2e-5);
  }
}
