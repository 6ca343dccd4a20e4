#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/randn.h>

#include "models/networks/kernels/norm_silu.h"
#include "models/networks/kernels/paired.h"
#include "tests/catch.h"
#include "tests/derivatives.h"

// Last, for what it defines: the text of the kernels once more, as C++.
#include "tests/emulated_cuda.h"

#include "models/networks/kernels/cuda/norm_silu.cu"

using namespace odelia;
using at::Tensor;

namespace {

struct Case {
  int64_t rows, channels, height, width, groups;
  bool silu, per_sample;
  double mean;  ///< of x, whose spread is 1
};
const Case kCases[] = {{3, 64, 5, 7, 2, true, true, 0},     // vectors
                       {2, 24, 3, 3, 3, true, false, 0.5},  // and fewer pixels than threads
                       {2, 6, 4, 5, 2, false, true, -1},    // three channels a group: one by one
                       {1, 32, 20, 30, 1, true, false, 100}};

/// A kernel's work on a case; the answer is float32 or bfloat16 as x is.
struct Run {
  Case c;
  at::ScalarType type;
  Tensor x, dx, first, gain, bias;

  Run(const Case& of, at::ScalarType in) : c(of), type(in) {
    at::manual_seed(7);
    const auto image = [&](double mean) {
      return (at::randn({c.rows, c.channels, c.height, c.width}) + mean)
          .to(type)
          .contiguous(at::MemoryFormat::ChannelsLast);
    };
    const auto parameter = [&](double mean) {
      return at::randn(c.per_sample ? std::vector<int64_t>{c.rows, c.channels}
                                    : std::vector<int64_t>{c.channels}) +
             mean;
    };
    x = image(c.mean), dx = image(0), gain = parameter(1), bias = parameter(0);
    first = at::randn({c.channels});
  }
  odelia::norm::Layout layout() const {
    return {c.rows,
            static_cast<int>(c.height * c.width),
            static_cast<int>(c.channels),
            static_cast<int>(c.groups),
            c.silu,
            0,
            c.per_sample ? c.channels : 0,
            1e-5f};
  }
  /// kernel(V, ...) with the vectors that the program would take.
  template <class Kernel>
  void each_block(const Kernel& kernel) const {
    const int64_t size = 16 / x.element_size();
    const bool whole = c.channels / c.groups % size == 0;
    launch({static_cast<unsigned>(c.rows * c.groups), 1}, true, [&] {
      if (type == at::kFloat)
        whole ? kernel(odelia::Float4{}) : kernel(odelia::Float1{});
      else
        whole ? kernel(odelia::BFloat8{}) : kernel(odelia::BFloat1{});
    });
  }
  const float* g() const { return gain.data_ptr<float>(); }
  const float* b() const { return bias.data_ptr<float>(); }
  Tensor plus_first(const Tensor& of) const { return of + first.view({1, -1, 1, 1}); }
  Tensor exact(const Tensor& of) const {
    return group_norm_silu_reference(of, gain.to(at::kDouble), bias.to(at::kDouble), c.groups,
                                     c.silu, 1e-5);
  }
};

template <class V>
V* as(const Tensor& t) {
  return static_cast<V*>(t.data_ptr());
}

}  // namespace

TEST_CASE("the norm's CUDA kernels, run on the host, are GroupNorm and SiLU and their derivatives",
          "[cuda][norm]") {
  for (const Case& c : kCases)
    for (const auto type : {at::kFloat, at::kBFloat16}) {
      INFO(type << ", " << c.channels << " channels in " << c.groups << " groups, mean " << c.mean);
      const Run run(c, type);
      const auto n = run.layout();
      // float32's rounding in h, which has that of x's mean; bfloat16's last bit of the answer.
      const double close = (1 + std::abs(c.mean)) * 2e-6 + (type == at::kFloat ? 0 : 4e-3);
      const Tensor x = run.x.to(at::kDouble);

      Tensor y = at::full_like(run.x, NAN);
      run.each_block([&](auto v) {
        using V = decltype(v);
        const auto exported = ODELIA_EXPORTED(V, norm_silu);
        exported(as<V>(y), as<V>(run.x), nullptr, run.g(), run.b(), n);
      });
      CHECK(off(y, run.exact(x)) < close);
      run.each_block([&](auto v) {
        using V = decltype(v);
        const auto exported = ODELIA_EXPORTED(V, norm_silu);
        exported(as<V>(y), as<V>(run.x), run.first.data_ptr<float>(), run.g(), run.b(), n);
      });
      CHECK(off(y, run.exact(run.plus_first(x))) < close);

      const Tensor rows = paired(run.x, run.dx), both = at::full_like(rows, NAN);
      run.each_block([&](auto v) {
        using V = decltype(v);
        const auto exported = ODELIA_EXPORTED(V, norm_silu_paired);
        exported(as<V>(both), as<V>(rows), run.first.data_ptr<float>(), run.g(), run.b(), n);
      });
      const Tensor exact = group_norm_silu_paired(paired(run.plus_first(x), run.dx.to(at::kDouble)),
                                                  run.gain.to(at::kDouble),
                                                  run.bias.to(at::kDouble), c.groups, c.silu, 1e-5);
      CHECK(off(values(both), values(exact)) < close);
      CHECK(off(tangents(both), tangents(exact)) < close);

      Tensor dx = at::full_like(run.x, NAN), dgain = at::full({c.rows, c.channels}, NAN),
             dbias = dgain.clone();
      run.each_block([&](auto v) {
        using V = decltype(v);
        const auto exported = ODELIA_EXPORTED(V, norm_silu_backward);
        exported(as<V>(dx), dgain.data_ptr<float>(), dbias.data_ptr<float>(), as<V>(run.x),
                 as<V>(run.dx), run.g(), run.b(), n);
      });
      const auto leaf = [](const Tensor& t) { return t.to(at::kDouble).requires_grad_(true); };
      const Tensor in = leaf(x), gain = leaf(run.gain), bias = leaf(run.bias);
      const Tensor answer = group_norm_silu_composed(in, gain, bias, c.groups, c.silu, 1e-5);
      answer.backward(run.dx.to(at::kDouble));
      const auto summed = [&](const Tensor& d) { return c.per_sample ? d : d.sum(0); };
      CHECK(off(dx, in.grad()) < close);
      CHECK(off(summed(dgain), gain.grad()) < close);
      CHECK(off(summed(dbias), bias.grad()) < close);
    }
}

TEST_CASE("rows of gains and biases may lie apart, and so may what is added first",
          "[cuda][norm]") {
  const Run run(kCases[0], at::kFloat);
  const int64_t rows = run.c.rows, channels = run.c.channels;
  const Tensor all = at::full({rows, 3 * channels}, NAN), first = at::randn({rows, 2 * channels});
  all.narrow(1, 0, channels).copy_(run.gain);
  all.narrow(1, 2 * channels, channels).copy_(run.bias);
  auto n = run.layout();
  n.next_gain = 3 * channels, n.next_first = 2 * channels;
  Tensor y = at::full_like(run.x, NAN);
  const float* g = all.data_ptr<float>();
  run.each_block([&](auto v) {
    using V = decltype(v);
    const auto exported = ODELIA_EXPORTED(V, norm_silu);
    exported(as<V>(y), as<V>(run.x), first.data_ptr<float>(), g, g + 2 * channels, n);
  });
  const Tensor x = run.x.to(at::kDouble), added = first.narrow(1, 0, channels);
  CHECK(off(y, run.exact(x + added.unsqueeze(-1).unsqueeze(-1))) < 2e-6);
  CHECK(off(group_norm_silu(run.x, run.gain, run.bias, run.c.groups, run.c.silu, 1e-5, added), y) <
        2e-6);
  const auto dual = [&](const Tensor& f) {
    return group_norm_silu_paired(paired(run.x, run.dx), run.gain, run.bias, run.c.groups,
                                  run.c.silu, 1e-5, f);
  };
  CHECK(off(values(dual(added)), y) < 2e-6);
  CHECK_THROWS_WITH(dual(first), ODELIA_CONTAINS("what is added first [64] or [3, 64]"));
}

TEST_CASE("a sample's norm by the CUDA kernels does not depend on its neighbours", "[cuda][norm]") {
  const Run run(kCases[0], at::kFloat);
  const auto norm = [&](const Tensor& x, int64_t from, int64_t rows) {
    auto n = run.layout();
    n.rows = rows;
    Tensor y = at::empty_like(x);
    launch({static_cast<unsigned>(rows * run.c.groups), 1}, true, [&] {
      norm_silu_float4(as<odelia::Float4>(y), as<odelia::Float4>(x), nullptr,
                       run.g() + from * run.c.channels, run.b() + from * run.c.channels, n);
    });
    return y;
  };
  const Tensor all = norm(run.x, 0, 3);
  CHECK(at::equal(norm(run.x.narrow(0, 1, 1).clone(at::MemoryFormat::ChannelsLast), 1, 1),
                  all.narrow(0, 1, 1)));
}
