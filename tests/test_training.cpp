#include "tests/catch.h"

#include <ATen/Parallel.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "experiments/train_config.h"
#include "experiments/train_loop.h"

using namespace odelia;

namespace {

struct Folder {
  std::filesystem::path path = std::filesystem::path(ODELIA_BINARY_DIR) / "test_training.tmp";
  Folder() { std::filesystem::remove_all(path), std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

ImageSet images(int64_t count, int64_t channels = 1, int64_t size = 8) {
  at::manual_seed(4);
  ImageSet set;
  set.labels = at::arange(count).remainder(3);
  // Brightness tells the class.
  set.images = (set.labels.view({-1, 1, 1, 1}) * 80 +
                at::randint(20, {count, channels, size, size}, at::kLong))
                   .to(at::kByte);
  set.name = "synthetic", set.split = "train";
  return set;
}

ScoreCheckpoint tiny(Target target = Target::noise) {
  ScoreCheckpoint c;
  c.network.size = 8, c.network.base = 8, c.network.multipliers = {1}, c.network.blocks = {1};
  c.network.middle_blocks = 0, c.network.group_size = 4, c.network.embedding = 8;
  c.target = target, c.dataset = "synthetic";
  return c;
}

LoopConfig loop(int64_t steps, const char* optimizer = "adamw") {
  LoopConfig c;
  c.steps = steps, c.batch = 8, c.warmup = 2, c.optimizer.name = optimizer,
  c.config_text = "config";
  return c;
}

void quiet(const std::string&) {}

/// Passes everything on, and stops the program's life at one step.
class Killed final : public TrainingTask {
 public:
  Killed(std::unique_ptr<TrainingTask> task, int64_t at) : task_(std::move(task)), at_(at) {}
  ParameterSet initial(uint64_t seed) override { return task_->initial(seed); }
  bool trains(const std::string& name) const override { return task_->trains(name); }
  Tensor loss(ParameterSet& p, uint64_t seed, int64_t number) override {
    if (number == at_) throw std::runtime_error("killed");
    return task_->loss(p, seed, number);
  }
  nlohmann::json evaluate(const ParameterSet& p, bool thorough) override {
    return task_->evaluate(p, thorough);
  }
  void save(const ParameterSet& p, const std::filesystem::path& f,
            const nlohmann::json& facts) override {
    task_->save(p, f, facts);
  }

 private:
  std::unique_ptr<TrainingTask> task_;
  int64_t at_;
};

bool same(const ParameterSet& a, const ParameterSet& b) {
  for (const auto& [name, value] : a)
    if (!value.equal(b.at(name))) return false;
  return a.size() == b.size();
}

ParameterSet one(Tensor value) {
  value.set_requires_grad(true);
  return {{"w", value}};
}

}  // namespace

TEST_CASE("a run that is killed and started again ends with the same weights to the bit",
          "[training]") {
  const auto [optimizer, classify] =
      GENERATE(std::pair{"adamw", false}, std::pair{"muon", false}, std::pair{"muon", true});
  at::set_num_threads(1);  // tiny tensors: threads would only wait for one another
  const bool classifier = classify;
  const auto make = [&]() -> std::unique_ptr<TrainingTask> {
    if (!classifier) return score_task(tiny(), {}, 8, at::kFloat, images(20), images(10));
    ClassifierConfig c;
    c.widths = {4, 6};
    return classifier_task(c, {}, 8, at::kFloat, images(20), images(10));
  };
  Folder folder;
  auto config = loop(5, optimizer);
  config.save_minutes = 0;  // after every step
  const auto whole = run_training(*make(), config, folder.path / "whole", quiet);
  Killed killed(make(), 3);
  CHECK_THROWS_WITH(run_training(killed, config, folder.path / "parts", quiet), "killed");
  const auto parts = run_training(*make(), config, folder.path / "parts", quiet);
  CHECK(same(whole, parts));

  config.config_text = "another config";
  CHECK_THROWS_WITH(run_training(*make(), config, folder.path / "parts", quiet),
                    ODELIA_CONTAINS("belongs to a run with another config"));
  if (!classifier)
    CHECK(load_score_checkpoint(folder.path / "whole").training.at("images_seen") == 40);
}

TEST_CASE("further averages are those that a run with their decay would keep", "[training]") {
  at::set_num_threads(1);
  const auto make = [] { return score_task(tiny(), {}, 8, at::kFloat, images(20), images(10)); };
  Folder folder;
  auto config = loop(12);
  config.save_minutes = 0, config.ema = 0.9;
  config.further_ema = {0.5, 0.75};
  Killed killed(make(), 7);
  CHECK_THROWS_WITH(run_training(killed, config, folder.path / "all", quiet), "killed");
  run_training(*make(), config, folder.path / "all", quiet);
  for (double decay : config.further_ema) {
    auto alone = loop(12);
    alone.ema = decay;
    run_training(*make(), alone, folder.path / "one", quiet);
    const auto kept =
        load_score_checkpoint(folder.path / "all" / fmt::format("ema-{}", decay)).parameters;
    CHECK(same(kept, load_score_checkpoint(folder.path / "one").parameters));
    std::filesystem::remove_all(folder.path / "one");
  }
}

TEST_CASE("training lowers the loss it is given", "[training]") {
  const auto target =
      GENERATE(Target::noise, Target::data, Target::velocity, Target::flow, Target::edm);
  Folder folder;
  ScoreObjective objective;
  objective.target = target;
  auto description = tiny(target);
  if (target == Target::edm) {
    description.network.sigma_data = 0.5;
    objective.levels = "lognormal", objective.weighting = Weighting::edm;
  }
  auto task = score_task(description, objective, 8, at::kFloat, images(30), images(10));
  auto config = loop(50, "muon");
  config.optimizer.lr = 5e-3, config.ema = 0.9;
  auto start = task->initial(0);
  const auto trained = run_training(*task, config, folder.path, quiet);
  auto end = clone(trained);
  // The same ten batches for both; an untrained network's output is zero.
  double before = 0, after = 0;
  at::NoGradGuard no_grad;
  for (int i = 0; i < 10; ++i)
    before += task->loss(start, 9, i).item<double>(), after += task->loss(end, 9, i).item<double>();
  INFO(to_string(target));
  CHECK(after < 0.8 * before);
}

TEST_CASE("a classifier learns what is easy", "[training]") {
  Folder folder;
  ClassifierConfig c;
  c.widths = {4, 6};
  auto task = classifier_task(c, {}, 20, at::kFloat, images(200), images(30));
  auto config = loop(40);
  config.optimizer.lr = 0.02, config.ema = 0, config.batch = 20;
  const auto trained = run_training(*task, config, folder.path, quiet);
  CHECK(task->evaluate(trained, true).at("accuracy").get<double>() > 0.9);
}

TEST_CASE("AdamW's first step is its learning rate times the gradient's sign, after the decay",
          "[optimizer]") {
  OptimizerConfig c;
  c.lr = 0.1, c.weight_decay = 0.5;
  auto p = one(at::tensor({1.0, -2.0, 3.0, 4.0}, at::kDouble).view({2, 2}));
  const auto before = p.at("w").detach().clone(),
             gradient = at::tensor({5.0, -1e-3, 2.0, -7.0}, at::kDouble).view({2, 2});
  Optimizer optimizer(c, p);
  (p.at("w") * gradient).sum().backward();
  optimizer.step(p, 1, 0.5);
  // Both corrections cancel the moments' (1 - beta); eps = 1e-8 against 1e-3 leaves 1e-5.
  const auto expected = before * (1 - 0.05 * 0.5) - 0.05 * gradient.sign();
  CHECK((p.at("w") - expected).abs().max().item<double>() < 1e-6);
  CHECK(!p.at("w").grad().defined());
  CHECK_THROWS_WITH(Optimizer({.name = "adam"}, p),
                    ODELIA_CONTAINS("unknown optimizer 'adam'; known: adamw, muon"));
}

TEST_CASE("Muon moves every direction at about the same speed", "[optimizer]") {
  at::manual_seed(1);
  const auto m = at::randn({12, 40}) * at::logspace(-1, 1, 12).unsqueeze(1);
  for (const auto& matrix : {m, m.t()}) {
    const auto s = std::get<1>(at::linalg_svd(orthogonalize(matrix), false));
    // The quintic's fixed band for singular values above 1e-2 of the norm.
    CHECK(s.min().item<double>() > 0.6);
    CHECK(s.max().item<double>() < 1.25);
  }
  OptimizerConfig c;
  c.name = "muon", c.muon_lr = 1, c.muon_normalize = true;
  auto p = one(at::randn({4, 8, 3, 3}));
  Optimizer optimizer(c, p);
  p.at("w").square().sum().backward();
  optimizer.step(p, 1, 0);
  CHECK(p.at("w").detach().norm().item<double>() ==
        Approx(2).epsilon(1e-5));  // sqrt(rows), before a step of length 0
}

TEST_CASE("clipping scales all gradients by their joint norm", "[optimizer]") {
  ParameterSet p = {{"a", at::zeros({2})}, {"b", at::zeros({1})}};
  for (auto& [name, value] : p) value.set_requires_grad(true);
  p.at("a").mutable_grad() = at::tensor({3.0f, 0.0f});
  p.at("b").mutable_grad() = at::tensor({4.0f});
  CHECK(clip_gradients(p, 10) == Approx(5));
  CHECK(p.at("b").grad()[0].item<double>() == 4);
  CHECK(clip_gradients(p, 1) == Approx(5));
  CHECK(p.at("a").grad()[0].item<double>() == Approx(0.6));
}

TEST_CASE("averages and learning rates follow their formulas", "[training]") {
  auto p = one(at::tensor({4.0, 8.0}, at::kDouble));
  ParameterSet average = {{"w", at::tensor({0.0, 4.0}, at::kDouble)}};
  update_average(average, p, 0.75);
  CHECK(average.at("w").equal(at::tensor({1.0, 5.0}, at::kDouble)));
  LoopConfig c;
  c.warmup = 10, c.decay_from = 0.5;
  CHECK(learning_rate_factor(c, 0, 0) == Approx(0.1));
  CHECK(learning_rate_factor(c, 50, 0.5) == 1);
  CHECK(learning_rate_factor(c, 75, 0.75) == Approx(0.5));
  CHECK(learning_rate_factor(c, 99, 1) == 0);
  c.schedule = "cosine";
  CHECK(learning_rate_factor(c, 75, 0.625) == Approx(0.5 + 0.25 * M_SQRT2));
  c.schedule = "constant";
  CHECK(learning_rate_factor(c, 99, 1) == 1);
}

TEST_CASE("noise levels are stratified over the schedule they come from", "[training]") {
  // DDPM's published endpoints: beta_1 = 1e-4, alpha_bar_1000 = 4.0358e-5.
  CHECK(ddpm_lambda(1) == Approx(0.5 * std::log(0.9999 / 1e-4)).epsilon(1e-9));
  CHECK(ddpm_lambda(1000) == Approx(0.5 * std::log(4.0358e-5)).epsilon(1e-4));
  CHECK(ddpm_lambda(1.5) == Approx(0.5 * (ddpm_lambda(1) + ddpm_lambda(2))));
  const std::vector<double> u(4, 0.5);
  ScoreObjective o;
  CHECK(draw_levels(o, u)[1] == Approx(ddpm_lambda(1 + 999 * 0.375)));
  o.levels = "ddpm_discrete";
  CHECK(draw_levels(o, u)[3] == ddpm_lambda(876));
  o.levels = "lognormal";
  CHECK(draw_levels(o, u)[0] ==
        Approx(1.2 + 1.2 * 1.1503493804));  // minus the normal quantile of 1/8
  o.outer_share = 0.5, o.lambda_range = {-8, 8};
  CHECK(draw_levels(o, u)[0] == Approx(-4));
  CHECK(draw_levels(o, u)[1] == Approx(4));
}

TEST_CASE("the noise-prediction MSE of a network that says zero is the noise's variance",
          "[training]") {
  auto c = tiny();
  c.parameters = make_unet(c.network, 1);
  const auto cast = cast_unet(c.parameters, at::kFloat);
  const auto set = images(50);
  // 50 * 4 * 64 squared normals: standard error sqrt(2/12800) = 0.0125, four of them.
  CHECK(noise_prediction_mse(c, cast, set.images, 4) == Approx(1).margin(0.05));
  CHECK(noise_prediction_mse(c, cast, set.images, 4) ==
        noise_prediction_mse(c, cast, set.images, 4));
}

TEST_CASE("every epoch shows each image once, in an order that the seed decides", "[training]") {
  DataOrder order(10, 4);
  std::set<int64_t> seen;
  const auto first =
      at::cat({order.batch(1, 0), order.batch(1, 1), order.batch(1, 2)}).narrow(0, 0, 10);
  for (int i = 0; i < 10; ++i) seen.insert(first[i].item<int64_t>());
  CHECK(seen.size() == 10);
  CHECK(DataOrder(10, 4).batch(1, 2).equal(order.batch(1, 2)));
  CHECK(!DataOrder(10, 10).batch(2, 0).equal(DataOrder(10, 10).batch(1, 0)));
}

TEST_CASE("shifted images reflect at the border", "[training]") {
  const auto x = at::arange(9, at::kByte).view({1, 1, 3, 3});
  const auto shift = [&](int64_t dy, int64_t dx) {
    return shift_images(x, at::tensor(std::vector<int64_t>{dy, dx}).view({1, 2}), 1);
  };
  CHECK(shift(0, 0).equal(x));
  const auto down = shift(1, 0);  // rows 1, 2, and 1 again
  CHECK(down[0][0][0].equal(x[0][0][1]));
  CHECK(down[0][0][2].equal(x[0][0][1]));
  CHECK(shift(0, -1)[0][0].select(1, 0).equal(x[0][0].select(1, 1)));
}

TEST_CASE("a training config is read strictly", "[training][errors]") {
  Folder folder;
  const auto file = (folder.path / "config.toml").string();
  const auto read = [&](const std::string& text, const std::vector<std::string>& settings = {}) {
    std::ofstream(file) << text;
    return read_train_config(file, settings);
  };
  const std::string good =
      "task = 'score'\ndataset = 'mnist'\n[network]\nbase = 16\n[budget]\nsteps = 5\n";
  const auto c =
      read(good, {"optimizer.lr=0.5", "objective.target=velocity", "network.blocks=[2,2]"});
  CHECK(c.network.base == 16);
  CHECK(c.network.blocks == std::vector<int64_t>{2, 2});
  CHECK(c.loop.optimizer.lr == 0.5);
  CHECK(c.objective.target == Target::velocity);
  CHECK(c.loop.config_text ==
        read(good + "minutes = 3\n",
             {"optimizer.lr=0.5", "objective.target=velocity", "network.blocks=[2,2]"})
            .loop.config_text);
  CHECK_THROWS_WITH(read(good + "[optimiser]\nlr = 1\n"),
                    ODELIA_CONTAINS("unknown field 'optimiser'"));
  CHECK_THROWS_WITH(read(good, {"training.batch=big"}),
                    ODELIA_CONTAINS("'batch' must be an integer, got \"big\""));
  CHECK_THROWS_WITH(read(good, {"training.batch=0"}), ODELIA_CONTAINS("batch must be at least 1"));
  CHECK_THROWS_WITH(read(good, {"lr"}), ODELIA_CONTAINS("--set needs key=value, got 'lr'"));
  CHECK_THROWS_WITH(read("task = \n"), ODELIA_CONTAINS("line 1"));
  CHECK_THROWS_WITH(read("dataset = 'mnist'"), ODELIA_CONTAINS("'task' is missing"));
  CHECK_THROWS_WITH(read("task = 'sing'\ndataset = 'mnist'"),
                    ODELIA_CONTAINS("known: classifier, dequantizer, score"));
  auto task = score_task(tiny(), {}, 8, at::kFloat, images(10), images(10));
  CHECK_THROWS_WITH(run_training(*task, LoopConfig{}, folder.path, quiet),
                    ODELIA_CONTAINS("steps or minutes"));
}
