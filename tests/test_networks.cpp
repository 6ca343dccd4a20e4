#include "tests/catch.h"

#include <filesystem>
#include <fstream>

#include <ATen/Context.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include "models/device.h"
#include "models/guidance.h"
#include "models/micro_batch.h"
#include "models/networks/classifier/classifier.h"
#include "models/networks/dequantizer/dequantizer.h"
#include "models/networks/kernels/norm_silu.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/recorded_pass.h"
#include "models/networks/score/network_model.h"
#include "models/networks/score/unet/unet.h"
#include "solvers/uploads.h"
#include "tests/derivatives.h"
#include "tests/meta.h"
#include "tests/operators.h"
#include "tests/shaken.h"
#include "tests/temporary_folder.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

UNetConfig small_unet() {
  UNetConfig c;
  c.size = 8, c.base = 8, c.multipliers = {1, 2}, c.blocks = {1, 1}, c.group_size = 4,
  c.embedding = 16;
  return c;
}

ScoreCheckpoint small_checkpoint(Target target = Target::noise, UNetConfig network = small_unet()) {
  ScoreCheckpoint c;
  c.network = unet(network);
  c.target = target;
  c.dataset = "test";
  c.parameters = shaken(make_unet(network, 1));
  return c;
}

Tensor forward(const UNetConfig& c, const ParameterSet& p, int64_t batch = 2) {
  at::manual_seed(3);
  const auto x = at::randn({batch, c.channels, c.size, c.size});
  Tensor labels;
  if (c.classes) labels = at::randint(c.classes + 1, {batch}, at::kLong);
  return unet_forward(c, cast_unet(p, at::kFloat), x, at::linspace(-4, 4, batch), labels);
}

double difference(const Tensor& a, const Tensor& b) {
  return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

void edit_config(const std::filesystem::path& folder,
                 const std::function<void(nlohmann::json&)>& change) {
  auto json = nlohmann::json::parse(std::ifstream(folder / "config.json"));
  change(json);
  std::ofstream(folder / "config.json") << json;
}

}  // namespace

TEST_CASE("a U-Net gives back its input's shape, odd sizes and all options included", "[unet]") {
  auto c = small_unet();
  SECTION("plain") {}
  SECTION("28 -> 14 -> 7") {
    c.size = 28, c.multipliers = {1, 1, 2}, c.blocks = {1, 1, 1}, c.attention = {7};
  }
  SECTION("odd at every level") { c.size = 11, c.multipliers = {1, 1, 1}, c.blocks = {2, 1, 1}; }
  SECTION("patches, colour, added skips") {
    c.size = 12, c.patch = 2, c.channels = 3, c.skip = "add";
  }
  SECTION("attention above the bottom, two features") {
    c.attention = {8, 4}, c.features = {"high_pass", "background"};
  }
  SECTION("classes, no middle") { c.classes = 3, c.middle_blocks = 0; }
  const auto fresh = make_unet(c, 1);
  CHECK(forward(c, fresh).sizes() == at::IntArrayRef({2, c.channels, c.size, c.size}));
  CHECK(forward(c, fresh).abs().max().item<double>() == 0);  // the head starts at zero
  CHECK(forward(c, shaken(fresh)).isfinite().all().item<bool>());
  check_same_shapes(make_unet(c, 2), fresh, "test");  // names and shapes do not depend on the seed
}

TEST_CASE("a U-Net that has grown answers as the smaller one did, and its new weights can learn",
          "[unet][grow]") {
  auto c = small_unet();
  c.attention = {4}, c.heads = 2, c.channels = 3;
  auto large = c;
  SECTION("wider at every level") { large.multipliers = {2, 5}, large.heads = 5; }
  SECTION("wider at the top, skips added") {
    c.skip = large.skip = "add", large.multipliers = {3, 2};
  }
  SECTION("further blocks at the bottom and in the middle") {
    large.blocks = {1, 3}, large.middle_blocks = 2;
  }
  SECTION("classes where there were none") { large.classes = 4; }
  SECTION("all at once") {
    c.features = large.features = {"high_pass"};
    large.multipliers = {2, 4}, large.heads = 4, large.blocks = {1, 2}, large.classes = 4;
  }
  const auto small_weights = shaken(make_unet(c, 1));
  auto weights = grow_unet(c, small_weights, large, 2);
  check_same_shapes(weights, make_unet(large, 1), "grown");
  // Sums of float32 in another order.
  CHECK(difference(forward(large, weights), forward(c, small_weights)) < 2e-5);

  // A step along the gradient has to move what is new, or there was nothing to gain.
  for (int step = 0; step < 2; ++step) {
    for (auto& [name, value] : weights) value = value.detach().requires_grad_(true);
    forward(large, weights).square().mean().backward();
    for (auto& [name, value] : weights) value = value.detach() - 0.1 * value.grad();
  }
  for (auto& [name, value] : weights) value = value.detach().requires_grad_(true);
  forward(large, weights).square().mean().backward();
  for (const auto& [name, value] : weights) {
    INFO(name);
    if (value.dim() < 2) continue;
    const auto rows = value.grad().flatten(1).abs().amax(1);
    CHECK((rows > 0).to(at::kFloat).mean().item<double>() > 0.4);  // classes that were not drawn: 0
  }
}

TEST_CASE("a U-Net does not begin with the weights of one that it cannot answer as",
          "[unet][grow][errors]") {
  const auto c = small_unet();
  const auto refused = [&](const std::function<void(UNetConfig&)>& change,
                           const std::string& what) {
    auto large = c;
    change(large);
    CHECK_THROWS_WITH(grow_unet(c, make_unet(c, 1), large, 1), ODELIA_CONTAINS(what));
  };
  refused([](auto& n) { n.base = 4; }, "width of level 0 8 where 4 is asked for");
  refused([](auto& n) { n.base = 12, n.group_size = 12; }, "channels of a group of level 0 4");
  refused([](auto& n) { n.blocks = {2, 1}; }, "blocks of level 0 1 where 2");
  refused([](auto& n) { n.skip = "add"; }, "skip concat where add");
  refused([](auto& n) { n.embedding = 32; }, "embedding 16 where 32");
  refused([](auto& n) { n.attention = {4}; }, "attention [] where [4]");
  refused([](auto& n) { n.features = {"high_pass"}; }, "features [] where");
  refused([](auto& n) { n.sigma_data = 0.5; }, "sigma_data 1 where 0.5");

  // Of one group over both halves of what a decoder joins none is kept where there are two.
  auto small = c;
  small.base = 16, small.multipliers = {1, 1}, small.group_size = 32;
  for (const int64_t base : {16, 32}) {
    auto large = small;
    large.base = base, large.group_size = 16;
    CHECK_THROWS_WITH(grow_unet(small, make_unet(small, 1), large, 1),
                      ODELIA_CONTAINS("channels of a decoder's group of level 0 32 where 16"));
    auto added = small;
    added.skip = large.skip = "add";
    const auto weights = shaken(make_unet(added, 1));
    CHECK(difference(forward(large, grow_unet(added, weights, large, 2)), forward(added, weights)) <
          1e-4);  // sums of float32 in another order
  }
}

TEST_CASE("gradients reach every parameter of a U-Net", "[unet]") {
  auto c = small_unet();
  c.classes = 2, c.attention = {4}, c.features = {"high_pass"};
  auto p = shaken(make_unet(c, 1));
  for (auto& [name, value] : p) value.set_requires_grad(true);
  forward(c, p, 4).square().sum().backward();
  for (const auto& [name, value] : p) {
    INFO(name);
    REQUIRE(value.grad().defined());
    CHECK(value.grad().isfinite().all().item<bool>());
    CHECK(value.grad().abs().max().item<double>() > 0);
  }
}

namespace {

/// Every option at least once, in sizes that no level divides evenly.
std::map<std::string, UNetConfig> kinds_of_unet() {
  std::map<std::string, UNetConfig> all;
  const auto add = [&](const char* name) -> UNetConfig& { return all[name] = small_unet(); };
  add("plain");
  auto* c = &add("attention on every level");
  c->attention = {8, 4}, c->heads = 2;
  c = &add("skips added, odd sizes");
  c->skip = "add", c->size = 11, c->multipliers = {1, 1, 1}, c->blocks = {2, 1, 1};
  c = &add("features of the input, colours");
  c->features = {"high_pass", "background"}, c->channels = 3, c->sigma_data = 0.5;
  c = &add("classes, patches, no middle");
  c->classes = 3, c->patch = 2, c->size = 12, c->middle_blocks = 0;
  return all;
}

struct Asked {
  Tensor x, lambda, labels, v, u;
};
Asked asked(const UNetConfig& c, int64_t batch, at::ScalarType type) {
  at::manual_seed(7);
  const auto image = [&] {
    return at::randn({batch, c.channels, c.size, c.size}, at::kDouble).to(type);
  };
  Asked q{image(), at::linspace(-2, 3, batch, at::kDouble).to(type), {}, image(), image()};
  if (c.classes) q.labels = at::arange(batch) % (c.classes + 1);
  return q;
}

ParameterSet in_type(ParameterSet parameters, at::ScalarType type) {
  for (auto& [name, value] : parameters) value = value.to(type);
  return parameters;
}

template <class Parameters>
TensorMap of_input(const UNetConfig& c, const Parameters& p, const Asked& q) {
  return [&](const Tensor& x) { return unet_forward(c, p, x, q.lambda, q.labels); };
}

/// Counts what it is asked.
class Counted final : public Convolution {
 public:
  Counted(std::shared_ptr<const Convolution> inner, int64_t& count)
      : inner_(std::move(inner)), count_(count) {}
  Tensor linear(const Tensor& x, const Tensor& add, double scale) const override {
    return ++count_, inner_->linear(x, add, scale);
  }
  Tensor affine(const Tensor& x, const Tensor& add, double scale) const override {
    return ++count_, inner_->affine(x, add, scale);
  }
  Tensor paired(const Tensor& rows, const Tensor& add, double scale) const override {
    return ++count_, inner_->paired(rows, add, scale);
  }
  Tensor transpose(const Tensor& dy, int64_t high, int64_t wide) const override {
    return ++count_, inner_->transpose(dy, high, wide);
  }
  const Tensor& bias() const override { return inner_->bias(); }

 private:
  std::shared_ptr<const Convolution> inner_;
  int64_t& count_;
};

}  // namespace

TEST_CASE("a U-Net's Jacobian is one and the same forwards, backwards and by differences",
          "[unet][jvp]") {
  for (const auto& [name, c] : kinds_of_unet())
    for (const int64_t batch : {3, 1}) {
      INFO(name << ", batch " << batch);
      const auto p = in_type(shaken(make_unet(c, 1)), at::kDouble);
      const auto q = asked(c, batch, at::kDouble);
      const auto f = of_input(c, p, q);
      const auto [value, jv] = along(f, q.x, q.v);
      CHECK(off(value, f(q.x)) < 1e-12);  // rounding alone, some hundred operations deep
      CHECK(adjoint_error(q.u, jv, q.v, back(f, q.x, q.u)) < 1e-12);
      // The step's square, 1e-10, times a third derivative of 1e3 at the most; the rounding of the
      // two answers over the step, 1e-15 over 1e-5, is less.
      CHECK(off(jv, quotient(f, q.x, q.v, 1e-5)) < 1e-7);
    }
}

TEST_CASE("a U-Net as it is run has the exact Jacobian to its rounding", "[unet][jvp]") {
  for (const auto& [name, c] : kinds_of_unet()) {
    INFO(name);
    const auto p = shaken(make_unet(c, 1));
    const auto exact_p = in_type(p, at::kDouble);
    const auto q = asked(c, 3, at::kFloat), exact_q = asked(c, 3, at::kDouble);
    const auto [value, jv] = along(of_input(c, exact_p, exact_q), exact_q.x, exact_q.v);
    // Roundings of 6e-8 and of 2^-9, some dozen in a row.
    for (const auto& [type, most] : {std::pair{at::kFloat, 1e-5}, {at::kBFloat16, 0.06}}) {
      for (const bool at_once : {false, true}) {  // as on the CPU, and as on another device
        const auto prepared = at_once ? prepare_unet_at_once(p, type, at::kCPU)
                                      : prepare_unet(p, type, at::kCPU, /*differentiable=*/true);
        const auto f = of_input(c, prepared, q);
        const auto run = along(f, q.x, q.v);
        CHECK(off(run.value, value) < most);
        CHECK(off(run.tangent, jv) < most);
        CHECK(off(f(q.x), value) < most);
        if (at_once && type == at::kFloat)
          CHECK(adjoint_error(q.u, run.tangent, q.v, back(f, q.x, q.u)) < most);
      }
    }
  }
}

TEST_CASE("value and tangent of a U-Net pass through one convolution together", "[unet][jvp]") {
  const at::NoGradGuard no_grad;
  for (const auto& [name, c] : kinds_of_unet()) {
    INFO(name);
    const auto p = shaken(make_unet(c, 1));
    const auto q = asked(c, 2, at::kFloat);
    // LibTorch's convolutions, as on other devices.
    const auto cast = cast_unet(p, at::kBFloat16);
    const auto f = of_input(c, cast, q);
    const int64_t plain = operators_of([&] { f(q.x); }).at("aten::convolution");
    CHECK(plain >= 8);
    CHECK(operators_of([&] { along(f, q.x, q.v); }).at("aten::convolution") == plain);
    // Our own, and the layers of the embedding among them.
    int64_t count = 0;
    auto prepared = prepare_unet(p, at::kFloat, at::kCPU, /*differentiable=*/true);
    if (prepared.convolutions.empty()) continue;  // a processor without AVX2
    for (auto& [at, one] : prepared.convolutions) one = std::make_shared<Counted>(one, count);
    const auto own = of_input(c, prepared, q);
    own(q.x);
    const int64_t once = count;
    CHECK(once > plain);
    along(own, q.x, q.v);
    CHECK(count == 2 * once);
  }
}

TEST_CASE("a score network looks at no number on its device", "[unet][mlp][jvp]") {
  const at::NoGradGuard no_grad;
  std::map<std::string, std::pair<std::shared_ptr<const ScoreNetwork>, ParameterSet>> all;
  for (const auto& [name, c] : kinds_of_unet()) all[name] = {unet(c), make_unet(c, 1)};
  const auto points = read_network({{{"type", "mlp"}, {"dimension", 2}, {"classes", 3}}, "points"});
  all["points"] = {points, points->make(1)};
  for (const char* name : {"cifar10", "fashion-mnist", "fashion-mnist-conditional"}) {
    auto shipped = load_score_checkpoint(checkpoint_folder(name, "score"));
    all[name] = {shipped.network, std::move(shipped.parameters)};
  }
  for (const auto& [name, one] : all)
    for (const auto type : {at::kFloat, at::kBFloat16}) {
      INFO(name << " in " << type);
      const auto& [network, parameters] = one;
      const auto prepared = network->prepare(parameters, type, at::kMeta, false);
      auto shape = network->sample_shape();
      shape.insert(shape.begin(), 3);
      const auto on_meta = at::TensorOptions(at::kFloat).device(at::kMeta);
      const Tensor x = at::empty(shape, on_meta), lambda = at::empty({3}, on_meta),
                   labels =
                       network->classes() ? at::empty({3}, on_meta.dtype(at::kLong)) : Tensor();
      const auto f = [&](const Tensor& in) { return prepared->forward(in, lambda, labels); };
      std::vector<Tensor> answers = {f(x)};
      // LibTorch's own forward mode, which points take, makes zeros that `meta` has not.
      if (network != points) answers.push_back(along(f, x, x).tangent);
      for (const Tensor& y : answers) {
        CHECK(y.device().is_meta());
        CHECK(y.sizes() == x.sizes());
      }
    }
  // That it would tell.
  CHECK_THROWS(at::empty({1}, at::TensorOptions(at::kMeta)).item<double>());
}

TEST_CASE("a forward pass with a tangent gives no gradients, and says so", "[unet][jvp][errors]") {
  const auto c = small_unet();
  const auto q = asked(c, 2, at::kFloat);
  const auto refused = [&](const ParameterSet& p, const Tensor& x) {
    const Tangents tangents;
    CHECK_THROWS_WITH(unet_forward(c, p, tangents.attach(x, q.v), q.lambda),
                      ODELIA_CONTAINS("NoGradGuard"));
  };
  auto p = shaken(make_unet(c, 1));
  refused(p, q.x.clone().requires_grad_(true));
  p.at("stem.weight").requires_grad_(true);
  refused(p, q.x);
}

TEST_CASE("a U-Net's config is checked before anything is made", "[unet][errors]") {
  auto c = small_unet();
  c.skip = "multiply";
  CHECK_THROWS_WITH(check(c), ODELIA_CONTAINS("unknown skip 'multiply'; known: add, concat"));
  c = small_unet(), c.blocks = {1};
  CHECK_THROWS_WITH(check(c), ODELIA_CONTAINS("multipliers (2) and blocks (1)"));
  c = small_unet(), c.patch = 3;
  CHECK_THROWS_WITH(check(c), ODELIA_CONTAINS("not a multiple of patch 3"));
  c = small_unet(), c.attention = {4}, c.heads = 3;
  CHECK_THROWS_WITH(check(c), ODELIA_CONTAINS("not divisible by 3 heads"));
  // Two groups of 11 channels, and 44 channels in five.
  c = small_unet(), c.base = 22, c.multipliers = {1, 4}, c.group_size = 8;
  CHECK_THROWS_WITH(check(c), ODELIA_CONTAINS("a decoder's width 44, twice 22"));
  c.skip = "add";
  CHECK_NOTHROW(check(c));
  // A patch is held against the size of the data, which a description need not say.
  CHECK_NOTHROW(read_network({{{"patch", 5}}, "here"}));
  CHECK_NOTHROW(read_network({{{"patch", 32}}, "here"}));
  CHECK(network_for_data({{"patch", 5}}, {1, 20, 20}, "here")->sample_shape() ==
        std::vector<int64_t>{1, 20, 20});
  CHECK_THROWS_WITH(network_for_data({{"patch", 5}}, {1, 28, 28}, "here"),
                    ODELIA_CONTAINS("image size 28 is not a multiple of patch 5"));
  CHECK_THROWS_WITH(read_network({{{"patch", 5}, {"size", 28}}, "here"}),
                    ODELIA_CONTAINS("image size 28 is not a multiple of patch 5"));
  CHECK_THROWS_WITH(read_network({{{"patch", 0}}, "here"}), ODELIA_CONTAINS("at least 1"));
  CHECK_THROWS_WITH(read_network({{{"bass", 32}}, "here"}),
                    ODELIA_CONTAINS("here: unknown key 'bass'"));
  CHECK_THROWS_WITH(read_network({{{"base", "32"}}, "here"}),
                    ODELIA_CONTAINS("'base' must be an integer"));
  CHECK_THROWS_WITH(read_network({{{"blocks", {1, 1.5}}}, "here"}),
                    ODELIA_CONTAINS("a list, each an integer"));
}

namespace {

/// The formula of norm_silu.h, in float64; statistics rounded to `statistics`.
Tensor norm_formula(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups,
                    bool silu, at::ScalarType statistics = at::kDouble) {
  const auto rounded = [&](const Tensor& t) {
    return statistics == at::kDouble ? t : t.to(statistics).to(at::kDouble);
  };
  const auto per_channel = [](const Tensor& v) {
    return v.to(at::kDouble).reshape({v.dim() == 2 ? v.size(0) : 1, v.size(-1), 1, 1});
  };
  const Tensor grouped = x.to(at::kDouble).reshape({x.size(0), groups, -1}),
               mean = rounded(grouped.mean(-1, true)), apart = grouped - mean,
               variance = rounded((apart * apart).mean(-1, true)),
               h = (apart / (variance + 1e-5).sqrt()).reshape(x.sizes()),
               z = h * per_channel(gain) + per_channel(bias);
  return silu ? z / (1 + at::exp(-z)) : z;
}

using Norm = decltype(&group_norm_silu);

struct NormCase {
  Tensor x, dx, dy, gain, bias;
  int64_t groups;
  bool silu;
  TensorMap formula() const {
    return [this](const Tensor& in) { return norm_formula(in, gain, bias, groups, silu); };
  }
};

/// x as it is laid out in a larger image: every other column, some of the channels, turned.
std::map<std::string, Tensor> layouts(const Tensor& x) {
  const auto sizes = x.sizes().vec();
  const Tensor wide = at::zeros({sizes[0], sizes[1] + 2, sizes[2], 2 * sizes[3]}, x.options()),
               cut = wide.narrow(1, 1, sizes[1]).slice(3, 0, 2 * sizes[3], 2);
  cut.copy_(x);
  return {{"NCHW", x.contiguous()},
          {"channels_last", x.contiguous(at::MemoryFormat::ChannelsLast)},
          {"cut", cut},
          {"turned", x.transpose(2, 3).contiguous().transpose(2, 3)}};
}

/// With a mean of `shift` times the spread.
std::vector<NormCase> norm_cases(at::ScalarType type, double shift) {
  at::manual_seed(1);
  std::vector<NormCase> all;
  const std::vector<std::vector<int64_t>> shapes = {
      {3, 24, 5, 7}, {1, 8, 4, 4}, {2, 4, 3, 1}, {2, 16, 1, 2}};
  for (const auto& shape : shapes)
    for (const bool silu : {true, false})
      for (const bool per_sample : {true, false}) {
        const auto image = [&] { return at::randn(shape, at::kDouble); };
        const auto vector = [&] {
          return per_sample ? at::randn({shape[0], shape[1]}) : at::randn({shape[1]});
        };
        all.push_back({(image() + shift).to(type), image().to(type), image().to(type), vector(),
                       vector(), 4, silu});
      }
  return all;
}

/// One rounding to 2^-9 of the value for bfloat16, and float32's of what lies before it.
bool within(const Tensor& got, const Tensor& exact, double single) {
  const double share = got.scalar_type() == at::kBFloat16 ? 1.0 / 256 : 0;
  const Tensor off = (got.to(at::kDouble) - exact).abs() - share * exact.abs();
  return off.max().item<double>() < single * std::max(1.0, exact.abs().max().item<double>());
}

}  // namespace

TEST_CASE("GroupNorm with SiLU is its formula in every layout, whatever the mean", "[norm]") {
  const at::NoGradGuard no_grad;
  for (const auto type : {at::kDouble, at::kFloat, at::kBFloat16})
    for (const double shift : {0.5, 100.0})
      for (const auto& one : norm_cases(type, shift))
        for (const auto& [layout, x] : layouts(one.x)) {
          INFO(type << ", " << layout << " [" << x.sizes() << "], mean " << shift);
          const Tensor exact = one.formula()(one.x);
          // Some roundings of 6e-8 of what is subtracted, the mean over the spread; bfloat16 at a
          // mean of 100 has steps of 0.5, so that the spread may be a third.
          const double tolerance =
              type == at::kDouble ? 1e-12 * (1 + shift) : 1e-6 * (1 + 3 * shift);
          for (const Norm norm : {group_norm_silu, group_norm_silu_composed}) {
            const Tensor y = norm(x, one.gain, one.bias, one.groups, one.silu, 1e-5, {});
            CHECK(y.scalar_type() == type);
            CHECK(within(y, exact, tolerance));
          }
        }
}

TEST_CASE("statistics in bfloat16 would not do where the mean is large", "[norm]") {
  // That the tolerance above tells: it is 3e-4.
  for (const auto& one : norm_cases(at::kBFloat16, 100))
    if (one.x.size(2) > 3)
      CHECK_FALSE(
          within(norm_formula(one.x, one.gain, one.bias, one.groups, one.silu, at::kBFloat16)
                     .to(at::kBFloat16),
                 one.formula()(one.x), 1e-2));
}

TEST_CASE("the derivatives of GroupNorm with SiLU are its formula's, there and back",
          "[norm][jvp]") {
  for (const auto type : {at::kDouble, at::kFloat, at::kBFloat16})
    for (const auto& one : norm_cases(type, 2))
      for (const auto& [layout, x] : layouts(one.x)) {
        INFO(type << ", " << layout << " [" << x.sizes() << "], SiLU: " << one.silu);
        // Sums of up to 210 terms of size 5, at a spread of down to a tenth; bfloat16 keeps what
        // lies between two passes at 2^-9.
        const double tolerance = type == at::kDouble ? 1e-11 : type == at::kBFloat16 ? 0.02 : 2e-5;
        const Tensor dx = one.dx.to(at::kDouble), dy = one.dy.to(at::kDouble);
        const auto [value, tangent] = along(one.formula(), one.x.to(at::kDouble), dx);
        // Gains in float64 are what the fused kernels do not take: the way of other devices.
        for (const auto precision : {at::kFloat, at::kDouble}) {
          const Tensor rows = at::cat({x, one.dx}),
                       y = group_norm_silu_paired(rows, one.gain.to(precision),
                                                  one.bias.to(precision), one.groups, one.silu);
          CHECK(y.scalar_type() == type);
          CHECK(within(values(y), value, tolerance));
          CHECK(within(tangents(y), tangent, tolerance));
        }
        const auto gradients = [&](const auto& norm, at::ScalarType leaf_type) {
          std::vector<Tensor> leaves;
          for (const auto& t : {x, one.gain, one.bias})
            leaves.push_back(
                t.to(leaf_type == at::kDouble ? leaf_type : t.scalar_type()).detach().clone());
          for (auto& leaf : leaves) leaf.requires_grad_(true);
          (norm(leaves[0], leaves[1], leaves[2]) * one.dy.to(leaf_type)).sum().backward();
          return leaves;
        };
        const auto exact = gradients(
            [&](const Tensor& in, const Tensor& gain, const Tensor& bias) {
              return norm_formula(in, gain, bias, one.groups, one.silu);
            },
            at::kDouble);
        for (const Norm norm : {group_norm_silu, group_norm_silu_composed}) {
          const auto got = gradients(
              [&](const Tensor& in, const Tensor& gain, const Tensor& bias) {
                return norm(in, gain, bias, one.groups, one.silu, 1e-5, {});
              },
              type);
          for (int i = 0; i < 3; ++i) CHECK(within(got[i].grad(), exact[i].grad(), tolerance));
        }
      }
}

TEST_CASE("GroupNorm stays finite at huge values and refuses groups that do not divide", "[norm]") {
  const auto huge = at::tensor({-1e30f, 1e30f, 0.0f, 1.0f}).view({1, 1, 2, 2});
  CHECK(group_norm_silu(huge, at::full({1}, 1e3), at::zeros({1}), 1).isfinite().all().item<bool>());
  CHECK_THROWS_WITH(group_norm_silu(huge, at::ones({1}), at::zeros({1}), 3),
                    ODELIA_CONTAINS("into 3 groups"));
}

TEST_CASE("a network answers a sample the same to the bit whatever its neighbours",
          "[network_model]") {
  UNetConfig network = small_unet();
  network.size = 28, network.attention = {14};
  const auto c = small_checkpoint(Target::noise, network);
  NetworkOptions options;
  options.precision = GENERATE(at::kFloat, at::kBFloat16);
  NetworkModel model(c, options);
  at::manual_seed(2);
  const auto x = at::randn({64, 1, 28, 28});
  std::vector<double> alpha, sigma;
  for (int i = 0; i < 64; ++i)
    alpha.push_back(std::cos(0.02 * i + 0.1)), sigma.push_back(std::sin(0.02 * i + 0.1));
  const auto all = model.predict(x, PerSample(alpha), PerSample(sigma), Prediction::noise).clone();
  for (const auto& [from, to] : std::vector<std::pair<int64_t, int64_t>>{
           {0, 1}, {17, 18}, {63, 64}, {0, 7}, {12, 19}, {57, 64}}) {
    const PerSample a(std::vector<double>(alpha.begin() + from, alpha.begin() + to));
    const PerSample s(std::vector<double>(sigma.begin() + from, sigma.begin() + to));
    REQUIRE(model.predict(x.narrow(0, from, to - from), a, s, Prediction::noise)
                .equal(all.narrow(0, from, to - from)));
  }
  const auto order = at::randperm(64);
  std::vector<double> alpha2, sigma2;
  for (int i = 0; i < 64; ++i)
    alpha2.push_back(alpha[order[i].item<int64_t>()]),
        sigma2.push_back(sigma[order[i].item<int64_t>()]);
  CHECK(model
            .predict(x.index_select(0, order), PerSample(alpha2), PerSample(sigma2),
                     Prediction::noise)
            .equal(all.index_select(0, order)));
  CHECK(model.ledger().rows == 64 + 1 + 1 + 1 + 7 + 7 + 7 + 64);
}

TEST_CASE("bfloat16 convolutions change a network's answer by a fraction of a percent",
          "[network_model]") {
  auto c = small_checkpoint();
  NetworkOptions options;
  NetworkModel exact(c, options);
  options.precision = at::kBFloat16;
  NetworkModel rounded(c, options);
  const auto x = at::randn({16, 1, 8, 8});
  const auto a = exact.predict(x, 0.8, 0.6, Prediction::noise).clone(),
             b = rounded.predict(x, 0.8, 0.6, Prediction::noise);
  // 2^-9 per rounding, about ten in a row, of values of the size of the output.
  CHECK(difference(a, b) < 0.03 * a.abs().max().item<double>());
  CHECK(difference(a, b) > 1e-4 * a.abs().max().item<double>());  // float32's are below 1e-5
}

TEST_CASE("one network serves every process: only sigma/alpha and x/alpha matter",
          "[network_model]") {
  const auto target = GENERATE(Target::noise, Target::data, Target::velocity, Target::flow,
                               Target::score, Target::edm);
  UNetConfig network = small_unet();
  if (target == Target::edm) network.sigma_data = 0.5;
  const auto c = small_checkpoint(target, network);
  NetworkModel model(c, {});
  const auto x = at::randn({4, 1, 8, 8});
  const auto vp = model.predict(x * 0.8, 0.8, 0.6, Prediction::data).clone();
  const auto ve = model.predict(x, 1.0, 0.75, Prediction::data).clone();
  CHECK(difference(vp, ve) <
        1e-5 * (1 + vp.abs().max().item<double>()));  // float32 roundings of rescalings
  const auto noise = model.predict(x, 1.0, 0.75, Prediction::noise);
  CHECK(difference(ve + 0.75 * noise, x) < 1e-5 * (1 + ve.abs().max().item<double>()));
}

TEST_CASE("a network is clamped at the noisy end, and refuses to be asked below its cleanest level",
          "[network_model][errors]") {
  NetworkModel model(small_checkpoint(), {});
  const auto x = at::randn({2, 1, 8, 8});
  CHECK(model.predict(x, 0.0, 1.0, Prediction::noise).isfinite().all().item<bool>());
  CHECK(model.predict(x, 1e-4, 1.0, Prediction::noise).isfinite().all().item<bool>());
  CHECK_THROWS_WITH(model.predict(x, 1.0, 1e-3, Prediction::noise),
                    ODELIA_CONTAINS("end sampling earlier"));
  CHECK_THROWS_WITH(model.predict(at::randn({2, 8, 8}), 0.8, 0.6, Prediction::noise),
                    ODELIA_CONTAINS("expected x [B, 1, 8, 8]"));
}

TEST_CASE("labels are checked, kept with their rows, and none is a class of its own",
          "[network_model]") {
  auto net = small_unet();
  net.classes = 3;
  auto c = small_checkpoint(Target::noise, net);
  const auto x = at::randn({3, 1, 8, 8});
  NetworkModel model(c, {});
  const auto ask = [&](const std::vector<int64_t>& labels) {
    model.label(labels);
    return model.predict(x, 0.8, 0.6, Prediction::noise).clone();
  };
  const auto plain = ask({}), conditional = ask({0, 1, 2});
  CHECK(difference(plain, conditional) > 1e-3);
  CHECK(difference(plain, ask({kNoClass})) == 0);
  CHECK(difference(ask({0, kNoClass, 2})[1], plain[1]) == 0);
  ask({0, 1, 2});
  model.select({2, 0});
  const auto rows = at::tensor(std::vector<int64_t>{2, 0});
  CHECK(difference(model.predict(x.index_select(0, rows), 0.8, 0.6, Prediction::noise),
                   conditional.index_select(0, rows)) == 0);
  CHECK_THROWS_WITH(model.label({3}), ODELIA_CONTAINS("label 3 is not in 0..2"));
  CHECK_THROWS_WITH(NetworkModel(small_checkpoint(Target::noise, small_unet()), {}).label({0}),
                    ODELIA_CONTAINS("unconditional"));
  c.training["class_dropout"] = 0.0;
  CHECK_THROWS_WITH(NetworkModel(c, {}).label({kNoClass}),
                    ODELIA_CONTAINS("never trained without a class"));
  NetworkModel labelled_alone(c, {});
  CHECK_THROWS_WITH(
      labelled_alone.predict(x, 0.8, 0.6, Prediction::noise),
      ODELIA_CONTAINS("never trained without a class") && ODELIA_CONTAINS("give --labels"));
  labelled_alone.label({0, 1, 2});
  CHECK(difference(labelled_alone.predict(x, 0.8, 0.6, Prediction::noise), conditional) == 0);
  // With classes it is asked for no other; by itself it cannot be guided.
  const auto labelled =
      guided_model(std::make_shared<NetworkModel>(c, NetworkOptions()), nullptr, {{0, 1, 2}}, {1});
  labelled->begin({3, 4, 5});
  CHECK(difference(labelled->predict(x, 0.8, 0.6, Prediction::noise), conditional) == 0);
  CHECK_THROWS_WITH(
      guided_model(std::make_shared<NetworkModel>(c, NetworkOptions()), nullptr, {{0, 1, 2}}, {2}),
      ODELIA_CONTAINS("never trained without a class"));
}

namespace {
/// What a device keeps of some work, without one: the work.
class HostRecording final : public Recording {
 public:
  explicit HostRecording(bool possible) : possible_(possible) {}
  void record(const std::function<void()>& work) override {
    if (!possible_) throw std::runtime_error("not here");
    work(), work_ = work;
  }
  void replay() override { work_(); }

 private:
  bool possible_;
  std::function<void()> work_;
};
}  // namespace

TEST_CASE("a recorded pass answers as the pass does, whatever it is asked next",
          "[network_model]") {
  int passes = 0;
  const auto pass = [&](const Tensor& x, const Tensor& lambda, const Tensor& labels) {
    ++passes;
    const Tensor y = x * lambda.view({-1, 1}) + 1;
    return labels.defined() ? y * labels.view({-1, 1}) : y;
  };
  for (const bool possible : {true, false}) {
    RecordedPass recorded(pass, [&] { return std::make_unique<HostRecording>(possible); });
    for (int64_t rows : {3, 5, 3, 3, 1, 2, 7, 8, 5})
      for (const bool classes : {false, true}) {
        const Tensor x = at::randn({rows, 2}), lambda = at::randn({rows}),
                     labels = classes ? at::arange(rows) : Tensor();
        CHECK(at::equal(recorded(x, lambda, labels), pass(x, lambda, labels)));
      }
    CHECK(recorded.recorded() == (possible ? 4 : 0));  // further shapes are passes as they are
  }
  // Once it is recorded, nothing but the recording runs.
  RecordedPass recorded(pass, [&] { return std::make_unique<HostRecording>(true); });
  const Tensor x = at::ones({2, 2}), lambda = at::ones({2});
  recorded(x, lambda, {});
  passes = 0;
  const void* where = recorded(x, lambda, {}).data_ptr();
  CHECK(passes == 1);  // by replay
  CHECK(where != x.data_ptr());
}

TEST_CASE("a warm network at one level for all rows waits for no copy from the host",
          "[network_model]") {
  auto net = small_unet();
  net.classes = 3;
  NetworkModel model(small_checkpoint(Target::noise, net), {});
  model.label({0, 1, 2});
  const auto x = at::randn({3, 1, 8, 8});
  const auto copies = [&](const PerSample& alpha, const PerSample& sigma) {
    const Threads one(1);  // the count is this thread's
    const int64_t before = uploads();
    model.predict(x, alpha, sigma, Prediction::noise);
    return uploads() - before;
  };
  copies(0.8, 0.6);
  CHECK(copies(0.8, 0.6) == 0);
  CHECK(copies(0.6, 0.8) == 0);
  CHECK(copies(PerSample({0.8, 0.6, 0.8}), PerSample({0.6, 0.8, 0.6})) == 1);
}

TEST_CASE("training targets and loss weights have their published closed forms",
          "[preconditioning]") {
  for (double s : {0.01, 0.3, 1.0, 40.0}) {
    const double d = 0.5, alpha = 1 / std::sqrt(1 + s * s), sigma = s * alpha, snr = 1 / (s * s);
    for (Target t : {Target::noise, Target::data, Target::velocity, Target::flow, Target::score,
                     Target::edm}) {
      // a (x0 + s n) + b F = x0 for F = p x0 + q n, whatever x0 and n.
      const auto [a, b] = to_data(t, s, d);
      const auto [p, q] = target_of(t, s, d);
      CHECK(a + b * p == Approx(1).epsilon(1e-12));
      CHECK(std::abs(a * s + b * q) < 1e-12 * (1 + std::abs(a * s)));
      CHECK(loss_weight(Weighting::uniform, t, s, d, 5) == 1);
    }
    const auto is = [&](Target t, double on_data, double on_noise) {
      const auto got = target_of(t, s, d);
      CHECK(got.on_data == Approx(on_data).margin(1e-9));
      CHECK(got.on_noise == Approx(on_noise).margin(1e-9));
    };
    is(Target::noise, 0, 1);
    is(Target::data, 1, 0);
    is(Target::velocity, -sigma, alpha);
    is(Target::flow, -1, 1);
    is(Target::score, 0, -1 / sigma);
    // Table 1 of arXiv:2206.00364: c_skip = d^2/(s^2+d^2), c_out = s d/sqrt(s^2+d^2).
    const double skip = d * d / (s * s + d * d), out = s * d / std::sqrt(s * s + d * d);
    is(Target::edm, (1 - skip) / out, -skip * s / out);
    // Unit variance of the target for data of standard deviation d: their reason for these numbers.
    const auto e = target_of(Target::edm, s, d);
    CHECK(e.on_data * e.on_data * d * d + e.on_noise * e.on_noise == Approx(1).epsilon(1e-9));
    CHECK(loss_weight(Weighting::edm, Target::edm, s, d, 5) == Approx(1).epsilon(1e-12));
    CHECK(loss_weight(Weighting::snr, Target::noise, s, d, 5) == Approx(1).epsilon(1e-12));
    CHECK(loss_weight(Weighting::snr, Target::data, s, d, 5) == Approx(snr).epsilon(1e-12));
    // arXiv:2303.09556: min(SNR, 5)/SNR for noise, min(SNR,
    // 5) for data, min(SNR, 5)/(SNR + 1) for velocity.
    CHECK(loss_weight(Weighting::min_snr, Target::noise, s, d, 5) ==
          Approx(std::min(snr, 5.0) / snr).epsilon(1e-12));
    CHECK(loss_weight(Weighting::min_snr, Target::data, s, d, 5) ==
          Approx(std::min(snr, 5.0)).epsilon(1e-12));
    CHECK(loss_weight(Weighting::min_snr, Target::velocity, s, d, 5) ==
          Approx(std::min(snr, 5.0) / (snr + 1)).epsilon(1e-12));
  }
  CHECK_THROWS_WITH(target_from("epsilon"),
                    ODELIA_CONTAINS("known: noise, data, velocity, flow, score, edm"));
  CHECK_THROWS_WITH(weighting_from("p2"), ODELIA_CONTAINS("known: uniform, snr, min_snr, edm"));
}

TEST_CASE("an untrained EDM network is its skip connection", "[preconditioning]") {
  UNetConfig network = small_unet();
  network.sigma_data = 0.5;
  auto c = small_checkpoint(Target::edm, network);
  c.parameters = c.network->make(1);
  NetworkModel model(c, {});
  const auto x = at::randn({2, 1, 8, 8}, at::kDouble);
  const auto d = model.predict(x, 1.0, 2.0, Prediction::data);
  CHECK(difference(d, x * (0.25 / 4.25)) < 1e-12);
}

TEST_CASE("a checkpoint comes back as it was written, and says what is wrong with a bad one",
          "[checkpoint][errors]") {
  const TemporaryFolder folder("networks");
  auto c = small_checkpoint(Target::velocity);
  c.training = {{"images_seen", 10}};
  save_checkpoint(folder.path(), c, at::kFloat);
  const auto back = load_score_checkpoint(folder.path());
  CHECK(back.network->to_json() == c.network->to_json());
  CHECK(back.target == Target::velocity);
  CHECK(back.training == c.training);
  for (const auto& [name, value] : c.parameters) CHECK(get(back.parameters, name).equal(value));
  CHECK(load_model(folder.path().string())->sample_shape() == std::vector<int64_t>{1, 8, 8});

  save_checkpoint(folder.path(), c);  // float16: 11 bits
  for (const auto& [name, value] : load_score_checkpoint(folder.path()).parameters)
    CHECK(((value - get(c.parameters, name)).abs() - get(c.parameters, name).abs() / 2048)
              .max()
              .item<double>() < 1e-6);

  edit_config(folder.path(), [](auto& j) { j["colour"] = "red"; });
  CHECK_THROWS_WITH(load_score_checkpoint(folder.path()), ODELIA_CONTAINS("unknown key 'colour'"));
  edit_config(folder.path(), [](auto& j) { j.erase("colour"), j["network"]["base"] = 16; });
  CHECK_THROWS_WITH(load_score_checkpoint(folder.path()),
                    ODELIA_CONTAINS("do not fit the architecture"));
  edit_config(folder.path(), [](auto& j) { j["kind"] = "classifier"; });
  CHECK_THROWS_WITH(load_score_checkpoint(folder.path()), ODELIA_CONTAINS("expected 'score'"));
  std::ofstream(folder / "config.json") << "{";
  CHECK_THROWS_WITH(load_score_checkpoint(folder.path()), ODELIA_CONTAINS("not valid JSON"));
  CHECK_THROWS_AS(load_model("pretrained:no-such-network"), std::invalid_argument);
}

TEST_CASE(
    "a classifier's features do not depend on the batch, and folding BatchNorm changes nothing",
    "[classifier]") {
  ClassifierConfig c;
  c.channels = 3, c.size = 16, c.widths = {8, 12}, c.mean = {0.4, 0.5, 0.6},
  c.std = {0.2, 0.25, 0.3};
  at::manual_seed(1);
  const auto images = at::randint(256, {60, 3, 16, 16}, at::kByte);
  const auto parameters = shaken(make_classifier(c, images, 1));
  ClassifierCheckpoint checkpoint{c, "test", {}, parameters};
  const Classifier classifier(checkpoint);
  const auto all = classifier.features(images);
  CHECK(all.sizes() == at::IntArrayRef({60, 12}));
  CHECK(classifier.logits(images).sizes() == at::IntArrayRef({60, 10}));
  for (int64_t i : {0, 31, 59})
    CHECK(classifier.features(images.narrow(0, i, 1)).equal(all.narrow(0, i, 1)));
  const auto unfolded = classifier_features(c, parameters, normalise(c, images), false);
  CHECK(difference(all, unfolded) <
        1e-4 * (1 + unfolded.abs().max().item<double>()));  // float32, five layers

  const TemporaryFolder folder("networks");
  save_checkpoint(folder.path(), checkpoint, at::kFloat);
  CHECK(load_classifier(folder.path().string())->features(images).equal(all));
  CHECK_THROWS_WITH(classifier.features(images.to(at::kFloat)),
                    ODELIA_CONTAINS("expected uint8 images [N, 3, 16, 16]"));
  CHECK_THROWS_WITH(load_score_checkpoint(folder.path()), ODELIA_CONTAINS("expected 'score'"));
}

TEST_CASE("a folder without a checkpoint does not hide the shipped network of that name",
          "[checkpoint]") {
  const TemporaryFolder folder("networks");
  std::filesystem::create_directories(folder / "fashion-mnist");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const auto found = checkpoint_folder("fashion-mnist");
  std::filesystem::current_path(before);
  CHECK(std::filesystem::exists(found / "model.safetensors"));
  CHECK_THROWS_WITH(checkpoint_folder(folder / "fashion-mnist"),
                    ODELIA_CONTAINS("the folder has no config.json"));
}

TEST_CASE("a path to a network is a path, and only a bare name one that comes along",
          "[checkpoint]") {
  CHECK_THROWS_WITH(checkpoint_folder("/no/such/folder/fashion-mnist"),
                    ODELIA_CONTAINS("no such folder"));
  CHECK_THROWS_WITH(checkpoint_folder("../pretrained/fashion-mnist"),
                    ODELIA_CONTAINS("no such folder"));
  CHECK_THROWS_WITH(checkpoint_folder("pretrained:../pretrained/fashion-mnist"),
                    ODELIA_CONTAINS("no such folder"));
  CHECK(checkpoint_folder("pretrained:fashion-mnist") == checkpoint_folder("fashion-mnist"));
}

TEST_CASE("an unknown network's name is answered with those of the kind that is wanted",
          "[checkpoint][errors]") {
  const auto known = [](const char* kind) {
    return fmt::format("known: {}", fmt::join(shipped_networks(kind), ", "));
  };
  for (const char* kind : {"score", "classifier", "dequantizer"})
    for (const auto& name : shipped_networks(kind))
      CHECK((name.find("classifier") != std::string::npos) == (kind == std::string("classifier")));
  size_t all = 0;
  for (const char* kind : {"score", "classifier", "dequantizer", "autoencoder", "generator"})
    all += shipped_networks(kind).size();
  CHECK(all == shipped_networks("").size());
  for (const std::string prefix : {"", "pretrained:"}) {
    CHECK_THROWS_WITH(load_model(prefix + "fashion-mnits"),
                      ODELIA_CONTAINS(known("score") + "; did you mean 'fashion-mnist'"));
    CHECK_THROWS_WITH(
        load_classifier(prefix + "cifar10-clasifier"),
        ODELIA_CONTAINS(known("classifier") + "; did you mean 'cifar10-classifier'?"));
    CHECK_THROWS_WITH(
        load_dequantizer(prefix + "cifar10-dequantiser"),
        ODELIA_CONTAINS(known("dequantizer") + "; did you mean 'cifar10-dequantizer'?"));
  }
  CHECK_THROWS_WITH(
      load_model("cifar10-classifier"),
      ODELIA_CONTAINS("expected 'score'; of that kind there come along: cifar10, "
                      "cifar10-conditional, cifar10-conditional-wide, fashion-mnist"));
}

TEST_CASE("a device that is not there is refused by name", "[device][errors]") {
  CHECK(parse_device("cpu", "test").is_cpu());
  for (const char* bad : {"gpu", "cuda:", "cuda:x", "cuda:-1", "cpu:0", ""})
    CHECK_THROWS_WITH(parse_device(bad, "test"), ODELIA_CONTAINS("cpu, cuda or cuda:N"));
  CHECK_THROWS_WITH(parse_device("cuda:99", "test"), ODELIA_CONTAINS("'cuda:99' is not there"));
}

TEST_CASE("a pass holds 16 rows on a CPU, and on a GPU as many as fit into one size", "[device]") {
  CHECK(usual_micro_batch(at::kCPU, {3, 32, 32}) == 16);
  const at::Device gpu(at::kCUDA, 0);
  CHECK(usual_micro_batch(gpu, {3, 32, 32}) == 256);
  CHECK(usual_micro_batch(gpu, {1, 28, 28}) == 512);  // a power of two below 1,003
  CHECK(usual_micro_batch(gpu, {3, 256, 256}) == 4);
  CHECK(usual_micro_batch(gpu, {3, 1024, 1024}) == 1);
  CHECK(usual_micro_batch(gpu, {2}) == 4096);
}

TEST_CASE("a GPU is told to compute float32 in float32, and again to the bit", "[device]") {
  at::Context& context = at::globalContext();
  const bool tf32 = context.allowTF32CuDNN();
  context.setAllowTF32CuBLAS(true);  // as an environment may say
  settle_arithmetic();
  CHECK(!context.allowTF32CuDNN());
  CHECK(!context.allowTF32CuBLAS());
  CHECK(context.deterministicCuDNN());
  CHECK(!context.benchmarkCuDNN());
  context.setAllowTF32CuDNN(tf32);
}

TEST_CASE("what a network computes in has a name, and TF32 ends with it", "[device][errors]") {
  NetworkOptions options;
  for (const char* name : {"bfloat16", "bf16"}) {
    set_network_precision(options, name, "test");
    CHECK((options.precision == at::kBFloat16 && !options.tf32));
  }
  for (const char* name : {"float32", "ieee"}) {
    set_network_precision(options, name, "test");
    CHECK((options.precision == at::kFloat && !options.tf32));
  }
  CHECK_THROWS_WITH(set_network_precision(options, "fp8", "test"),
                    ODELIA_CONTAINS("test: unknown 'fp8'; known: bf16, bfloat16, float32"));
  CHECK_THROWS_WITH(set_network_precision(options, "tf32", "test"),
                    ODELIA_CONTAINS("the device is the CPU; take float32 or bfloat16"));
  options.device = at::Device(at::kCUDA, 0);
  set_network_precision(options, "tf32", "test");
  CHECK((options.precision == at::kFloat && options.tf32));
  // What was asked for, unless the network has a type of its own.
  for (const char* asked : {"float32", "ieee", "tf32"})
    CHECK(precision_name(at::kFloat, asked) == asked);
  for (const char* asked : {"bf16", "bfloat16"})
    CHECK(precision_name(at::kBFloat16, asked) == asked);
  CHECK(precision_name(at::kBFloat16, "float32") == "bfloat16");
  CHECK(precision_name(at::kHalf, "float32") == "float16");
  CHECK(precision_name(at::kDouble, "float32") == "float64");

  auto& context = at::globalContext();
  const bool convolutions = context.allowTF32CuDNN(), products = context.allowTF32CuBLAS();
  context.setAllowTF32CuDNN(false), context.setAllowTF32CuBLAS(false);
  {
    const AllowTf32 not_asked(false);
    CHECK_FALSE(context.allowTF32CuDNN());
    const AllowTf32 asked(true);
    CHECK((context.allowTF32CuDNN() && context.allowTF32CuBLAS()));
  }
  CHECK_FALSE((context.allowTF32CuDNN() || context.allowTF32CuBLAS()));
  context.setAllowTF32CuDNN(convolutions), context.setAllowTF32CuBLAS(products);
}

TEST_CASE("whitened patches are uncorrelated with variance one", "[classifier]") {
  ClassifierConfig c;
  c.channels = 1, c.size = 12, c.widths = {8, 8}, c.mean = {0.5}, c.std = {0.29};
  at::manual_seed(1);
  const auto rough = at::rand({200, 1, 12, 12});
  const auto images =
      (255 * at::avg_pool2d(at::constant_pad_nd(rough, {1, 1, 1, 1}), {3, 3}, {1, 1}))
          .to(at::kByte);
  const auto filters = get(make_classifier(c, images, 1), "whiten.weight");
  const auto y =
      at::conv2d(normalise(c, images), filters).transpose(0, 1).flatten(1).narrow(0, 0, 4);
  const auto covariance = at::mm(y, y.t()) / y.size(1);
  CHECK(difference(covariance, at::eye(4)) <
        0.05);  // the filters' variances are regularised by 5e-4
}

TEST_CASE("a network of points is a score model like any other", "[network_model][mlp]") {
  const nlohmann::json described = {
      {"type", "mlp"}, {"dimension", 2}, {"width", 16}, {"depth", 2}, {"frequencies", 4}};
  ScoreCheckpoint c;
  c.network = read_network({described, "here"});
  CHECK(read_network({c.network->to_json(), "here"})->to_json() == c.network->to_json());
  c.parameters = c.network->make(1);
  check_same_shapes(c.parameters, c.network->shapes(), "mlp");
  const Tensor x = at::randn({5, 2}), lambda = at::linspace(-3, 3, 5);
  CHECK(c.network->forward(c.parameters, x, lambda, {}, nullptr).abs().max().item<float>() == 0);
  c.parameters = shaken(c.parameters);
  const Tensor plain = c.network->forward(c.parameters, x, lambda, {}, nullptr);
  CHECK(plain.abs().max().item<float>() > 0);
  const auto prepared = c.network->prepare(c.parameters, at::kFloat, at::kCPU, false);
  CHECK(at::equal(prepared->forward(x, lambda, {}), plain));

  c.dataset = "points";
  const TemporaryFolder folder("networks");
  save_checkpoint(folder.path(), c, at::kFloat);
  const auto model = load_model(folder.path().string());
  CHECK(model->sample_shape() == std::vector<int64_t>{2});
  CHECK_THROWS_WITH(load_model(folder.path().string(), {.precision = at::kBFloat16}),
                    ODELIA_CONTAINS("type 'mlp' computes in float32 alone"));
  // J of the prediction, by VJPs and by JVPs: v^T J u is one number.
  const Tensor v = at::randn({5, 2}), u = at::randn({5, 2});
  Tensor left, right;
  model->predict(x, 0.8, 0.6, Prediction::noise, ProductKind::vjp,
                 [&](int64_t, int64_t, const Product& product) { left = (product(v) * u).sum(1); });
  model->predict(
      x, 0.8, 0.6, Prediction::noise, ProductKind::jvp,
      [&](int64_t, int64_t, const Product& product) { right = (product(u) * v).sum(1); });
  CHECK(difference(left, right) < 1e-5);  // float32, a few hundred products
  CHECK_THROWS_WITH(read_network({{{"type", "mpl"}}, "here"}),
                    ODELIA_CONTAINS("did you mean 'mlp'"));
  CHECK_THROWS_WITH(read_network({{{"type", "mlp"}, {"depth", 0}}, "here"}),
                    ODELIA_CONTAINS("'depth' must be 1 to 100, got 0"));
}

TEST_CASE("every type of network comes back as it was described, and sees no other row",
          "[network_model]") {
  // Of every type, each field off its default.
  const std::map<std::string, nlohmann::json> described = {{"mlp",
                                                            {{"type", "mlp"},
                                                             {"dimension", 3},
                                                             {"width", 16},
                                                             {"depth", 2},
                                                             {"frequencies", 4},
                                                             {"classes", 3},
                                                             {"sigma_data", 0.5}}},
                                                           {"unet",
                                                            {{"type", "unet"},
                                                             {"channels", 3},
                                                             {"size", 8},
                                                             {"patch", 2},
                                                             {"base", 8},
                                                             {"multipliers", {1, 3}},
                                                             {"blocks", {1, 2}},
                                                             {"middle_blocks", 2},
                                                             {"attention", {4}},
                                                             {"heads", 2},
                                                             {"group_size", 4},
                                                             {"skip", "add"},
                                                             {"features", {"high_pass"}},
                                                             {"embedding", 16},
                                                             {"classes", 3},
                                                             {"dropout", 0.1},
                                                             {"sigma_data", 0.5}}}};
  for (const std::string& type : network_types()) {
    INFO("network type " << type << ", to be described in full above");
    REQUIRE(described.count(type) == 1);
    const nlohmann::json& whole = described.at(type);
    const nlohmann::json bare = {{"type", type}};
    const auto plain = read_network({bare, "here"})->to_json();
    CHECK(plain.size() == whole.size());
    for (const auto& [key, value] : whole.items())
      if (key != "type") CHECK(plain.at(key) != value);
    ScoreCheckpoint c;
    c.network = read_network({whole, "here"});
    CHECK(c.network->to_json() == whole);
    c.dataset = "test";
    c.parameters = shaken(c.network->make(1));
    const TemporaryFolder folder("networks");
    save_checkpoint(folder.path(), c, at::kFloat);
    const auto back = load_score_checkpoint(folder.path());
    CHECK(back.network->to_json() == whole);

    NetworkModel model(back, {});
    at::manual_seed(5);
    auto shape = model.sample_shape();
    shape.insert(shape.begin(), 5);
    const Tensor x = at::randn(shape);
    const std::vector<int64_t> labels = {0, 1, 2, kNoClass, 1};
    model.label(labels);
    const Tensor all = model.predict(x, 0.8, 0.6, Prediction::noise).clone();
    CHECK(all.sizes() == x.sizes());
    for (int64_t i = 0; i < 5; ++i) {
      model.label({labels[static_cast<size_t>(i)]});
      CHECK(
          model.predict(x.narrow(0, i, 1), 0.8, 0.6, Prediction::noise).equal(all.narrow(0, i, 1)));
    }
  }
}

TEST_CASE("a network that says the data can be asked at alpha = 0, and is continuous there",
          "[network]") {
  at::manual_seed(8);
  const Tensor x = at::randn({2, 1, 8, 8});
  for (Target target :
       {Target::noise, Target::score, Target::data, Target::velocity, Target::flow, Target::edm}) {
    NetworkModel model(small_checkpoint(target), {});
    CHECK(model.at_pure_noise() == (target != Target::noise && target != Target::score));
    if (!model.at_pure_noise()) continue;
    CHECK(difference(model.predict(x, 0, 1, Prediction::flow),
                     model.predict(x, 1e-6, 1, Prediction::flow)) < 1e-4);  // float32, and 1e-6 x0
  }
}
