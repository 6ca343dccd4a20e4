#include "tests/catch.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/forward_grad.h>

#include "models/networks/kernels/convolution.h"
#include "models/networks/kernels/product_conv.h"
#include "models/networks/kernels/winograd.h"
#include "models/networks/score/unet/unet.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

struct Case {
  int64_t in, out, high, wide;
};

Tensor image(int64_t batch, const Case& c, int64_t channels) {
  return at::randn({batch, channels, c.high, c.wide}).contiguous(at::MemoryFormat::ChannelsLast);
}

Tensor exact(const Tensor& x, const Tensor& weight, const Tensor& bias) {
  return at::conv2d(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble), 1, 1);
}

double largest(const Tensor& x) { return x.abs().max().item<double>(); }

/// False, with a warning, on a processor without AVX2, where the plain convolution serves.
bool supported() {
  const bool yes = winograd_weights(at::zeros({16, 16, 3, 3})).defined();
  if (!yes) WARN("this processor has no AVX2 with FMA: no Winograd convolutions to test");
  return yes;
}

UNetConfig small_unet() {
  UNetConfig c;
  c.size = 12, c.channels = 3, c.base = 16, c.multipliers = {1, 2}, c.blocks = {1, 1};
  c.group_size = 16, c.embedding = 16, c.attention = {6}, c.heads = 2, c.skip = "add";
  return c;
}

/// No weight is left at zero.
ParameterSet stirred(ParameterSet p) {
  for (auto& [name, value] : p) value = value + 0.1 * at::randn(value.sizes());
  return p;
}

}  // namespace

TEST_CASE("Winograd's convolution is the convolution", "[winograd]") {
  if (!supported()) return;
  at::manual_seed(1);
  // Every panel width, whole and cut tiles, images smaller than a tile.
  for (const Case c : {Case{32, 32, 28, 28},
                       {64, 64, 14, 14},
                       {96, 96, 7, 7},
                       {128, 128, 8, 8},
                       {16, 48, 9, 5},
                       {48, 16, 1, 13},
                       {16, 16, 3, 2},
                       {16, 80, 4, 4}}) {
    INFO(c.in << " -> " << c.out << " at " << c.high << " x " << c.wide);
    const auto x = image(3, c, c.in), add = image(3, c, c.out), bias = at::randn({c.out});
    const auto weight = at::randn({c.out, c.in, 3, 3}) / std::sqrt(9.0 * c.in);
    const auto u = winograd_weights(weight);
    const auto want = exact(x, weight, bias);
    // Outputs have variance 2.  The transforms and sums of 36 C products in float32 leave a few
    // units of 2^-24 times sqrt(C): 1e-5 measured at C = 128.
    CHECK(largest(winograd_conv3x3(x, u, bias) - want) < 3e-5);
    CHECK(largest(winograd_conv3x3(x, u, bias, add) - (want + add)) < 3e-5);
    const double rms = (winograd_conv3x3(x, u, bias) - want).square().mean().sqrt().item<double>();
    const double plain =
        (at::conv2d(x, weight, bias, 1, 1) - want).square().mean().sqrt().item<double>();
    CHECK(rms < 6 * plain);  // 2 to 4 measured; the points 0, +-1, +-2 make it 12
  }
}

TEST_CASE("a convolution in training has the plain one's derivatives", "[winograd]") {
  const Case c{32, 48, 9, 14};
  at::manual_seed(3);
  const auto x = image(3, c, c.in).requires_grad_(),
             weight = (at::randn({c.out, c.in, 3, 3}) / std::sqrt(9.0 * c.in)).requires_grad_(),
             bias = at::randn({c.out}).requires_grad_(), dy = image(3, c, c.out),
             add = image(3, c, c.out).requires_grad_();
  const auto all = [&](const Tensor& y, const std::vector<Tensor>& by) {
    return torch::autograd::grad({y}, by, {dy.to(y.scalar_type())});
  };
  const auto y = convolve(x, weight, bias, 1, add);
  const auto ours = all(y, {x, weight, bias, add});
  const auto xd = x.detach().to(at::kDouble).requires_grad_(),
             wd = weight.detach().to(at::kDouble).requires_grad_(),
             bd = bias.detach().to(at::kDouble).requires_grad_(),
             ad = add.detach().to(at::kDouble).requires_grad_();
  const auto expected = at::conv2d(xd, wd, bd, 1, 1) + ad;
  const auto theirs = all(expected, {xd, wd, bd, ad});
  // float32's rounding, four times the plain sum's in Winograd's way: of 288 and 432 terms.
  CHECK(largest(y.detach() - expected.detach()) < 1e-5 * largest(expected.detach()));
  for (size_t i = 0; i < 4; ++i) CHECK(largest(ours[i] - theirs[i]) < 1e-5 * largest(theirs[i]));
  const auto alone = [&](int threads) {
    const Threads some(threads);
    return winograd_weight_gradient(x.detach(), dy);
  };
  CHECK(at::equal(alone(1), alone(3)));
  CHECK_THROWS_WITH(winograd_weight_gradient(x.detach(), at::zeros({3, 48, 9, 13})),
                    ODELIA_CONTAINS("winograd_weight_gradient: expected"));
  // Another stride, another kernel: LibTorch's own.
  const auto w1 = at::randn({8, c.in, 1, 1});
  CHECK(at::equal(convolve(x, w1, at::zeros({8}), 2),
                  at::conv2d(x, w1, at::zeros({8}), at::IntArrayRef{2, 2}, at::IntArrayRef{0, 0})));
}

TEST_CASE("a sample's convolution does not see the batch or the threads", "[winograd][bits]") {
  if (!supported()) return;
  at::manual_seed(2);
  const Case c{32, 64, 10, 11};
  const auto x = image(5, c, c.in), bias = at::randn({c.out});
  const auto u = winograd_weights(at::randn({c.out, c.in, 3, 3}));
  const auto all = winograd_conv3x3(x, u, bias);
  for (int64_t i = 0; i < 5; ++i)
    CHECK(at::equal(all[i], winograd_conv3x3(x.narrow(0, i, 1), u, bias)[0]));
  const Threads others(at::get_num_threads() == 1 ? 2 : 1);
  CHECK(at::equal(all, winograd_conv3x3(x, u, bias)));
}

TEST_CASE("any other convolution is a product of matrices", "[product_conv]") {
  if (!supported()) return;
  at::manual_seed(6);
  struct Kind {
    int64_t in, out, kernel, stride, high, wide;
  };
  for (const Kind k :
       {Kind{3, 32, 3, 1, 28, 28},  // a stem, a head, a way down, a shortcut, a layer
        {32, 1, 3, 1, 13, 9},
        {32, 64, 3, 2, 14, 14},
        {16, 48, 3, 2, 7, 5},
        {96, 64, 1, 1, 7, 7},
        {5, 7, 5, 1, 6, 4},
        {64, 128, 1, 1, 1, 1}}) {
    INFO(k.in << " -> " << k.out << ", kernel " << k.kernel << ", stride " << k.stride);
    const auto x = at::randn({5, k.in, k.high, k.wide}), bias = at::randn({k.out});
    const auto weight = at::randn({k.out, k.in, k.kernel, k.kernel}) /
                        (k.kernel * std::sqrt(static_cast<double>(k.in)));
    const auto conv = make_product_conv(weight, k.stride, /*differentiable=*/true);
    const auto want = at::conv2d(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble),
                                 k.stride, k.kernel / 2);
    const auto got = conv.forward(x, bias), add = at::randn(want.sizes());
    // Outputs of variance 2, sums of at most 600 products in float32: some 1e-6 measured.
    CHECK(largest(got - want) < 1e-5);
    CHECK(largest(conv.forward(x, bias, add) - (want + add)) < 1e-5);
    const auto dy = at::randn(want.sizes());
    const auto back = conv.transpose(dy, k.high, k.wide);
    // The adjoint: <dy, W x> = <W^T dy, x>, two sums of thousands of terms of variance 1.
    const double along = (dy * conv.forward(x, {})).to(at::kDouble).sum().item<double>();
    CHECK((back * x).to(at::kDouble).sum().item<double>() == Approx(along).margin(1e-3));
    for (int64_t i = 0; i < 5; ++i) {  // to the bit, alone and in company
      CHECK(at::equal(conv.forward(x.narrow(0, i, 1), bias)[0], got[i]));
      CHECK(at::equal(conv.transpose(dy.narrow(0, i, 1), k.high, k.wide)[0], back[i]));
    }
  }
}

TEST_CASE("a sample's answer and products do not see the batch or the threads", "[unet][bits]") {
  if (!supported()) return;
  const UNetConfig c = small_unet();
  at::manual_seed(5);
  const auto prepared =
      prepare_unet(stirred(make_unet(c, 1)), at::kFloat, at::kCPU, /*differentiable=*/true);
  const auto x = at::randn({37, 3, 12, 12}), v = at::randn({37, 3, 12, 12}),
             lambda = at::linspace(-4, 4, 37);
  const auto run = [&](int64_t from, int64_t n) {
    at::AutoGradMode tracking(true);
    const auto leaf = x.narrow(0, from, n).clone().requires_grad_(true);
    const auto y = unet_forward(c, prepared, leaf, lambda.narrow(0, from, n));
    return std::pair{y.detach(),
                     torch::autograd::grad({y}, {leaf}, {v.narrow(0, from, n)})[0].detach()};
  };
  const auto [all, products] = run(0, 37);
  for (const int64_t n : {1, 2, 7, 16}) {
    const Threads some(n == 2 ? 1 : at::get_num_threads());
    for (int64_t from = 0; from + n <= 37; from += n) {
      INFO("rows " << from << " to " << from + n);
      const auto [y, product] = run(from, n);
      CHECK(at::equal(y, all.narrow(0, from, n)));
      CHECK(at::equal(product, products.narrow(0, from, n)));
    }
  }
}

TEST_CASE("a prepared U-Net answers as the plain one", "[winograd][unet]") {
  const UNetConfig c = small_unet();
  at::manual_seed(3);
  const ParameterSet p = stirred(make_unet(c, 1));
  const auto prepared = prepare_unet(p, at::kFloat, at::kCPU);
  if (supported())
    for (const char* name : {"encoder0.0.conv1", "down1", "stem", "up0", "time1", "attention1.qkv"})
      CHECK(prepared.convolutions.count(name) == 1);
  CHECK(prepared.sees_batch == !supported());
  const auto x = at::randn({4, 3, 12, 12}), lambda = at::linspace(-4, 4, 4);
  const auto plain = unet_forward(c, cast_unet(p, at::kFloat), x, lambda);
  const auto fast = unet_forward(c, prepared, x, lambda);
  // A dozen layers, each with rounding of a few 1e-7 relative to its largest value.
  CHECK(largest(fast - plain) < 3e-5 * largest(plain));
}

TEST_CASE("a U-Net prepared for products has the plain one's Jacobian", "[winograd][unet]") {
  const UNetConfig c = small_unet();
  at::manual_seed(4);
  const ParameterSet p = stirred(make_unet(c, 1));
  const auto prepared = prepare_unet(p, at::kFloat, at::kCPU, /*differentiable=*/true);
  const auto plain = cast_unet(p, at::kFloat);
  const auto x = at::randn({4, 3, 12, 12}), v = at::randn({4, 3, 12, 12}),
             lambda = at::linspace(-2, 2, 4);
  const auto vjp = [&](const auto& parameters) {
    at::AutoGradMode tracking(true);
    const auto leaf = x.clone().requires_grad_(true);
    const auto y = unet_forward(c, parameters, leaf, lambda);
    return torch::autograd::grad({y}, {leaf}, {v})[0].detach();
  };
  const auto jvp = [&](const auto& parameters) {
    const auto level = torch::autograd::ForwardADLevel::get_next_idx();
    const auto dual = unet_forward(c, parameters, at::_make_dual(x, v, level), lambda);
    const auto tangent = std::get<1>(at::_unpack_dual(dual, level)).clone();
    torch::autograd::ForwardADLevel::release_idx(level);
    return tangent;
  };
  // As for the value: a dozen layers, there and back.
  const auto back = vjp(plain), along = jvp(plain);
  CHECK(largest(vjp(prepared) - back) < 1e-4 * largest(back));
  CHECK(largest(jvp(prepared) - along) < 1e-4 * largest(along));
  // <v, J v> either way
  CHECK((v * back).sum().item<double>() == Approx((v * along).sum().item<double>()).epsilon(1e-3));
}

TEST_CASE("what Winograd's path cannot take is refused", "[winograd][errors]") {
  CHECK_FALSE(winograd_weights(at::zeros({16, 3, 3, 3})).defined());
  CHECK_FALSE(winograd_weights(at::zeros({8, 16, 3, 3})).defined());
  CHECK_THROWS_WITH(winograd_weights(at::zeros({16, 16, 1, 1})), ODELIA_CONTAINS("[K, C, 3, 3]"));
  CHECK_THROWS_WITH(make_product_conv(at::zeros({16, 16, 2, 2}), 1, false),
                    ODELIA_CONTAINS("k odd"));
  if (!supported()) return;
  const auto layer = make_product_conv(at::zeros({16, 8}), 1, false);
  CHECK_THROWS_WITH(layer.forward(at::zeros({1, 9, 1, 1}), {}), ODELIA_CONTAINS("[B, 8, H, W]"));
  CHECK_THROWS_WITH(layer.transpose(at::zeros({1, 16, 1, 1}), 1, 1),
                    ODELIA_CONTAINS("differentiable"));
  const auto u = winograd_weights(at::zeros({16, 32, 3, 3}));
  const auto x = at::zeros({1, 32, 4, 4}), bias = at::zeros({16});
  CHECK_THROWS_WITH(winograd_conv3x3(at::zeros({1, 16, 4, 4}), u, bias),
                    ODELIA_CONTAINS("[B, 32, H, W]"));
  CHECK_THROWS_WITH(winograd_conv3x3(x.to(at::kDouble), u, bias), ODELIA_CONTAINS("float32"));
  CHECK_THROWS_WITH(winograd_conv3x3(x, u, bias, at::zeros({1, 16, 5, 4})),
                    ODELIA_CONTAINS("cannot add"));
}
