// DiT and SiT beside what their own code answered: tests/reference/dit.py recorded it with
// weights made by the rule of tests/recorded.h.

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>
#include <torch/version.h>

#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/transformers/dit.h"
#include "tests/catch.h"
#include "tests/derivatives.h"
#include "tests/meta.h"
#include "tests/operators.h"
#include "tests/program_folder.h"
#include "tests/recorded.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

const Recorded& record() {
  static const Recorded all("dit");
  return all;
}

Dit dit_of(const nlohmann::json& one, at::ScalarType type) {
  const auto weights = [&](const ParameterSet& all) { return TakenWeights(all, "", type, "DiT"); };
  return read_case(record(), one, weights, read_dit);
}

TensorMap of_input(const Dit& dit, const Asked& q) {
  return [&](const Tensor& x) { return forward(dit, x, q.time, q.labels); };
}

/// What the code gave: SiT's keeps the first half of its channels.
Tensor kept(const nlohmann::json& one, const Tensor& y) {
  return one.at("case") == "sit" ? y.narrow(1, 0, 3) : y;
}

}  // namespace

TEST_CASE("DiT and SiT answer as their own code does", "[transformers]") {
  const at::NoGradGuard no_grad;
  REQUIRE(record().cases().size() == 3);
  for (const auto& one : record().cases()) {
    const std::string name = one.at("case");
    INFO(name);
    const auto exact = asked(one, at::kDouble), single = asked(one, at::kFloat);
    // float64: rounding alone.
    CHECK(record().off(name + "/f64",
                       kept(one, of_input(dit_of(one, at::kDouble), exact)(exact.x))) < 1e-12);
    // float32: their own float32 is up to 5e-6 from float64.
    auto dit = dit_of(one, at::kFloat);
    CHECK(record().off(name + "/f32", kept(one, of_input(dit, single)(single.x))) < 1e-5);
    prepare(dit);
    const Tensor whole = of_input(dit, single)(single.x);
    CHECK(record().off(name + "/f32", kept(one, whole)) < 1e-5);
    CHECK(record().off(name + "/f64", kept(one, whole)) < 1e-5);
    // Whatever its neighbours and the threads: of five, none has a share of whole vectors.
    for (const int threads : {1, 2, 5}) {
      const Threads some(threads);
      for (const auto& [from, n] : {std::pair<int64_t, int64_t>{0, 1}, {5, 1}, {2, 7}, {0, 16}}) {
        const Asked q = part(single, from, n);
        CHECK(at::equal(of_input(dit, q)(q.x), whole.narrow(0, from, n)));
      }
    }
  }
}

TEST_CASE("a transformer's Jacobian is one and the same forwards, backwards and by differences",
          "[transformers]") {
  constexpr double kStep = 1e-5, kQuotient = 1e-7;  // the square of the step, times 1e3
  for (const auto& one : record().cases()) {
    INFO(one.at("case"));
    const auto dit = dit_of(one, at::kDouble);
    const auto q = part(asked(one, at::kDouble), 1, 2);
    const auto f = of_input(dit, q);
    const Tensor v = by_rule("v", q.x.sizes()), value = f(q.x), u = by_rule("u", value.sizes());
    const auto [same, jv] = along(f, q.x, v);
    CHECK(off(same, value) < 1e-12);
    CHECK(adjoint_error(u, jv, v, back(f, q.x, u)) < 1e-12);
    CHECK(off(jv, quotient(f, q.x, v, kStep)) < kQuotient);
  }
}

TEST_CASE("in bfloat16 a transformer answers as exactly as eight bits let it", "[transformers]") {
  const at::NoGradGuard no_grad;
  for (const auto& one : record().cases()) {
    INFO(one.at("case"));
    const auto q = part(asked(one, at::kFloat), 0, 2), p = part(asked(one, at::kDouble), 0, 2);
    auto dit = dit_of(one, at::kFloat);
    in_bfloat16(dit), prepare(dit);
    const Tensor y = of_input(dit, q)(q.x), truth = of_input(dit_of(one, at::kDouble), p)(p.x);
    CHECK(y.scalar_type() == at::kFloat);
    CHECK(off(y, truth) < 0.03);  // some five roundings of 2^-9 a block
    CHECK(off(y, truth) > 1e-5);  // it was not float32
  }
}

TEST_CASE("a transformer looks at no number on its device, in few launches", "[transformers]") {
  const at::NoGradGuard no_grad;
  const auto& one = record().cases().at(2);
  Dit dit = dit_of(one, at::kFloat);
  const auto meta = [](Tensor& t) { t = t.to(at::kMeta); };
  for (Tensor* t : {&dit.places, &dit.frequencies, &dit.table}) meta(*t);
  std::vector<DitLayer*> layers = {&dit.patches, &dit.first, &dit.second, &dit.last,
                                   &dit.modulation};
  for (auto& block : dit.blocks)
    for (DitLayer* layer : {&block.qkv, &block.out, &block.up, &block.down})
      layers.push_back(layer);
  for (DitLayer* layer : layers) meta(layer->weight), meta(layer->bias);
  prepare(dit);
  Asked q = part(asked(one, at::kFloat), 0, 2);
  for (Tensor* t : {&q.x, &q.time, &q.labels}) meta(*t);
  const auto f = of_input(dit, q);
  CHECK(f(q.x).sizes() == at::IntArrayRef({2, 6, 8, 8}));
#if TORCH_VERSION_MAJOR >= 2  // before, a product's tangent takes numbers of a CPU
  CHECK(along(f, q.x, q.x).tangent.device().is_meta());
#endif
  // 11 a block besides its attention, and what makes tokens of the image and an image of them.
  CHECK(total(launches_of([&] { f(q.x); })) <= 77);
}

TEST_CASE("weights that are no transformer's are refused by name", "[transformers][errors]") {
  const auto& one = record().cases().at(0);
  const auto refused = [&](const std::function<void(ParameterSet&, nlohmann::json&)>& change,
                           const std::string& what) {
    auto all = record().tensors(one);
    auto facts = one.at("facts");
    change(all, facts);
    TakenWeights weights(all, "", at::kFloat, "DiT");
    Fields fields(facts, "network");
    CHECK_THROWS_WITH(read_dit(weights, fields), ODELIA_CONTAINS(what));
  };
  refused([](auto& w, auto&) { w.erase("pos_embed"); }, "DiT: it lacks the tensor 'pos_embed'");
  refused(
      [](auto& w, auto&) {
        w["pos_embed"] = by_rule("p", {1, 15, 64});
      },
      "expected [1, side^2");
  refused(
      [](auto& w, auto&) {
        w["blocks.1.mlp.fc2.weight"] = by_rule("p", {64, 100});
      },
      "'blocks.1.mlp.fc2' is [64, 100] with a bias of [64], expected [64, 256]");
  refused([](auto&, auto& facts) { facts = nlohmann::json::object(); }, "num_heads");
  refused([](auto&, auto& facts) { facts["num_heads"] = 5; }, "a divisor of 64");
}

TEST_CASE("a checkpoint of DiT is converted, and sampled from by any solver", "[transformers]") {
  const ProgramFolder place("transformers");
  const auto& one = record().cases().at(0);
  std::map<std::string, Tensor> weights;
  for (const auto& [name, value] : record().tensors(one)) weights[name] = value.to(at::kFloat);
  write_safetensors(place / "dit.safetensors", weights);
  place.runs("checkpoint dit.safetensors --out net --like dit --set num_heads=4");
  const std::string sample = "sample --model net --steps 4 --seeds 0-1 --labels 3 ";
  place.runs(sample + "--process vp_linear --solver dpmpp_2m --out samples");
  // As SiT's they are velocities on the straight path, of which the first half are meant.
  place.refuses(sample + "--like sit --process rectified_flow --solver heun --out velocities",
                "sit(channels=3)");
  place.runs(sample +
             "--like 'sit(channels=3)' --process rectified_flow --solver heun --out velocities");
}
