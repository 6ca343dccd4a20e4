// The public codes' U-Nets beside what their own code answered: tests/reference/unets.py recorded it
// with weights made by the rule of tests/recorded.h.
#include <cmath>
#include <filesystem>
#include <fstream>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/tensor.h>

#include "experiments/checkpoint.h"
#include "models/conventions/convention.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/likelihood.h"
#include "models/networks/checkpoints/contents.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/foreign/foreign_model.h"
#include "models/networks/open_model.h"
#include "models/networks/unets/unets.h"
#include "models/processes/processes.h"
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
  static const Recorded all("unets");
  return all;
}
const nlohmann::json& cases() { return record().cases(); }
ParameterSet tensors(const nlohmann::json& one) { return record().tensors(one); }

UNetPlan plan_of(const nlohmann::json& one, at::ScalarType type) {
  const auto all = tensors(one);
  return unet_plan(one.at("architecture"), UNetWeights(all, "", type), one.at("facts"),
                   one.at("case"));
}

Tensor answer(const UNetPlan& plan, const Asked& q, int64_t from, int64_t n) {
  const Asked some = part(q, from, n);
  return forward(plan, some.x, some.time, some.labels);
}

double off_record(const std::string& name, const Tensor& y, int64_t from = 0) {
  return record().off(name, y, from);
}

}  // namespace

TEST_CASE("U-Nets of the public codes answer as their own code does") {
  const at::NoGradGuard no_grad;
  REQUIRE(cases().size() >= 19);
  for (const auto& one : cases()) {
    const std::string name = one.at("case");
    INFO(name);
    // float64: rounding alone, some hundred operations deep.
    const auto exact = plan_of(one, at::kDouble);
    const auto q = asked(one, at::kDouble);
    CHECK(off_record(name + "/f64", answer(exact, q, 0, 16)) < 1e-12);
    // float32: that of the public code's own float32 from float64 is up to 3e-6.
    auto plan = plan_of(one, at::kFloat);
    const auto single = asked(one, at::kFloat);
    const Tensor plain = answer(plan, single, 0, 16);
    CHECK(off_record(name + "/f32", plain) < 1e-5);
    prepare(plan, /*differentiable=*/false);
    for (const auto& [from, n] : {std::pair<int64_t, int64_t>{0, 1}, {5, 1}, {0, 3}, {0, 16}}) {
      const Tensor y = answer(plan, single, from, n);
      CHECK(off_record(name + "/f32", y, from) < 1e-5);
      CHECK(off_record(name + "/f64", y, from) < 1e-5);
    }
  }
}

namespace {

/// The answer as a function of the input alone.
TensorMap of_input(const UNetPlan& plan, const Asked& q) {
  return [&](const Tensor& x) { return forward(plan, x, q.time, q.labels); };
}
Asked first(const Asked& q, int64_t n) { return part(q, 0, n); }

}  // namespace

TEST_CASE("a row is the same to the bit wherever it stands, whatever the threads", "[bits]") {
  const at::NoGradGuard no_grad;
  for (const auto& one : cases()) {
    INFO(one.at("case"));
    auto plan = plan_of(one, at::kFloat);
    prepare(plan, /*differentiable=*/false);
    const auto q = asked(one, at::kFloat);
    const auto turned = [](const Tensor& x) { return x.defined() ? x.flip(0) : x; };
    const Tensor y = of_input(plan, q)(q.x);
    for (const int n : {1, 2, 5}) {  // of five, none has a share of whole vectors
      const Threads some(n);
      CHECK(at::equal(of_input(plan, q)(q.x), y));
      const Asked other{turned(q.x), turned(q.time), turned(q.labels)};
      CHECK(at::equal(turned(of_input(plan, other)(other.x)), y));
    }
  }
}

TEST_CASE("a U-Net's Jacobian is one and the same forwards, backwards and by differences") {
  // The square of the quotient's step, 1e-10, times a third derivative of 1e3 at the most; the
  // rounding of the two answers, 1e-15, over the step is far less.
  constexpr double kStep = 1e-5, kQuotient = 1e-7;
  for (const auto& one : cases()) {
    const auto plan = plan_of(one, at::kDouble);
    for (const int64_t rows : {2, 1}) {
      INFO(one.at("case") << ", rows: " << rows);
      const auto q = first(asked(one, at::kDouble), rows);
      const auto f = of_input(plan, q);
      const Tensor v = by_rule("v", q.x.sizes()), value = f(q.x), u = by_rule("u", value.sizes());
      const auto [same, jv] = along(f, q.x, v);
      CHECK(off(same, value) < 1e-12);  // rounding alone, some hundred operations deep
      CHECK(adjoint_error(u, jv, v, back(f, q.x, u)) < 1e-12);
      CHECK(off(jv, quotient(f, q.x, v, kStep)) < kQuotient);
    }
  }
}

TEST_CASE("in bfloat16 a U-Net answers as exactly as eight bits let it") {
  for (const auto& one : cases()) {
    INFO(one.at("case"));
    const auto exact = plan_of(one, at::kDouble);
    auto plan = plan_of(one, at::kFloat);
    in_bfloat16(plan);
    prepare(plan, /*differentiable=*/false);
    const auto q = first(asked(one, at::kFloat), 2), p = first(asked(one, at::kDouble), 2);
    const Tensor v = by_rule("v", q.x.sizes());
    const auto [truth, slope] = along(of_input(exact, p), p.x, v);
    const auto f = of_input(plan, q);
    const Tensor y = f(q.x);
    CHECK(y.scalar_type() == at::kFloat);
    // Some ten roundings of 2^-9 in a row, each of which the norms behind it may double.
    CHECK(off(y, truth) < 0.05);
    CHECK(off(y, truth) > 1e-5);  // it was not float32
    const auto [value, tangent] = along(f, q.x, v.to(at::kFloat));
    CHECK(off(value, truth) < 0.05);
    CHECK(off(tangent, slope) < 0.1);
  }
}

TEST_CASE("our own convolutions have the Jacobian of LibTorch's") {
  for (const auto& one : cases()) {
    INFO(one.at("case"));
    const auto exact = plan_of(one, at::kDouble);
    const auto q = first(asked(one, at::kFloat), 2), p = first(asked(one, at::kDouble), 2);
    const Tensor v = by_rule("v", q.x.sizes()), single = v.to(at::kFloat);
    const auto [exact_value, exact_jv] = along(of_input(exact, p), p.x, v);
    for (const bool at_once : {false, true}) {  // as on the CPU, and as on another device
      auto plan = plan_of(one, at::kFloat);
      at_once ? prepare_at_once(plan) : prepare(plan, /*differentiable=*/true);
      const auto f = of_input(plan, q);
      const auto [value, jv] = along(f, q.x, single);
      // As for the answer: float32's rounding some hundred operations deep.
      CHECK(off(value, exact_value) < 1e-5);
      CHECK(off(f(q.x), exact_value) < 1e-5);
      CHECK(off(jv, exact_jv) < 3e-5);
      const Tensor u = by_rule("u", value.sizes()).to(at::kFloat);
      CHECK(adjoint_error(u, jv, single, back(f, q.x, u)) < 3e-5);
    }
  }
}

TEST_CASE("value and tangent of a U-Net pass through one convolution together") {
  const at::NoGradGuard no_grad;
  for (const auto& one : cases()) {
    INFO(one.at("case"));
    const auto plan = plan_of(one, at::kDouble);
    const auto q = first(asked(one, at::kDouble), 2);
    const auto f = of_input(plan, q);
    const auto plain = operators_of([&] { f(q.x); });
    const auto dual = operators_of([&] { along(f, q.x, by_rule("v", q.x.sizes())); });
    CHECK(plain.at("aten::convolution") > 10);
    CHECK(dual.at("aten::convolution") == plain.at("aten::convolution"));
  }
}

namespace {

/// Everything of a plan, to the device `meta`.
struct ToMeta {
  void operator()(Tensor& t) const {
    if (t.defined()) t = t.to(at::kMeta);
  }
  template <class... Parts>
  void all(Parts&... parts) const {
    ((*this)(parts), ...);
  }
  void operator()(UNetMap& map) const { all(map.weight, map.bias); }
  void operator()(UNetNorm& norm) const { all(norm.gain, norm.bias); }
  void operator()(UNetResample& resample) const { (*this)(resample.taps); }
  void operator()(UNetConv& conv) const { all(conv.resample, conv.map); }
  void operator()(UNetBlock& b) const {
    all(b.norm0, b.norm1, b.resample, b.conv0, b.conv1, b.embedding, b.skip);
  }
  void operator()(UNetAttention& a) const { all(a.norm, a.qkv, a.out); }
  void operator()(UNetMagnitudeBlock& b) const {
    all(b.resample, b.conv0, b.conv1, b.embedding, b.skip, b.qkv, b.out);
  }
  void operator()(std::vector<UNetLayer>& layers) const {
    for (auto& layer : layers) std::visit(*this, layer);
  }
  void operator()(UNetEmbedding& e) const {
    all(e.frequencies, e.first, e.second, e.early, e.late, e.phases);
  }
  void operator()(UNetPlan& plan) const {
    all(plan.embedding, plan.middle);
    for (auto& step : plan.encoder) {
      (*this)(step.layers);
      if (step.pyramid) (*this)(step.pyramid->of_image);
    }
    for (auto& step : plan.decoder) {
      (*this)(step.layers);
      if (step.output) all(step.output->resample, step.output->norm, step.output->conv);
    }
  }
};

}  // namespace

TEST_CASE("a U-Net looks at no number on its device") {
  const at::NoGradGuard no_grad;
  const ToMeta to_meta;
  for (const auto& one : cases()) {
    INFO(one.at("case"));
    auto plan = plan_of(one, at::kFloat);
    auto q = first(asked(one, at::kFloat), 2);
    to_meta.all(plan, q.x, q.time, q.labels);
    const int64_t plain = total(launches_of([&] { of_input(plan, q)(q.x); }));
    prepare(plan, /*differentiable=*/false);
    const int64_t at_once = total(launches_of([&] { of_input(plan, q)(q.x); }));
    CHECK(at_once < plain);
    if (one.at("case") == "edm2") CHECK(at_once <= 161);  // ten blocks, four of which attend
    const auto f = of_input(plan, q);
    for (const Tensor& y : {f(q.x), along(f, q.x, q.x).tangent}) {
      CHECK(y.device().is_meta());
      CHECK(y.sizes() == at::IntArrayRef({2, plan.out_channels, 8, 8}));
    }
  }
}

namespace {

const nlohmann::json& case_named(const std::string& name) {
  for (const auto& one : cases())
    if (one.at("case") == name) return one;
  throw std::logic_error("no case '" + name + "'");
}

/// The weights of a recorded case as a file, `prefix` before every name.
void put_weights(const ProgramFolder& place, const std::string& name, const std::string& file,
                 const std::string& prefix = "") {
  std::map<std::string, Tensor> out;
  for (const auto& [key, value] : tensors(case_named(name)))
    out[prefix + key] = value.to(at::kFloat);
  write_safetensors(place / file, out);
}

NetworkOptions small_passes() {
  NetworkOptions options;
  options.micro_batch = 4;
  return options;
}

/// x0 that the recorded F stands for: c_skip and c_out of EDM's preconditioning.
Tensor edm_data(const Tensor& f, const Tensor& y, double s) {
  const double d2 = 0.25, sum = s * s + d2;
  return d2 / sum * y + s * 0.5 / std::sqrt(sum) * f;
}

}  // namespace

TEST_CASE("weights that lack a tensor are refused by its name") {
  const auto lacking = [](const std::string& name, const std::string& what) {
    const auto& one = case_named(name);
    auto all = tensors(one);
    REQUIRE(std::erase_if(all, [&](const auto& each) { return each.first.starts_with(what); }) > 0);
    return unet_plan(one.at("architecture"), UNetWeights(all, "", at::kFloat), one.at("facts"),
                     name);
  };
  int biases = 0;
  for (const auto& one : cases())
    for (const auto& [key, value] : tensors(one)) {
      const bool bias = key.ends_with(".bias") || key.ends_with(".b");
      if (!bias || biases++ % 31) continue;  // some of them all
      const auto name = one.at("case").get<std::string>();
      INFO(name << " without " << key);
      CHECK_THROWS_WITH(lacking(name, key), ODELIA_CONTAINS("lacks the tensor '" + key + "'"));
    }
  CHECK(biases > 1000);
  // A norm before the attention, where diffusers makes one; behind blocks that are scaled and
  // shifted its middle has none.
  const std::string middle = "mid_block.attentions.0.group_norm.";
  CHECK_THROWS_WITH(lacking("unet_2d_ddpm", middle), ODELIA_CONTAINS(middle + "weight"));
  CHECK_THROWS_WITH(lacking("unet_2d_classes", "down_blocks.1.attentions.0.group_norm."),
                    ODELIA_CONTAINS("down_blocks.1.attentions.0.group_norm.weight"));
  // What the config speaks of.
  CHECK_THROWS_WITH(lacking("unet_2d_fourier", "time_proj."), ODELIA_CONTAINS("time_proj.weight"));
  CHECK_THROWS_WITH(lacking("unet_2d_classes", "class_embedding."),
                    ODELIA_CONTAINS("class_embedding.weight"));
}

TEST_CASE("facts of a network that is not computed here are refused") {
  const auto refused = [](const std::string& name, const std::string& key,
                          const nlohmann::json& value, const std::string& words) {
    const auto& one = case_named(name);
    const auto all = tensors(one);
    auto facts = one.at("facts");
    facts[key] = value;
    CHECK_THROWS_WITH(
        unet_plan(one.at("architecture"), UNetWeights(all, "", at::kFloat), facts, name),
        ODELIA_CONTAINS(words));
  };
  refused("score_sde_ddpmpp", "scale_by_sigma", true, "an NCSN++ of discrete levels");
  refused("edm2", "resample_filter", {1, 3, 3, 1}, "only [1, 1] runs here");
}

TEST_CASE("a checkpoint of public code becomes a folder that is sampled from", "[cli]") {
  const ProgramFolder place("unets");
  put_weights(place, "ddpmpp", "w.safetensors", "model.");
  const auto said = place.runs("checkpoint w.safetensors --out net --like edm_raw");
  CHECK_THAT(said, ODELIA_CONTAINS("SongUNet"));
  CHECK_THAT(said, ODELIA_CONTAINS("asked as 'edm_raw'"));

  // What it predicts is what the network's own code says, through the convention.
  const auto model = open_model(place / "net", small_passes());
  CHECK(model->sample_shape() == std::vector<int64_t>{3, 8, 8});
  const auto& one = case_named("ddpmpp");
  const auto single = plan_of(one, at::kDouble);
  const double s = 0.8, scale = 1 / std::sqrt(s * s + 0.25);
  const Tensor y = by_rule("y", {3, 3, 8, 8}).to(at::kFloat);
  const Tensor f =
      forward(single, (scale * y).to(at::kDouble), at::full({3}, std::log(s) / 4, at::kDouble), {});
  const Tensor expected = edm_data(f, y.to(at::kDouble), s);
  const Tensor x0 = model->predict(y, 1, s, Prediction::data);
  CHECK((x0 - expected).abs().max().item<double>() < 1e-5 * expected.abs().max().item<double>());
  // A row is the same to the bit whatever the others.
  CHECK(at::equal(model->predict(y.narrow(0, 2, 1), 1, s, Prediction::data), x0.narrow(0, 2, 1)));

  // In bfloat16 it is another answer, and says so.
  auto rough = small_passes();
  rough.precision = at::kBFloat16;
  const auto in_eight_bits = open_model(place / "net", rough);
  CHECK(in_eight_bits->precision() == at::kBFloat16);
  const Tensor near = in_eight_bits->predict(y, 1, s, Prediction::data);
  CHECK(!at::equal(near, x0));
  CHECK((near - expected).abs().max().item<double>() < 0.05 * expected.abs().max().item<double>());

  // Products with the Jacobian: v^T J w both ways.
  const Tensor v = by_rule("v", y.sizes()).to(at::kFloat),
               w = by_rule("w", y.sizes()).to(at::kFloat);
  const auto product = [&](ProductKind kind, const Tensor& with) {
    Tensor out = at::empty_like(y);
    model->predict(y, 1, s, Prediction::data, kind,
                   [&](int64_t from, int64_t rows, const Product& times) {
                     out.narrow(0, from, rows).copy_(times(with.narrow(0, from, rows)));
                   });
    return out.to(at::kDouble);
  };
  const Tensor backwards = (product(ProductKind::vjp, v) * w).sum(),
               forwards = (product(ProductKind::jvp, w) * v).sum();
  CHECK(std::abs((backwards - forwards).item<double>()) < 1e-5 * std::abs(forwards.item<double>()));

  place.runs(
      "sample --model net --process edm --grid karras --solver heun --steps 2 --seeds 0-2 "
      "--batch 3 --out a");
  place.runs(
      "sample --model net --process edm --grid karras --solver heun --steps 2 --seeds 2-2 "
      "--batch 1 --out b");
  CHECK(at::equal(read_npz(place / "a/samples.npz").at("arr_0").narrow(0, 2, 1),
                  read_npz(place / "b/samples.npz").at("arr_0")));
}

// EDM2's autoguidance: a network with classes by a small one without.
TEST_CASE("a network with classes is guided by one that knows none", "[guidance][cli]") {
  const ProgramFolder place("unets");
  put_weights(place, "ddpmpp_classes", "w.safetensors");
  put_weights(place, "ddpmpp", "g.safetensors");
  place.runs("checkpoint w.safetensors --out net --like edm_raw");
  place.runs("checkpoint g.safetensors --out guide --like edm_raw");
  const Labels labels{{3, 7}};
  auto options = small_passes();
  options.guidance.labels = labels;
  const auto own = open_model(place / "net", options), guide = open_model(place / "guide");
  options.guidance = {labels, {.w = 3}, place / "guide"};
  const auto guided = open_model(place / "net", options);
  const Tensor y = by_rule("y", {2, 3, 8, 8}).to(at::kFloat);
  const auto at_level = [&](const std::shared_ptr<ScoreModel>& model) {
    model->begin({0, 1});
    return model->predict(y, 1, 0.8, Prediction::data).to(at::kDouble);
  };
  const Tensor g = at_level(guide), expected = g + 3 * (at_level(own) - g);
  const double rounding = 1e-5 * expected.abs().max().item<double>();
  CHECK((at_level(guided) - expected).abs().max().item<double>() < rounding);
  const std::string run = "sample --process edm --grid karras --solver heun --steps 2 --seeds 0-1 ";
  place.runs(run + "--model net --labels 3,7 --guide guide --guidance 3 --out a");
  place.refuses(run + "--model guide --labels 3 --out b", "knows no classes");
  // The row of no class is no eleventh class, and may be the convention's null label.
  place.refuses(run + "--model net --labels 10 --out b", "label 10 is not in 0..9");
  const std::string by_itself = " --labels 3,7 --guidance 3 --out ";
  place.refuses(run + "--model net" + by_itself + "b", "edm_raw(null_label=10)");
  place.runs(run + "--model net --like 'edm_raw(null_label=10)'" + by_itself + "c");
  place.refuses(run + "--model net --like 'edm_raw(classes=10)' --labels 3 --out b",
                "by number here");
}

TEST_CASE("a likelihood of such a network is one number by VJP and by JVP") {
  constexpr int64_t kRows = 2;
  const auto process = make_process("ve(sigma_min=0.02,sigma_max=50)");
  const std::vector<uint64_t> seeds{1, 2};
  const Tensor x = by_rule("x", {kRows, 3, 8, 8});
  // float64: what is left is rounding along some dozen steps, and a factor of 1e3 for the network.
  for (const auto& [name, convention] :
       {std::pair{"ncsnpp", "edm_ve"}, {"ddpmpp", "edm_raw"}, {"edm2_unconditional", "edm_raw"}}) {
    INFO(name);
    const auto plan = std::make_shared<UNetPlan>(plan_of(case_named(name), at::kDouble));
    const auto density = [&](ProductKind kind) {
      const auto model = std::make_shared<ForeignModel>(
          make_convention(convention),
          ForeignOptions{.name = name, .shape = {3, 8, 8}, .type = at::kDouble, .micro_batch = 2},
          [plan](const Tensor& in, const Tensor& time, const Tensor& labels) {
            return forward(*plan, in, time, labels);
          });
      TraceOptions trace;
      trace.method = "hutchinson", trace.product = kind;
      const auto found = flow_log_density(
          plan_flow("test", "dopri5", {1e-3, 1e-3}, *process, process->t_min()), process, model,
          make_trace_estimator(trace, seeds, {3, 8, 8}, at::kDouble), kind, x, "prior");
      return found.log_prob / (3 * 8 * 8 * M_LN2);
    };
    const Tensor backwards = density(ProductKind::vjp), forwards = density(ProductKind::jvp);
    CHECK(std::isfinite(backwards.sum().item<double>()));
    CHECK((backwards - forwards).abs().max().item<double>() < 1e-9);
  }
}

TEST_CASE("odelia likelihood says so too, to float32's rounding", "[cli]") {
  const ProgramFolder place("unets");
  put_weights(place, "ncsnpp", "w.safetensors");
  place.runs("checkpoint w.safetensors --out net --like edm_ve");
  write_npz(place / "x.npz", {{"arr_0", (128 + 100 * by_rule("x", {2, 8, 8, 3})).to(at::kByte)}});
  const auto line = [&](const std::string& product) {
    place.runs(
        "likelihood --model net --process 've(sigma_min=0.02,sigma_max=50)' --data x.npz "
        "--images 0-1 --dequant uniform --rtol 1e-3 --atol 1e-3 --probes 1 --ode-images 0 "
        "--product " +
        product + " --out " + product);
    double bits = 0;
    std::ifstream records(place / (product + "/records.jsonl"));
    for (std::string text; std::getline(records, text);)
      bits += nlohmann::json::parse(text).at("bits_per_dim").get<double>();
    return bits / 2;
  };
  const double backwards = line("vjp"), forwards = line("jvp");
  CHECK(std::isfinite(backwards));
  CHECK(std::abs(backwards - forwards) < 1e-5);  // float32's rounding, in two orders of summation
}

TEST_CASE("what weights do not say is asked for, and what does not fit is refused", "[cli]") {
  const ProgramFolder place("unets");
  const auto refuses = [&](const std::string& arguments, const std::string& words) {
    const Call call = place(arguments);
    INFO(arguments << "\n" << call.out);
    CHECK(call.status == 2);
    CHECK_THAT(call.err, ODELIA_CONTAINS(words));
  };
  const std::string sample = " --process vp_linear --solver ddim --steps 2 --seeds 0-0 --out ";
  put_weights(place, "improved", "i.safetensors");
  CHECK_THAT(place.runs("checkpoint i.safetensors --out i"),
             ODELIA_CONTAINS("do not say how they are called"));
  refuses("sample --model i --like ddpm" + sample + "s", "give num_heads");
  CHECK_THAT(place.runs("checkpoint i.safetensors --out i --set num_heads=4 --like ddpm"),
             ODELIA_CONTAINS("give --shape 3xSIZExSIZE"));
  refuses("sample --model i --shape 1x8x8" + sample + "s", "images of 3 channels");
  CHECK_THAT(place.runs("checkpoint i.safetensors --out i --set num_heads=4 --set image_size=8 "
                        "--like ddpm"),
             ODELIA_CONTAINS("draws from it"));
  place.runs("sample --model i" + sample + "si");
  refuses("checkpoint i.safetensors --set num_heads=4", "go into the folder that --out names");
  refuses("checkpoint i.safetensors --out i --set num_heads", "KEY=VALUE");
  CHECK_THAT(
      place.runs("checkpoint i.safetensors --out i --like ddpm --set num_heads=4 --set heds=3"),
      ODELIA_CONTAINS("heds"));
  CHECK_THAT(place.runs("checkpoint i.safetensors --out i --like ddpm --set num_heads=7"),
             ODELIA_CONTAINS("does not divide into 7 heads"));

  // Classes: one that it lacks, and none where it has no label for that.
  put_weights(place, "adm", "a.safetensors");
  place.runs(
      "checkpoint a.safetensors --out a --like adm --set num_head_channels=16 "
      "--set image_size=8");
  refuses("sample --model a" + sample + "s", "--labels");
  refuses("sample --model a --labels 10" + sample + "s", "label 10 is not in 0..9");
  place.runs("sample --model a --labels 3" + sample + "sa");

  // A filter that is not what is computed for two taps.
  auto filtered = tensors(case_named("ddpmpp"));
  for (auto& [name, value] : filtered)
    if (name.ends_with("resample_filter"))
      value = at::tensor({0.36, 0.24, 0.24, 0.16}).view({1, 1, 2, 2});
  write_safetensors(place / "f.safetensors", filtered);
  CHECK_THAT(place.runs("checkpoint f.safetensors --out f --like edm_raw"),
             ODELIA_CONTAINS("for two taps of their mean"));

  // Weights changed afterwards, and a tensor that has no place.
  write_text(place / "a/model.safetensors", read_text(place / "i/model.safetensors"));
  CHECK(place("sample --model a --labels 3" + sample + "sa").status != 0);
  auto more = tensors(case_named("dhariwal"));
  more["enc.8x8_block0.more.weight"] = by_rule("more", {3});
  write_safetensors(place / "d.safetensors", more);
  CHECK_THAT(place.runs("checkpoint d.safetensors --out d --like edm_raw"),
             ODELIA_CONTAINS("1 tensors have no place"));
}

TEST_CASE("diffusers' own files beside the weights say the rest", "[cli]") {
  const ProgramFolder place("unets");
  put_weights(place, "unet_2d_ddpm", "unet.safetensors");
  CHECK_THAT(place.runs("checkpoint unet.safetensors --out net"),
             ODELIA_CONTAINS("do not say how they are called"));
  auto config = case_named("unet_2d_ddpm").at("facts");
  config["_class_name"] = "UNet2DModel";
  place.put("config.json", config.dump());
  place.put("scheduler_config.json", R"({"_class_name": "DDPMScheduler", "beta_start": 0.0001,
    "beta_end": 0.02, "beta_schedule": "linear", "num_train_timesteps": 1000,
    "prediction_type": "epsilon"})");
  CHECK_THAT(place.runs("checkpoint unet.safetensors --out net"), ODELIA_CONTAINS("draws from it"));
  place.runs("sample --model net --process vp_linear --solver ddim --steps 2 --seeds 0-0 --out s");
  // It is asked as the scheduler says: eps at index 499.
  const auto model = open_model(place / "net", small_passes());
  const double s = make_convention("ddpm(times=snapped)").table.at(499),
               alpha = 1 / std::sqrt(1 + s * s);
  const Tensor x = by_rule("x", {1, 3, 8, 8}).to(at::kFloat);
  const Tensor expected = forward(plan_of(case_named("unet_2d_ddpm"), at::kDouble),
                                  x.to(at::kDouble), at::full({1}, 499, at::kDouble), {});
  const Tensor eps = model->predict(x, alpha, s * alpha, Prediction::noise);
  CHECK((eps - expected).abs().max().item<double>() < 1e-5 * expected.abs().max().item<double>());

  // A file that the caller names is that file, and goes along, whatever its name.
  std::filesystem::create_directories(place / "there");
  place.put("there/v.json", R"({"_class_name": "DDPMScheduler", "prediction_type": "sample"})");
  place.runs("checkpoint unet.safetensors --out told --like 'diffusers(file=there/v.json)'");
  CHECK(read_json(place / "told/config.json").at("convention") ==
        "diffusers(file=scheduler_config.json)");
  CHECK(read_text(place / "told/scheduler_config.json") == read_text(place / "there/v.json"));
  const Tensor x0 =
      open_model(place / "told", small_passes())->predict(x, alpha, s * alpha, Prediction::data);
  CHECK((x0 - expected).abs().max().item<double>() < 1e-5 * expected.abs().max().item<double>());
  place.put("scheduler_config.json", "no JSON");
  place.refuses(
      "sample --model net --like 'diffusers(file=scheduler_config.json)' --process vp_linear "
      "--solver ddim --steps 2 --seeds 0-0 --out t",
      "scheduler_config.json");
  place.refuses("checkpoint unet.safetensors --out none --like 'diffusers(file=none.json)'",
                "none.json");
  CHECK(!std::filesystem::exists(place / "none"));
}

TEST_CASE("what EDM2's object was made with is how its network runs") {
  const ProgramFolder place("unets");
  put_weights(place, "edm2", "w.safetensors", "unet.");
  auto contents = open_checkpoint(place / "w.safetensors");
  auto& part = contents.parts.at(0);
  part.class_name = "training.networks_edm2.Precond";
  part.arguments = {{"channels_per_head", 32}, {"use_fp16", true}};
  const auto config = write_checkpoint_folder(contents, part, place / "net");
  CHECK(config.at("facts").dump() == R"({"channels_per_head":32})");
  const auto model = open_model(place / "net", small_passes());
  const double s = 0.8, scale = 1 / std::sqrt(s * s + 0.25);
  const Tensor y = by_rule("y", {2, 3, 8, 8}).to(at::kFloat);
  const Tensor f = forward(plan_of(case_named("edm2"), at::kDouble), (scale * y).to(at::kDouble),
                           at::full({2}, std::log(s) / 4, at::kDouble), {});
  const Tensor expected = edm_data(f, y.to(at::kDouble), s);
  const Tensor x0 = model->predict(y, 1, s, Prediction::data);
  CHECK((x0 - expected).abs().max().item<double>() < 1e-5 * expected.abs().max().item<double>());
  CHECK(facts_of_object("SongUNet", part.arguments).empty());
}

TEST_CASE(
    "a checkpoint's class says how its network is called, unless its arguments are unheard of") {
  using Json = nlohmann::ordered_json;
  CHECK(convention_of_object("EDMPrecond", Json{{"img_resolution", 32}}) == "edm_raw");
  CHECK(convention_of_object("Precond", Json{{"sigma_data", 0.5}}) == "edm_raw");
  CHECK(convention_of_object("EDMPrecond", Json{{"sigma_data", 0.25}}) ==
        "edm_raw(sigma_data=0.25)");
  CHECK(convention_of_object("VPPrecond", Json{{"beta_d", 19.9}}) == "edm_vp");
  CHECK(convention_of_object("VPPrecond", Json{{"beta_d", 10}}) == "");
  CHECK(convention_of_object("VEPrecond", Json::object()) == "edm_ve");
  CHECK(convention_of_object("iDDPMPrecond", Json{{"M", 1000}}) == "iddpm(steps=1000)");
  CHECK(convention_of_object("iDDPMPrecond", Json{{"M", 4000}}) == "");
  CHECK(convention_of_object("EDMPrecond", Json{{"args", {32, 3}}}) == "");  // by position
  CHECK(convention_of_object("UNet2DModel", Json::object()) == "");
}
