#include "tests/catch.h"

#include <ATen/Parallel.h>

#include "models/networks/kernels/attention.h"
#include "models/networks/kernels/paired.h"
#include "tests/derivatives.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

struct Case {
  int64_t heads, d, high, wide;
};

Tensor qkv_of(const Case& c, int64_t batch) {
  return at::randn({batch, 3 * c.heads * c.d, c.high, c.wide})
      .contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

TEST_CASE("attention in one pass is softmax(q k^T / sqrt(d)) v", "[attention]") {
  at::NoGradGuard no_grad;
  at::manual_seed(1);
  // Whole and cut panels, one token, heads narrower and wider than a panel.
  for (const Case c :
       {Case{4, 32, 8, 8}, {4, 24, 7, 7}, {2, 5, 3, 1}, {1, 80, 1, 1}, {3, 16, 4, 5}}) {
    INFO(c.heads << " heads of " << c.d << " at " << c.high << " x " << c.wide);
    const auto qkv = qkv_of(c, 2);
    const auto want = attend_reference(qkv.to(at::kDouble), c.heads);
    // Averages of values up to 4, and logits up to 10 good to 1e-6 each: 1e-6 to 7e-6 measured.
    CHECK((attend(qkv, c.heads) - want).abs().max().item<double>() < 3e-5);
  }
}

TEST_CASE("large logits do not overflow the one pass", "[attention]") {
  at::NoGradGuard no_grad;
  at::manual_seed(2);
  const auto qkv = 300 * qkv_of({2, 16, 4, 4}, 1);
  const auto y = attend(qkv, 2);
  CHECK(y.isfinite().all().item<bool>());
  // One weight is all but 1: the answer is one of the values.
  CHECK((y - attend_reference(qkv.to(at::kDouble), 2)).abs().max().item<double>() < 1e-2);
}

TEST_CASE("the derivative of attention in one pass is automatic differentiation's", "[attention]") {
  at::manual_seed(4);
  for (const Case c :
       {Case{4, 32, 8, 8}, {4, 24, 7, 7}, {2, 5, 3, 1}, {1, 80, 1, 1}, {3, 16, 4, 5}}) {
    INFO(c.heads << " heads of " << c.d << " at " << c.high << " x " << c.wide);
    const auto qkv = qkv_of(c, 2), dy = at::randn({2, c.heads * c.d, c.high, c.wide});
    const auto derivative = [&](at::ScalarType type) {  // only float32 takes the one pass
      const auto leaf = qkv.to(type).detach().clone().requires_grad_();
      (attend(leaf, c.heads) * dy).sum().backward();
      return leaf.grad();
    };
    // Sums over 64 tokens of products of values up to 10: 1e-5 measured.
    CHECK((derivative(at::kFloat) - derivative(at::kDouble)).abs().max().item<double>() < 1e-4);
  }
}

TEST_CASE("attention of values and tangents is forward mode's", "[attention][jvp]") {
  const at::NoGradGuard no_grad;
  at::manual_seed(5);
  for (const Case c : {Case{4, 24, 7, 7}, {2, 5, 3, 1}, {1, 80, 1, 1}, {3, 16, 4, 5}})
    for (const double size : {1.0, 30.0}) {  // logits of some 3 and of some thousand
      INFO(c.heads << " heads of " << c.d << " at " << c.high << " x " << c.wide);
      const Tensor qkv = size * qkv_of(c, 2).to(at::kDouble), v = qkv_of(c, 2).to(at::kDouble);
      const auto [value, tangent] =
          along([&](const Tensor& x) { return attend_reference(x, c.heads); }, qkv, v);
      const Tensor got = attend_paired(paired(qkv, v), c.heads);
      CHECK(off(values(got), value) < 1e-12);  // float64's rounding of logits of a thousand
      CHECK(off(tangents(got), tangent) < 1e-11);
      const Tensor single = attend_paired(paired(qkv, v).to(at::kFloat), c.heads);
      if (size == 1) CHECK(off(tangents(single), tangent) < 1e-5);
    }
}

TEST_CASE("a sample's attention and its derivative do not see the batch", "[attention][bits]") {
  at::manual_seed(3);
  const auto qkv = qkv_of({4, 8, 5, 5}, 3), dy = at::randn({3, 32, 5, 5});
  const auto run = [&](int64_t from, int64_t n) {
    const auto leaf = qkv.narrow(0, from, n).clone().requires_grad_();
    const auto y = attend(leaf, 4);
    (y * dy.narrow(0, from, n)).sum().backward();
    return std::pair{y.detach(), leaf.grad()};
  };
  const auto [all, slopes] = run(0, 3);
  for (int64_t i = 0; i < 3; ++i) {
    const Threads some(i == 1 ? 1 : at::get_num_threads());
    const auto [y, slope] = run(i, 1);
    CHECK(at::equal(all[i], y[0]));
    CHECK(at::equal(slopes[i], slope[0]));
  }
}

TEST_CASE("attention refuses channels that do not divide", "[attention]") {
  CHECK_THROWS_WITH(attend(at::zeros({1, 10, 2, 2}), 2), ODELIA_CONTAINS("3 x 2 heads"));
}
