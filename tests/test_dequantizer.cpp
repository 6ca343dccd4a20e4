#include "tests/catch.h"

#include <filesystem>

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include "experiments/likelihood/run.h"
#include "experiments/train/tasks/dequantizer.h"
#include "models/data/npz.h"
#include "models/data/png.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/unet/unet.h"
#include "models/processes/processes.h"
#include "tests/temporary_folder.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

DequantizerConfig small(int64_t channels, int64_t size) { return {channels, size, 16, 3}; }

/// Every weight random, so that no zero layer hides a mistake.
DequantizerCheckpoint stirred(const DequantizerConfig& config) {
  DequantizerCheckpoint c{config, "test", "test", {}, make_dequantizer(config, 1)};
  at::manual_seed(2);
  for (auto& [name, value] : c.parameters) value = value + 0.06 * at::randn(value.sizes());
  return c;
}

double largest(const Tensor& x) { return x.abs().max().item<double>(); }

Tensor bytes(int64_t count, int64_t channels, int64_t size) {
  return at::randint(256, {count, channels, size, size}, at::kLong).to(at::kByte);
}

ImageSet images(int64_t count) {
  ImageSet set;
  set.images = bytes(count, 1, 8), set.name = "synthetic", set.split = "train";
  return set;
}

ScoreCheckpoint score_network(int64_t channels = 1) {
  ScoreCheckpoint c;
  c.network = unet({.channels = channels,
                    .size = 8,
                    .base = 16,
                    .multipliers = {1},
                    .blocks = {1},
                    .middle_blocks = 0,
                    .group_size = 16,
                    .embedding = 16});
  c.lambda_range = {-7, 6.3}, c.dataset = "synthetic";
  c.parameters = c.network->make(3);
  at::manual_seed(4);
  for (auto& [name, value] : c.parameters) value = value + 0.05 * at::randn(value.sizes());
  return c;
}

}  // namespace

TEST_CASE("log q is the density of u: the change of variables by automatic differentiation",
          "[dequantizer]") {
  const auto c = stirred(small(2, 2));  // 8 numbers, every one coupled with others
  at::manual_seed(5);
  const auto x = bytes(3, 2, 2), e = 2 * at::randn({3, 2, 2, 2});
  for (int64_t row = 0; row < 3; ++row) {
    at::AutoGradMode tracking(true);
    const auto leaf = e.narrow(0, row, 1).clone().requires_grad_(true);
    const auto out = dequantise(c.network, c.parameters, {}, x.narrow(0, row, 1), leaf);
    std::vector<Tensor> lines;
    for (int64_t i = 0; i < 8; ++i)
      lines.push_back(
          torch::autograd::grad({out.u.flatten()[i]}, {leaf}, {}, /*retain_graph=*/true)[0]
              .flatten());
    const double log_det = at::stack(lines).to(at::kDouble).det().abs().log().item<double>();
    // The standard logistic density 1 / (2 cosh(e / 2))^2.
    const double log_noise =
        (-2 * at::log(2 * at::cosh(0.5 * leaf.to(at::kDouble)))).sum().item<double>();
    // Determinants of eight float32 rows.
    CHECK(out.log_q[0].item<double>() == Approx(log_noise - log_det).margin(1e-3));
    CHECK((out.u > 0).all().item<bool>());
    CHECK((out.u < 1).all().item<bool>());
  }
}

TEST_CASE("q has mass one on the unit cube, and fresh weights are uniform", "[dequantizer]") {
  at::manual_seed(6);
  const auto x = bytes(1, 1, 2).expand({20000, 1, 2, 2});
  const auto e = logistic_of_normal(at::randn({20000, 1, 2, 2}, at::kDouble)).to(at::kFloat);
  const auto fresh = dequantise(small(1, 2), make_dequantizer(small(1, 2), 1), {}, x, e);
  CHECK(largest(fresh.log_q) < 1e-5);  // float32 noise against float64 densities
  CHECK(fresh.u.mean().item<double>() ==
        Approx(0.5).margin(0.005));  // 80,000 of variance 1/12: 0.001
  CHECK(fresh.u.var().item<double>() == Approx(1 / 12.0).margin(0.002));
  const auto c = stirred(small(1, 2));
  const auto log_q = dequantise(c.network, c.parameters, {}, x, e).log_q;
  // E_q[1 / q] is the volume of the cube; its standard error here is some 0.01.
  CHECK((-log_q).exp().mean().item<double>() == Approx(1).margin(0.05));
  CHECK(log_q.mean().item<double>() > 0.001);  // KL(q || uniform)
}

TEST_CASE("a row's dequantisation does not see the batch or the threads", "[dequantizer][bits]") {
  const Dequantizer flow(stirred(small(3, 6)));
  at::manual_seed(7);
  const auto x = bytes(37, 3, 6), z = at::randn({37, 3, 6, 6});
  const auto all = flow.draw(x, z);
  for (const int64_t n : {1, 2, 7}) {
    const Threads some(n == 2 ? 1 : at::get_num_threads());
    for (int64_t from = 0; from + n <= 37; from += n) {
      const auto some = flow.draw(x.narrow(0, from, n), z.narrow(0, from, n));
      CHECK(at::equal(some.u, all.u.narrow(0, from, n)));
      CHECK(at::equal(some.log_q, all.log_q.narrow(0, from, n)));
    }
  }
  CHECK_THROWS_WITH(flow.draw(x.to(at::kFloat), z), ODELIA_CONTAINS("expected uint8 images"));
  CHECK_THROWS_WITH(flow.draw(x, z.narrow(0, 0, 1)), ODELIA_CONTAINS("noise like them"));
  CHECK_THROWS_WITH(check(DequantizerConfig{1, 8, 0, 2}), ODELIA_CONTAINS("width"));
}

namespace {
/// A training task that begins elsewhere.
class From final : public TrainingTask {
 public:
  From(TrainingTask& task, ParameterSet start) : task_(task), start_(std::move(start)) {}
  ParameterSet initial(uint64_t) override { return clone(start_); }
  Tensor loss(ParameterSet& p, uint64_t seed, int64_t number) override {
    return task_.loss(p, seed, number);
  }
  nlohmann::json evaluate(const ParameterSet& p, bool thorough) override {
    return task_.evaluate(p, thorough);
  }
  void save(const ParameterSet& p, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    task_.save(p, folder, facts);
  }

 private:
  TrainingTask& task_;
  ParameterSet start_;
};
}  // namespace

TEST_CASE("training a dequantiser tightens the network's bound", "[dequantizer][training]") {
  const TemporaryFolder folder("dequantizer");
  // A network that sees nothing within a bin: its best dequantisation is the uniform one.
  save_checkpoint(folder / "score", score_network());
  at::manual_seed(8);
  const auto task = dequantizer_task(small(1, 8), {folder / "score"}, 16, images(64), images(32));
  From stirred_task(*task, stirred(small(1, 8)).parameters);
  LoopConfig loop;
  loop.steps = 150, loop.batch = 16, loop.warmup = 5, loop.optimizer.lr = 1e-2, loop.ema = 0.9,
  loop.clip = 1;
  const auto excess = [](const nlohmann::json& measured) {
    return measured.at("bound").get<double>() - measured.at("bound_uniform").get<double>();
  };
  const double before = excess(task->evaluate(stirred(small(1, 8)).parameters, true));
  run_training(stirred_task, loop, folder / "flow", [](const std::string&) {});
  const auto loaded = load_dequantizer_checkpoint(folder / "flow");
  const double after = excess(task->evaluate(loaded.parameters, true));
  INFO(before << " before, " << after << " after");
  CHECK(before > 0.04);
  CHECK(after < 0.2 * before);
  CHECK(loaded.model == folder / "score");
  // Where the bound begins: as asked, or as near as the network goes.
  const auto process = make_process("vp_linear");
  CHECK(loaded.training.at("t_min").get<double>() == Approx(process->t_of_lambda(6.3)));
  const auto farther =
      dequantizer_task(small(1, 8), {folder / "score", 1e-2}, 16, images(4), images(4));
  CHECK(farther->evaluate(loaded.parameters, false).at("t_min").get<double>() == Approx(1e-2));
  CHECK_THROWS_WITH(load_dequantizer_checkpoint(folder / "score"),
                    ODELIA_CONTAINS("expected 'dequantizer'"));
  CHECK_THROWS_WITH(dequantizer_task(small(1, 8), {}, 16, images(4), images(4)),
                    ODELIA_CONTAINS("must name the score network"));
}

TEST_CASE("a likelihood says which files of its data were converted", "[likelihood]") {
  const TemporaryFolder folder("dequantizer");
  std::filesystem::create_directories(folder / "images");
  at::manual_seed(10);
  write_png(folder / "images/a.png", bytes(1, 3, 8)[0]);
  write_png(folder / "images/b.png", bytes(1, 1, 8)[0]);
  save_checkpoint(folder / "score", score_network(3));
  LikelihoodConfig c;
  c.model = folder / "score", c.data = folder / "images", c.dequant = "uniform", c.ode_images = 0;
  const nlohmann::ordered_json one = {{"grey among colours", 1}};
  CHECK(LikelihoodRun(c).conventions().at("data_files") == one);
  CHECK(LikelihoodRun(c).identity().at("data_files") == one);
  std::filesystem::remove(folder / "images/b.png");
  CHECK_FALSE(LikelihoodRun(c).conventions().contains("data_files"));  // nothing was
}

TEST_CASE("a variational likelihood is that of y less log q, for flow and bound",
          "[dequantizer][likelihood]") {
  const TemporaryFolder folder("dequantizer");
  save_checkpoint(folder / "score", score_network());
  auto flow = stirred(small(1, 8));
  save_checkpoint(folder / "flow", flow, at::kFloat);
  at::manual_seed(9);
  write_npz(folder / "bytes.npz", {{"arr_0", bytes(3, 1, 8)}});
  LikelihoodConfig c;
  c.model = folder / "score", c.data = folder / "bytes.npz", c.rtol = 1e-3, c.ode_images = 0;
  c.bound = "continuous", c.bound_samples = 4, c.t_min = 1e-3;
  c.dequant = "variational", c.dequantizer = folder / "flow";
  LikelihoodRun run(c);
  const auto records = run.run(0, 3);
  CHECK(run.conventions().at("dequantisation") == "variational");

  const auto data = load_likelihood_data(c, {1, 8, 8});
  std::vector<uint64_t> seeds;
  for (int64_t i = 0; i < 3; ++i) seeds.push_back(sample_seed(0, i, 0));
  const auto mapped = data_map(c, data, true).to_model(data.raw, seeds);
  CHECK((mapped.y * 127.5 + 127.5 - data.raw).abs().max().item<double>() <= 0.5);  // in its bin
  write_npz(folder / "y.npz", {{"arr_0", mapped.y}});
  LikelihoodConfig plain = c;
  plain.data = folder / "y.npz", plain.dequant = "unset", plain.dequantizer.clear();
  const auto densities = LikelihoodRun(plain).run(0, 3);
  for (size_t i = 0; i < 3; ++i) {
    const double log_q = mapped.log_q[static_cast<int64_t>(i)].item<double>();
    const double shift = (log_q / 64 + std::log(127.5)) / M_LN2;  // the same path and probes
    CHECK(records[i].bits_per_dim == Approx(densities[i].bits_per_dim + shift).epsilon(1e-9));
    CHECK(records[i].bound == Approx(densities[i].bound + shift).epsilon(1e-9));
  }
  c.dequantizer.clear();
  CHECK_THROWS_WITH(LikelihoodRun(c), ODELIA_CONTAINS("go together"));
}

TEST_CASE("uniform dequantisation is uniform within a byte's bin", "[dequantizer][likelihood]") {
  constexpr int64_t n = 10000;
  DataMap map;
  map.scale = 1 / 127.5, map.offset = -1, map.dequantises = true;
  std::vector<uint64_t> seeds;
  for (int64_t i = 0; i < n; ++i) seeds.push_back(sample_seed(0, i, 0));
  for (const int64_t byte : {0, 77, 255}) {
    INFO(byte);
    const auto mapped = map.to_model(at::full({n, 1}, byte, at::kByte), seeds);
    const auto u = (mapped.y + 1) * 127.5 - byte + 0.5;
    CHECK(mapped.log_q.eq(0).all().item<bool>());
    // In [0, 1) but for the roundings of the map and of the way back, 1e-13 of 255.
    CHECK(u.min().item<double>() > -1e-10);
    CHECK(u.max().item<double>() < 1 + 1e-10);
    // Four standard errors: of the mean by 1/12, of the squares by 1/180.
    CHECK(u.mean().item<double>() == Approx(0.5).margin(4 * std::sqrt(1 / 12.0 / n)));
    CHECK((u - 0.5).square().mean().item<double>() ==
          Approx(1 / 12.0).margin(4 * std::sqrt(1 / 180.0 / n)));
  }
}
