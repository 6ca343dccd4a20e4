#include "tests/catch.h"

#include <fmt/ranges.h>
#include <filesystem>
#include <fstream>
#include <set>

#include "experiments/command/hashes.h"
#include "experiments/train/config.h"
#include "experiments/train/loop.h"
#include "experiments/train/tasks/classifier.h"
#include "experiments/train/tasks/score.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/score/unet/unet.h"
#include "tests/killed_task.h"
#include "tests/operators.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"
#include "tests/threads.h"
#include "tests/training.h"

using namespace odelia;

namespace {

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

UNetConfig tiny_unet() {
  return {.size = 8,
          .base = 8,
          .multipliers = {1},
          .blocks = {1},
          .middle_blocks = 0,
          .group_size = 4,
          .embedding = 8};
}

ScoreCheckpoint tiny(Target target = Target::noise, const UNetConfig& network = tiny_unet()) {
  ScoreCheckpoint c;
  c.network = unet(network);
  c.target = target, c.dataset = "synthetic";
  return c;
}

/// Spoils the loss of one step.
class Spoilt final : public WrappedTask {
 public:
  using Spoil = std::function<Tensor(const Tensor& loss, ParameterSet& parameters)>;
  Spoilt(std::unique_ptr<TrainingTask> task, int64_t at, Spoil spoil)
      : WrappedTask(std::move(task)), at_(at), spoil_(std::move(spoil)) {}
  Tensor loss(ParameterSet& p, uint64_t seed, int64_t number) override {
    const auto loss = WrappedTask::loss(p, seed, number);
    return number == at_ ? spoil_(loss, p) : loss;
  }

 private:
  int64_t at_;
  Spoil spoil_;
};

std::unique_ptr<TrainingTask> tiny_task(double dropout = 0) {
  UNetConfig network = tiny_unet();
  network.dropout = dropout;
  return score_task(tiny(Target::noise, network), {}, 8, at::kFloat, images(20), images(10));
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
  const Threads one(1);  // tiny tensors: threads would only wait for one another
  const bool classifier = classify;
  const auto make = [&]() -> std::unique_ptr<TrainingTask> {
    if (!classifier) return score_task(tiny(), {}, 8, at::kFloat, images(20), images(10));
    ClassifierConfig c;
    c.widths = {4, 6};
    return classifier_task(c, {}, 8, at::kFloat, images(20), images(10));
  };
  const TemporaryFolder folder("training");
  auto config = loop(5, optimizer);
  config.save_minutes = 0;  // after every step
  const auto whole = run_training(*make(), config, folder / "whole", quiet);
  Killed killed(make(), 3);
  CHECK_THROWS_WITH(run_training(killed, config, folder / "parts", quiet), "killed");
  const auto parts = run_training(*make(), config, folder / "parts", quiet);
  CHECK(same(whole, parts));

  config.config_text = "another config";
  CHECK_THROWS_WITH(run_training(*make(), config, folder / "parts", quiet),
                    ODELIA_CONTAINS("belongs to a run with another config"));
  if (!classifier) CHECK(load_score_checkpoint(folder / "whole").training.at("images_seen") == 40);
}

TEST_CASE("further averages are those that a run with their decay would keep", "[training]") {
  const Threads one(1);
  const auto make = [] { return score_task(tiny(), {}, 8, at::kFloat, images(20), images(10)); };
  const TemporaryFolder folder("training");
  auto config = loop(12);
  config.save_minutes = 0, config.ema = 0.9;
  config.further_ema = {0.5, 0.75};
  Killed killed(make(), 7);
  CHECK_THROWS_WITH(run_training(killed, config, folder / "all", quiet), "killed");
  run_training(*make(), config, folder / "all", quiet);
  for (double decay : config.further_ema) {
    auto alone = loop(12);
    alone.ema = decay;
    run_training(*make(), alone, folder / "one", quiet);
    const auto kept =
        load_score_checkpoint(folder.path() / "all" / fmt::format("ema-{}", decay)).parameters;
    CHECK(same(kept, load_score_checkpoint(folder / "one").parameters));
    std::filesystem::remove_all(folder / "one");
  }
}

TEST_CASE("an average that is asked for twice is refused", "[training][errors]") {
  auto config = loop(2);
  config.ema = 0.9, config.further_ema = {0.5, 0.75};
  CHECK_NOTHROW(check(config));
  config.further_ema = {0.5, 0.75, 0.5};
  CHECK_THROWS_WITH(check(config), ODELIA_CONTAINS("further_ema names 0.5 twice"));
  config.further_ema = {0.9};
  CHECK_THROWS_WITH(check(config), ODELIA_CONTAINS("further_ema names 0.9, as training.ema does"));
}

TEST_CASE("a run takes away what killed ones had not finished writing, and nothing else",
          "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  const auto run = folder.path() / "run";
  run_training(*tiny_task(), loop(1), run, quiet);
  const std::vector<std::string> unfinished = {"state.next.safetensors.12-0.tmp",
                                               "model.safetensors.12-3.tmp",
                                               "ema-0.5/config.json.9-1.tmp",
                                               "reconstructions.png.3-0.tmp",
                                               "data.json.3-0.tmp",
                                               "run.json.3-0.tmp",
                                               "autoencoder/model.safetensors.3-1.tmp",
                                               "ema-0.5/autoencoder/config.json.3-2.tmp"};
  const std::vector<std::string> others = {"notes.tmp",           "state.txt",
                                           "mine/state.1-1.tmp",  "state.old.tmp",
                                           "samples.png.3-x.tmp", "autoencoder/notes.tmp"};
  for (const char* inner : {"ema-0.5/autoencoder", "autoencoder", "mine"})
    std::filesystem::create_directories(run / inner);
  for (const auto& names : {unfinished, others})
    for (const auto& name : names) std::ofstream(run / name) << "x";
  run_training(*tiny_task(), loop(2), run, quiet);
  for (const auto& name : unfinished) CHECK(!std::filesystem::exists(run / name));
  for (const auto& name : others) CHECK(std::filesystem::exists(run / name));
}

TEST_CASE("averages that a short run cannot tell apart are measured once", "[training]") {
  const Threads one(1);
  struct Counted : WrappedTask {
    using WrappedTask::WrappedTask;
    nlohmann::json evaluate(const ParameterSet& average, bool thorough) override {
      ++measured;
      return WrappedTask::evaluate(average, thorough);
    }
    int measured = 0;
  };
  const TemporaryFolder folder("training");
  auto config = loop(12);
  config.ema = 0.9, config.further_ema = {0.999, 0.9999, 0.5};
  Counted counted(score_task(tiny(), {}, 8, at::kFloat, images(20), images(10)));
  CHECK(counted.network() == tiny_task()->network());
  run_training(counted, config, folder / "run", quiet);
  CHECK(counted.measured == 2);  // of 0.5 too, for the others are all 13/22 at most
  const auto at = [&](const std::string& name) {
    return load_score_checkpoint(folder.path() / "run" / name).training;
  };
  CHECK(at("").at("ema") == Approx(13.0 / 22));
  CHECK(at("ema-0.9999") == at(""));
  CHECK(at("ema-0.5").at("ema") == 0.5);
  CHECK(at("ema-0.5").at("noise_mse") != at("").at("noise_mse"));
}

TEST_CASE("a budget of minutes ends however often a run measures", "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  auto config = loop(0);
  config.minutes = 1e-3, config.evaluate_minutes = 0;
  run_training(*tiny_task(), config, folder / "run", quiet);  // measuring is all that costs nothing
  CHECK(load_score_checkpoint(folder / "run").training.at("steps").get<int64_t>() > 0);
}

TEST_CASE("weights kept on the way are those of a run that ends there", "[training]") {
  const Threads one(1);
  const auto make = [] { return score_task(tiny(), {}, 8, at::kFloat, images(20), images(10)); };
  const TemporaryFolder folder("training");
  auto config = loop(9);
  config.keep_images = 24, config.schedule = "constant";
  config.evaluate_minutes = 0;  // after every step
  run_training(*make(), config, folder / "all", quiet);
  std::set<std::string> kept;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "all"))
    if (const auto name = entry.path().filename().string(); name.starts_with("images-"))
      kept.insert(name);
  CHECK(kept == std::set<std::string>{"images-000000024", "images-000000048", "images-000000072"});
  auto shorter = config;
  shorter.steps = 6, shorter.keep_images = 0;
  run_training(*make(), shorter, folder / "six", quiet);
  const auto on_the_way = load_score_checkpoint(folder / "all/images-000000048"),
             end = load_score_checkpoint(folder / "six");
  CHECK(same(on_the_way.parameters, end.parameters));
  CHECK(on_the_way.training.at("images_seen") == 48);
  CHECK(on_the_way.training.at("noise_mse").get<double>() > 0);
  config.keep_images = 20;  // not a multiple of the batch: the first step at or after it
  run_training(*make(), config, folder / "odd", quiet);
  CHECK(std::filesystem::exists(folder / "odd/images-000000024"));
  CHECK(std::filesystem::exists(folder / "odd/images-000000040"));
  CHECK(std::filesystem::exists(folder / "odd/images-000000064"));
  CHECK(!std::filesystem::exists(folder / "odd/images-000000048"));
}

TEST_CASE("a run that diverges keeps its last finite state and goes on from it", "[training]") {
  const Threads one(1);
  const std::string with_lr = R"({"optimizer": {"lr": %}, "task": "score"})";
  const auto text = [&](const char* lr) { return std::string(with_lr).replace(21, 1, lr); };
  const auto value = GENERATE(false, true);
  const Spoilt::Spoil spoil = [&](const Tensor& loss, ParameterSet& p) {
    if (value) return loss * std::nan("");
    return loss + (p.at("head.bias") * 0).sqrt().sum();  // finite; its gradient is 0 * inf
  };
  const TemporaryFolder folder("training");
  auto config = loop(6);
  config.save_minutes = 0, config.config_text = text("1e3");
  const auto file = folder.path() / "run" / "state.safetensors";
  Spoilt task(tiny_task(), 3, spoil);
  CHECK_THROWS_WITH(run_training(task, config, folder / "run", quiet),
                    ODELIA_CONTAINS("lower the learning rate") && ODELIA_CONTAINS("goes on from"));
  CHECK(!std::filesystem::exists(folder / "run/model.safetensors"));
  const auto kept = read_safetensors(file.string());
  // That of the last step but one, or of the last, whose loss was finite.
  const int64_t step = value ? 2 : 3;
  CHECK(kept.at("step").item<int64_t>() == step);
  for (const auto& [name, tensor] : kept) CHECK(tensor.isfinite().all().item<bool>());

  config.config_text = text("1e-3"), config.optimizer.lr = 5e-4;
  run_training(*tiny_task(), config, folder / "run", quiet);
  const auto settings = load_score_checkpoint(folder / "run").training.at("settings");
  REQUIRE(settings.size() == 2);
  CHECK(settings[0].at("step") == 0);
  CHECK(settings[0].at("lr") == 1e-3);
  CHECK(settings[1].at("step") == step);
  CHECK(settings[1].at("lr") == 5e-4);

  // A state that an older program wrote after it had diverged.
  auto broken = read_safetensors(file.string());
  broken.at("weights/stem.bias").fill_(std::nan(""));
  write_safetensors(file.string(), broken);
  CHECK_THROWS_WITH(run_training(*tiny_task(), config, folder / "run", quiet),
                    ODELIA_CONTAINS("'weights/stem.bias' is not finite"));
}

TEST_CASE("a run whose loss is looked at seldom has the same weights, and keeps no state unseen",
          "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  auto config = loop(10);
  config.save_minutes = 0;
  const auto each = run_training(*tiny_task(), config, folder / "each", quiet);
  config.look_every = 4;
  CHECK(same(each, run_training(*tiny_task(), config, folder / "seldom", quiet)));

  const Spoilt::Spoil spoil = [](const Tensor& loss, ParameterSet&) { return loss * std::nan(""); };
  Spoilt early(tiny_task(), 1, spoil), later(tiny_task(), 6, spoil);
  CHECK_THROWS_WITH(run_training(early, config, folder / "early", quiet),
                    ODELIA_CONTAINS("begins anew"));
  CHECK_THROWS_WITH(run_training(later, config, folder / "later", quiet),
                    ODELIA_CONTAINS("goes on from"));
  const auto kept = read_safetensors(folder / "later/state.safetensors");
  CHECK(kept.at("step").item<int64_t>() == 3);  // its loss was the fourth, and looked at
}

TEST_CASE("weights that are finite and of no use take no state's place, nor a checkpoint's",
          "[training]") {
  const Threads one(1);
  const Spoilt::Spoil spoil = [](const Tensor& loss, ParameterSet&) { return loss * std::nan(""); };
  const auto kept_step = [](const std::filesystem::path& folder) {
    return read_safetensors((folder / "state.safetensors").string()).at("step").item<int64_t>();
  };
  const TemporaryFolder folder("training");
  auto config = loop(6);
  config.save_minutes = 0;
  // The state of the last step has no step after it that would show its loss.
  Spoilt last(tiny_task(), 6, spoil);
  CHECK_THROWS_WITH(run_training(last, config, folder / "last", quiet),
                    ODELIA_CONTAINS("the loss became nan at step 6"));
  CHECK(kept_step(folder / "last") == 5);
  CHECK(!std::filesystem::exists(folder / "last/model.safetensors"));
  // Averages that are shown on the way.
  config.evaluate_minutes = 0;
  Spoilt third(tiny_task(), 3, spoil);
  CHECK_THROWS_WITH(run_training(third, config, folder / "third", quiet),
                    ODELIA_CONTAINS("the loss became nan at step 3"));
  CHECK(kept_step(folder / "third") == 2);
  CHECK(load_score_checkpoint(folder / "third").training.at("steps") == 2);
  // Going on changes nothing that a whole run would not have.
  const auto resumed = run_training(*tiny_task(), config, folder / "last", quiet);
  CHECK(same(resumed, run_training(*tiny_task(), config, folder / "whole", quiet)));
}

TEST_CASE("a look ahead moves no running statistics", "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  ClassifierConfig c;
  c.widths = {4, 6};
  const auto run = [&](const char* name, double evaluate_minutes) {
    auto task = classifier_task(c, {}, 8, at::kFloat, images(20), images(10));
    auto config = loop(4);
    config.evaluate_minutes = evaluate_minutes;
    return run_training(*task, config, folder / name, quiet);
  };
  CHECK(same(run("often", 0), run("seldom", 100)));
}

TEST_CASE("no checkpoint holds what float16 cannot", "[training]") {
  const TemporaryFolder folder("training");
  auto task = tiny_task();
  auto parameters = task->initial(0);
  parameters.at("stem.bias").fill_(1e6);
  CHECK_THROWS_WITH(task->save(parameters, folder / "big", {{"steps", 1}}),
                    ODELIA_CONTAINS("'stem.bias' is not finite as Half"));
  CHECK(!std::filesystem::exists(folder / "big/model.safetensors"));
}

TEST_CASE("what may change when a run goes on, and what is refused by name", "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  auto config = loop(3);
  const nlohmann::json first = {{"task", "score"},
                                {"optimizer", {{"lr", 0.1}, {"beta1", 0.9}}},
                                {"training", {{"batch", 8}, {"further_ema", {0.5}}}}};
  config.config_text = first.dump(), config.further_ema = {0.5};
  run_training(*tiny_task(), config, folder.path(), quiet);
  const auto go_on = [&](const char* pointer, const nlohmann::json& value) {
    auto changed = first;
    changed[nlohmann::json::json_pointer(pointer)] = value;
    config.config_text = changed.dump();
    run_training(*tiny_task(), config, folder.path(), quiet);
    config.config_text = first.dump();
    run_training(*tiny_task(), config, folder.path(), quiet);
  };
  CHECK_NOTHROW(go_on("/optimizer/lr", 0.2));
  CHECK_NOTHROW(go_on("/optimizer/muon_lr", 0.2));
  CHECK_NOTHROW(go_on("/training/clip", 1));
  CHECK_NOTHROW(go_on("/training/warmup", 1));
  CHECK_NOTHROW(go_on("/training/schedule", "cosine"));
  CHECK_NOTHROW(go_on("/training/decay_from", 0.1));
  CHECK_THROWS_WITH(go_on("/optimizer/beta1", 0.8),
                    ODELIA_CONTAINS("optimizer.beta1 is 0.8, was 0.9"));
  CHECK_THROWS_WITH(go_on("/training/batch", 4), ODELIA_CONTAINS("training.batch is 4, was 8"));
  CHECK_THROWS_WITH(go_on("/task", "classifier"), ODELIA_CONTAINS("task is \"classifier\""));
  CHECK_THROWS_WITH(go_on("/seed", 3), ODELIA_CONTAINS("seed is 3, was none"));

  // A further average may join, and begins with the weights of that step; none may leave.
  config.config_text = first.dump(), config.further_ema = {0.5, 0.75}, config.steps = 5;
  run_training(*tiny_task(), config, folder.path(), quiet);
  CHECK(std::filesystem::exists(folder / "ema-0.75/model.safetensors"));
  config.further_ema = {0.75};
  CHECK_THROWS_WITH(run_training(*tiny_task(), config, folder.path(), quiet),
                    ODELIA_CONTAINS("training.further_ema lacks 0.5"));
}

TEST_CASE("an average that joins a run begins with the weights of that step", "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  auto config = loop(3);
  config.optimizer.lr = 0.1, config.further_ema = {0.5};
  run_training(*tiny_task(), config, folder.path(), quiet);
  config.further_ema = {0.5, 0.75};
  run_training(*tiny_task(), config, folder.path(), quiet);
  const auto state = read_safetensors(folder / "state.safetensors");
  const auto kept = [&](const char* average) {
    return load_score_checkpoint(folder / average).parameters;
  };
  const auto joined = kept("ema-0.75"), before = kept("ema-0.5"), first = tiny_task()->initial(0);
  double moved = 0, apart = 0;
  for (const auto& [name, value] : joined) {
    const auto latest = state.at("weights/" + name).to(at::kHalf).to(at::kFloat);
    CHECK(value.equal(latest));
    moved += (value - first.at(name)).abs().max().item<double>();
    apart += (value - before.at(name)).abs().max().item<double>();
  }
  CHECK(moved > 0.1);
  CHECK(apart > 0.1);
}

TEST_CASE("a state without a history of its settings goes on to the same bits", "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  auto config = loop(6);
  config.further_ema = {0.5}, config.save_minutes = 0;
  const auto whole = run_training(*tiny_task(), config, folder / "whole", quiet);
  Killed killed(tiny_task(), 3);
  CHECK_THROWS_WITH(run_training(killed, config, folder / "parts", quiet), "killed");
  const auto file = folder / "parts/state.safetensors";
  auto state = read_safetensors(file);
  REQUIRE(state.erase("history") == 1);
  write_safetensors(file, state);
  CHECK(same(whole, run_training(*tiny_task(), config, folder / "parts", quiet)));
}

TEST_CASE("dropout is a function of the seed and the step, and no other noise moves with it",
          "[training]") {
  auto task = tiny_task(0.5), plain = tiny_task();
  auto parameters = task->initial(0);
  at::manual_seed(1);
  for (auto& [name, value] : parameters)
    if (value.dim() > 1) value.add_(0.1 * at::randn(value.sizes()));
  const auto loss = [&](TrainingTask& of, uint64_t seed, int64_t step) {
    return of.loss(parameters, seed, step).item<double>();
  };
  at::manual_seed(5);
  const auto expected = at::rand({3});
  at::manual_seed(5);
  const double first = loss(*task, 7, 2);
  CHECK(at::rand({3}).equal(expected));  // the global generator has not moved
  CHECK(loss(*task, 7, 2) == first);
  CHECK(loss(*task, 7, 3) != first);
  CHECK(loss(*task, 8, 2) != first);
  CHECK(loss(*plain, 7, 2) != first);
  // What is kept is scaled so that the mean stays.
  UNetConfig c = tiny_unet();
  c.dropout = 0.5;
  double sum = 0, squares = 0;
  const auto x = at::randn({1, 1, 8, 8}), lambda = at::zeros({1});
  const auto cast = cast_unet(parameters, at::kFloat);
  at::NoGradGuard no_grad;
  const double mean = unet_forward(c, cast, x, lambda).sum().item<double>();

  for (int i = 0; i < 400; ++i) {
    auto generator = at::detail::createCPUGenerator(i);
    const double y = unet_forward(c, cast, x, lambda, {}, &generator).sum().item<double>();
    sum += y / 400, squares += y * y / 400;
  }
  // One block: its output is linear in the mask up to the norm and SiLU of the head.
  const double spread = std::sqrt(squares - sum * sum);
  CHECK(std::abs(sum - mean) < 0.3 * spread);
}

TEST_CASE("training lowers the loss it is given", "[training]") {
  const auto target =
      GENERATE(Target::noise, Target::data, Target::velocity, Target::flow, Target::edm);
  const TemporaryFolder folder("training");
  ScoreObjective objective;
  objective.target = target;
  UNetConfig network = tiny_unet();
  if (target == Target::edm) {
    network.sigma_data = 0.5;
    objective.levels = "lognormal", objective.weighting = Weighting::edm;
  }
  auto task = score_task(tiny(target, network), objective, 8, at::kFloat, images(30), images(10));
  auto config = loop(50, "muon");
  config.optimizer.lr = 5e-3, config.ema = 0.9;
  auto start = task->initial(0);
  const auto trained = run_training(*task, config, folder.path(), quiet);
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
  const TemporaryFolder folder("training");
  ClassifierConfig c;
  c.widths = {4, 6};
  auto task = classifier_task(c, {}, 20, at::kFloat, images(200), images(30));
  auto config = loop(40);
  config.optimizer.lr = 0.02, config.ema = 0, config.batch = 20;
  const auto trained = run_training(*task, config, folder.path(), quiet);
  CHECK(task->evaluate(trained, true).at("accuracy").get<double>() > 0.9);
}

TEST_CASE("a channel that is the same everywhere trains a classifier", "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  ImageSet set = images(40, 3);
  set.images.select(1, 1).fill_(77);
  ClassifierConfig c;
  c.widths = {4, 6};
  run_training(*classifier_task(c, {}, 8, at::kFloat, set, set), loop(2), folder.path(), quiet);
  const auto trained = load_classifier_checkpoint(folder.path()).network;
  CHECK(trained.std[1] == 1);
  CHECK(trained.mean[1] == Approx(77.0 / 255));
  CHECK(trained.std[0] < 0.5);
}

TEST_CASE("a classifier is measured on labels that it has a class for", "[training][errors]") {
  const auto make = [](ImageSet test) {
    ClassifierConfig c;
    c.widths = {4, 6};
    return classifier_task(c, {}, 8, at::kFloat, images(20), std::move(test));
  };
  ImageSet test = images(10);
  CHECK_NOTHROW(make(test));
  test.labels = test.labels + 3;
  CHECK_THROWS_WITH(make(test),
                    ODELIA_CONTAINS("knows 3 classes") && ODELIA_CONTAINS("have label 5"));
  test.labels = Tensor();
  CHECK_THROWS_WITH(make(test), ODELIA_CONTAINS("needs labels"));
}

TEST_CASE("what is held out has every class's share, whatever the order of labels", "[training]") {
  const auto counts = [](const Tensor& labels, int64_t held) {
    const auto rows = draw_held_out(labels, labels.size(0), held);
    CHECK(std::set<int64_t>(rows.begin(), rows.end()).size() == static_cast<size_t>(held));
    return at::bincount(labels.index_select(0, at::tensor(rows, at::kLong)), {}, 10);
  };
  const Tensor cycling = at::arange(100).remainder(10), sorted = at::arange(100).div(10, "floor");
  CHECK(counts(cycling, 10).equal(at::ones({10}, at::kLong)));
  CHECK(counts(sorted, 30).equal(at::full({10}, 3, at::kLong)));
  // A class of one image is trained on; so is one of each at the utmost.
  const Tensor rare = at::cat({at::zeros({50}, at::kLong), at::full({1}, 3, at::kLong)});
  CHECK(counts(rare, 49)[3].item<int64_t>() == 0);
  CHECK_THROWS_WITH(draw_held_out(rare, 51, 50),
                    ODELIA_CONTAINS("held_out is 50, and of 51 images 49"));
  // By hand, from splitmix64: the same on every machine, and in a random order.
  const Tensor halves = at::arange(60).div(30, "floor");
  CHECK(draw_held_out(halves, 60, 6) == std::vector<int64_t>{39, 13, 41, 19, 31, 14});
  CHECK(draw_held_out({}, 60, 6).size() == 6);
}

TEST_CASE("what is measured on some rows of a set is measured on all its classes", "[training]") {
  ImageSet set;
  set.images = at::zeros({500, 1, 2, 2}, at::kByte);
  const Tensor sorted = at::arange(500).div(100, "floor");
  const Tensor rows = measured_rows(set, 100);
  CHECK(std::get<0>(at::_unique(rows)).equal(rows));  // by rising number, none twice
  // 20 of each, give or take four times 3.6.
  const Tensor counts = at::bincount(sorted.index_select(0, rows), {}, 5);
  CHECK(counts.min().item<int64_t>() >= 6);
  CHECK(counts.max().item<int64_t>() <= 34);
  CHECK(measured_rows(set, 500).equal(at::arange(500)));
  CHECK(measured_rows(set, 1000).equal(at::arange(500)));
  // The order of published sets is mixed, and numbers that were published are of its first.
  set.provenance["dataset"] = "mnist";
  CHECK(measured_rows(set, 100).equal(at::arange(100)));
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
  const auto m = at::randn({1, 12, 40}) * at::logspace(-1, 1, 12).unsqueeze(1);
  for (const auto& matrix : {m, m.transpose(1, 2)}) {
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

TEST_CASE("Muon leaves first and last layers to AdamW, whatever stands before their names",
          "[optimizer]") {
  ParameterSet p;
  for (const char* name : {"stem.weight", "generator.head.weight", "discriminator.stem.weight",
                           "beside/head.weight", "generator.up1.weight", "encoder0.0.conv1.weight"})
    p[name] = at::zeros({4, 8, 3, 3}).set_requires_grad(true);
  Optimizer optimizer({.name = "muon"}, p);
  for (const auto& [name, value] : p) {
    INFO(name);
    const bool outer =
        name.find("stem") != std::string::npos || name.find("head") != std::string::npos;
    CHECK(optimizer.state().count("first/" + name) == 1);
    CHECK(optimizer.state().count("second/" + name) == (outer ? 1 : 0));
  }
}

namespace {
/// Operations of LibTorch in f that start a kernel on a GPU: not those inside of others, nor views.
int64_t operations(const std::function<void()>& f) {
  static thread_local int64_t depth, count;
  depth = 0, count = 0;
  const OperatorWatch watch(at::RecordFunctionCallback(
      [](const at::RecordFunction& called) -> std::unique_ptr<at::ObserverContext> {
        static const std::set<std::string> views = {"aten::permute", "aten::flatten",
                                                    "aten::view",    "aten::select",
                                                    "aten::reshape", "aten::transpose"};
        if (depth++ == 0 && !views.count(called.name())) ++count;
        return nullptr;
      },
      [](const at::RecordFunction&, at::ObserverContext*) { --depth; }));
  f();
  return count;
}

/// `each` weights of each of two shapes that Muon takes, a matrix and a vector, with gradients.
ParameterSet many_weights(int each) {
  ParameterSet p;
  for (int i = 0; i < each; ++i) {
    p[fmt::format("a{:02}.weight", i)] = at::randn({4, 8, 3, 3});
    p[fmt::format("b{:02}.weight", i)] =
        at::randn({6, 4, 1, 1}).contiguous(at::MemoryFormat::ChannelsLast);
    p[fmt::format("c{:02}.weight", i)] = at::randn({3, 5});
    p[fmt::format("c{:02}.bias", i)] = at::randn({3});
  }
  for (auto& [name, value] : p) {
    value.set_requires_grad(true);
    value.mutable_grad() = at::randn_like(value);
  }
  return p;
}
}  // namespace

TEST_CASE("an update of many weights is that of each alone, in as many operations as for few",
          "[optimizer]") {
  at::manual_seed(5);
  OptimizerConfig c;
  c.name = "muon", c.weight_decay = 0.1;
  auto all = many_weights(3), alone = ParameterSet();
  std::map<std::string, Tensor> gradients;
  for (const auto& [name, value] : all) {
    alone[name] = value.detach().clone().set_requires_grad(true);
    gradients[name] = value.grad();
  }
  Optimizer together(c, all), one_by_one(c, alone);
  for (int number = 1; number <= 3; ++number) {
    for (auto& [name, value] : all) value.mutable_grad() = gradients.at(name) * number;
    together.step(all, number, 1);
    for (auto& [name, value] : alone) {
      ParameterSet single = {{name, value}};
      value.mutable_grad() = gradients.at(name) * number;
      one_by_one.step(single, number, 1);
    }
  }
  // Float32 sums in another order at most.
  for (const auto& [name, value] : all)
    CHECK((value - alone.at(name)).abs().max().item<double>() < 1e-5);

  const auto counted = [&](int each) {
    auto p = many_weights(each), average = many_weights(each);
    Optimizer optimizer(c, p);
    return operations([&] {
      optimizer.step(p, 1, 1);
      update_average(average, p, 0.9);
    });
  };
  const int64_t few = counted(2);
  CHECK(few > 10);
  CHECK(counted(20) == few);
}

TEST_CASE("clipping scales all gradients by their joint norm", "[optimizer]") {
  ParameterSet p = {{"a", at::zeros({2})}, {"b", at::zeros({1})}};
  for (auto& [name, value] : p) value.set_requires_grad(true);
  p.at("a").mutable_grad() = at::tensor({3.0f, 0.0f});
  p.at("b").mutable_grad() = at::tensor({4.0f});
  CHECK(clip_gradients(p, 10).item<double>() == Approx(5));
  CHECK(p.at("b").grad()[0].item<double>() == 4);
  CHECK(clip_gradients(p, 1).item<double>() == Approx(5));
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
  c.parameters = c.network->make(1);
  const auto cast = c.network->cast(c.parameters, at::kFloat);
  const auto set = images(50);
  // 50 * 4 * 64 squared normals: standard error sqrt(2/12800) = 0.0125, four of them.
  CHECK(noise_prediction_mse(c, cast, set.images, 4) == Approx(1).margin(0.05));
  CHECK(noise_prediction_mse(c, cast, set.images, 4) ==
        noise_prediction_mse(c, cast, set.images, 4));
}

TEST_CASE("a network that was never trained without a class is measured with classes",
          "[training]") {
  const Threads one(1);
  UNetConfig network = tiny_unet();
  network.classes = 3;
  const auto make = [&](double dropout, const ImageSet& test) {
    ScoreObjective o;
    o.class_dropout = dropout;
    return score_task(tiny(Target::noise, network), o, 8, at::kFloat, images(20), test);
  };
  const auto measured = [&](double dropout, bool spoilt) {
    const auto task = make(dropout, images(10));
    auto p = task->initial(0);
    at::manual_seed(1);
    for (auto& [name, value] : p) value.add_(0.1 * at::randn(value.sizes()));
    if (spoilt) p.at("class.weight")[3].fill_(10);  // of no class
    return task->evaluate(p, false);
  };
  CHECK(measured(0, true) == measured(0, false));
  CHECK(measured(0, false).at("noise_mse_labels") == "data");
  CHECK(measured(0.1, true).at("noise_mse") != measured(0.1, false).at("noise_mse"));
  CHECK_FALSE(measured(0.1, false).contains("noise_mse_labels"));
  ImageSet unlabelled = images(10);
  unlabelled.labels = Tensor();
  CHECK_THROWS_WITH(make(0, unlabelled), ODELIA_CONTAINS("needs labels"));
  CHECK_NOTHROW(make(0.1, unlabelled));
}

TEST_CASE("no seed's draws are those of another one's step", "[training]") {
  std::set<uint64_t> seen;
  for (uint64_t seed = 0; seed < 12; ++seed)
    for (uint64_t step = 0; step < 12; ++step)
      for (uint64_t purpose = 0; purpose < 8; ++purpose) seen.insert(mix_seed(seed, step, purpose));
  CHECK(seen.size() == 12 * 12 * 8);
  for (uint64_t purpose = 0; purpose < 8; ++purpose)
    CHECK(mix_seed(2, 0, purpose) != mix_seed(1, 1, purpose));
  CHECK_FALSE(DataOrder(50, 50).batch(2, 0).equal(DataOrder(50, 50).batch(1, 1)));
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

TEST_CASE("an image is mirrored in every other epoch, wherever an epoch ends", "[training]") {
  for (const auto& [count, batch, batches] :
       {std::tuple<int64_t, int64_t, int64_t>{32, 64, 1}, {20, 8, 5}, {8, 8, 2}}) {
    INFO(count << " images, batch " << batch);  // two epochs of each
    DataOrder order(count, batch);
    const auto times = at::zeros({count}, at::kLong);
    for (int64_t number = 0; number < batches; ++number) {
      const auto index = order.batch(1, number);
      times.index_add_(0, index, mirrored_rows(index, number * batch, count).to(at::kLong));
    }
    CHECK(times.equal(at::ones({count}, at::kLong)));
  }
  // Both views of every image are in a batch of two epochs, so that mirrored images change nothing.
  ClassifierConfig c;
  c.widths = {4, 6};
  ClassifierObjective o;
  o.shift = 0;
  ImageSet set = images(32), mirror = set;
  mirror.images = set.images.flip(3).contiguous();
  const auto task = classifier_task(c, o, 64, at::kFloat, set, set);
  auto p = task->initial(0);
  at::manual_seed(1);
  for (auto& [name, value] : p) value = value + 0.1 * at::randn(value.sizes());
  const double plain = task->loss(p, 1, 0).item<double>();
  const double turned =
      classifier_task(c, o, 64, at::kFloat, mirror, mirror)->loss(p, 1, 0).item<double>();
  CHECK(turned == Approx(plain).epsilon(1e-4));  // sums of float32 in another order
}

TEST_CASE("shifted images reflect at the border", "[training]") {
  const auto x = at::arange(9, at::kByte).view({1, 1, 3, 3});
  const auto shift = [&](int64_t dy, int64_t dx) {
    return shift_images(x, at::tensor(std::vector<int64_t>{dy, dx}).view({1, 2}));
  };
  CHECK(shift(0, 0).equal(x));
  const auto down = shift(1, 0);  // rows 1, 2, and 1 again
  CHECK(down[0][0][0].equal(x[0][0][1]));
  CHECK(down[0][0][2].equal(x[0][0][1]));
  CHECK(shift(0, -1)[0][0].select(1, 0).equal(x[0][0].select(1, 1)));
}

TEST_CASE("a training config is read strictly", "[training][errors]") {
  const TemporaryFolder folder("training");
  const auto file = folder / "config.toml";
  const auto read = [&](const std::string& text, const std::vector<std::string>& settings = {}) {
    std::ofstream(file) << text;
    return read_train_config(file, settings);
  };
  const std::string good =
      "task = 'score'\ndataset = 'mnist'\n[network]\nbase = 16\n[budget]\nsteps = 5\n";
  const auto c =
      read(good, {"optimizer.lr=0.5", "objective.target=velocity", "network.blocks=[2,2]"});
  CHECK(c.given_network == nlohmann::json({{"base", 16}, {"blocks", {2, 2}}}));
  CHECK(c.loop.optimizer.lr == 0.5);
  CHECK(c.settings->objective().at("target") == to_string(Target::velocity));
  CHECK(c.loop.config_text ==
        read(good + "minutes = 3\n",
             {"optimizer.lr=0.5", "objective.target=velocity", "network.blocks=[2,2]"})
            .loop.config_text);
  CHECK_THROWS_WITH(read(good + "[optimiser]\nlr = 1\n"),
                    ODELIA_CONTAINS("unknown key 'optimiser'"));
  CHECK_THROWS_WITH(read(good, {"training.batch=big"}),
                    ODELIA_CONTAINS("'training.batch' must be an integer from"));
  CHECK_THROWS_WITH(read(good, {"training.batch=0"}), ODELIA_CONTAINS("batch must be at least 1"));
  CHECK_THROWS_WITH(read(good, {"lr"}), ODELIA_CONTAINS("--set needs key=value, got 'lr'"));
  CHECK_THROWS_WITH(read("task = \n"), ODELIA_CONTAINS("line 1"));
  CHECK_THROWS_WITH(read("dataset = 'mnist'"), ODELIA_CONTAINS("'task' is missing"));
  CHECK_THROWS_WITH(read("task = 'sing'\ndataset = 'mnist'"),
                    ODELIA_CONTAINS(fmt::format("known: {}", fmt::join(task_names(), ", "))));
  auto task = score_task(tiny(), {}, 8, at::kFloat, images(10), images(10));
  CHECK_THROWS_WITH(run_training(*task, LoopConfig{}, folder.path(), quiet),
                    ODELIA_CONTAINS("steps or minutes"));
}

TEST_CASE("a default that is written out is the same config, in a state of any age", "[training]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  const auto file = folder / "config.toml";
  const auto read = [&](const std::string& text, const std::vector<std::string>& settings = {}) {
    std::ofstream(file) << text;
    return read_train_config(file, settings);
  };
  for (const auto& [text, defaults] :
       {std::pair<std::string, std::vector<std::string>>{
            "task = 'score'\ndataset = 'mnist'\n",
            {"seed=0", "precision=bfloat16", "optimizer.beta2=0.99", "optimizer.name=adamw",
             "training.batch=64", "training.ema=0.999", "objective.levels=ddpm",
             "objective.target=noise", "objective.flip=true", "objective.outer_share=0",
             "network.dropout=0", "network.heads=4", "network.size=28", "network.channels=1"}},
        {"task = 'score'\ndataset = 'mnist'\n[objective]\ntarget = 'edm'\n",
         {"network.sigma_data=0.5"}},
        {"task = 'consistency'\ndataset = 'mnist'\n[objective]\nteacher = 'x'\npairs = 'data'\n",
         {"objective.guidance=1", "objective.levels_to=80"}},
        {"task = 'classifier'\ndataset = 'mnist'\n",
         {"objective.shift=2", "objective.label_smoothing=0.2", "network.classes=10"}},
        {"task = 'dequantizer'\ndataset = 'mnist'\n[objective]\nmodel = 'x'\n",
         {"objective.t_min=1e-5", "network.couplings=4"}}}) {
    const auto plain = read(text);
    for (const auto& setting : defaults) {
      INFO(setting);
      CHECK(read(text, {setting}).loop.config_text == plain.loop.config_text);
    }
    CHECK(plain.loop.resolve(plain.loop.config_text) == plain.loop.config_text);
    CHECK(read(text, {"seed=1"}).loop.config_text != plain.loop.config_text);
    CHECK(read(text, {"optimizer.beta2=0.9"}).loop.config_text != plain.loop.config_text);
  }
  CHECK(read("task = 'score'\ndataset = 'mnist'\n").loop.resolve("no config") == "no config");

  // As programs before this one left it: what the file says, and no more.
  const auto now = read("task = 'score'\ndataset = 'mnist'\n[training]\nbatch = 8\n",
                        {"optimizer.beta1=0.9", "training.ema=0.999"});
  auto config = loop(2);
  config.config_text = R"({"dataset":"mnist","task":"score","training":{"batch":8}})";
  run_training(*tiny_task(), config, folder / "run", quiet);
  config.steps = 4, config.config_text = now.loop.config_text, config.resolve = now.loop.resolve;
  CHECK_NOTHROW(run_training(*tiny_task(), config, folder / "run", quiet));
  config.config_text =
      read("task = 'score'\ndataset = 'mnist'\n[training]\nbatch = 8\n", {"optimizer.beta1=0.8"})
          .loop.config_text;
  CHECK_THROWS_WITH(run_training(*tiny_task(), config, folder / "run", quiet),
                    ODELIA_CONTAINS("optimizer.beta1 is 0.8, was 0.9"));
}

TEST_CASE("a run begins with the weights of another network where it is told one",
          "[training][from]") {
  const TemporaryFolder folder("training");
  const auto file = folder / "config.toml";
  std::ofstream(file) << "task = 'score'\ndataset = 'two-moons'\nprecision = 'float32'\n"
                         "[network]\ntype = 'mlp'\nwidth = 16\n[training]\nbatch = 32\n"
                         "[budget]\nsteps = 20\n";
  const auto train = [&](const std::string& out, const std::string& more) {
    return run_program(
        fmt::format("train {} --out {}/{} {}", file, folder.path().string(), out, more));
  };
  const std::string from = fmt::format("--set 'from=\"{}/a\"' ", folder.path().string());
  REQUIRE(train("a", "").status == 0);
  REQUIRE(train("b", from + "--set budget.steps=1 --set optimizer.lr=1e-9").status == 0);
  const auto before = load_score_checkpoint(folder / "a"),
             after = load_score_checkpoint(folder / "b");
  const auto &a = before.parameters, &b = after.parameters;
  CHECK(!before.training.contains("from"));
  // 0.999 was asked for; after 20 steps no average is that long.
  CHECK(before.training.at("ema").get<double>() == Approx(21.0 / 30));
  CHECK(after.training.at("images_seen") == 32);
  CHECK(after.training.at("from").at("images_seen") == 640);
  CHECK(after.training.at("from").at("hash") == hash_network(folder / "a"));
  for (const auto& [name, value] : a) {
    INFO(name);  // one step of 1e-9, and half precision on disk
    CHECK((b.at(name) - value).abs().max().item<double>() <
          1e-3 * (1 + value.abs().max().item<double>()));
  }
  const auto other = train("c", from + "--set network.width=8");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ODELIA_CONTAINS("/a': network of type 'mlp'"));
  const auto scaled = train("c", from + "--set network.sigma_data=0.3");  // which changes no shape
  CHECK(scaled.status == 2);
  CHECK_THAT(scaled.err, ODELIA_CONTAINS("/a': network of type 'mlp'") &&
                             ODELIA_CONTAINS("sigma_data 0.3 is asked for, and it has 1.0"));
  const auto taught = train("c", from + "--set objective.target=velocity");
  CHECK(taught.status == 2);
  CHECK_THAT(taught.err, ODELIA_CONTAINS("/a': predicts noise, and objective.target is velocity; "
                                         "take target = \"noise\""));
  CHECK(!std::filesystem::exists(folder / "c"));
  // Other weights in that place are another run.
  REQUIRE(train("d", "--set seed=5").status == 0);
  std::filesystem::remove_all(folder / "a");
  std::filesystem::rename(folder / "d", folder / "a");
  const auto again = train("b", from + "--set budget.steps=2 --set optimizer.lr=1e-9");
  CHECK(again.status == 2);
  CHECK_THAT(again.err, ODELIA_CONTAINS("from"));
}

TEST_CASE("a classifier begins with one of its description, whatever images that was measured on",
          "[training][from]") {
  const Threads one(1);
  const TemporaryFolder folder("training");
  const auto make = [](const ImageSet& set, int64_t last) {
    ClassifierConfig c;
    c.widths = {4, last};
    return classifier_task(c, {}, 8, at::kFloat, set, set);
  };
  const auto first = make(images(20), 6);
  first->save(first->initial(0), folder.path(), {{"steps", 1}});
  const auto description = read_config(folder.path(), "classifier");
  ImageSet darker = images(20);
  darker.images = darker.images.div(2, "floor").to(at::kByte);
  CHECK_NOTHROW(make(darker, 6)->initial_from(folder.path(), description, 1));
  CHECK_THROWS_WITH(make(darker, 8)->initial_from(folder.path(), description, 1),
                    ODELIA_CONTAINS("network.widths.1 is 8, was 6"));
}

TEST_CASE("all of a config is checked before data is read", "[training][errors]") {
  const TemporaryFolder folder("training");
  const auto file = folder / "config.toml";
  const auto refuses = [&](const std::string& task, const std::string& setting,
                           const std::string& words) {
    std::ofstream(file) << "task = '" << task << "'\ndataset = 'mnist'\nprecision = 'float32'\n"
                        << "[budget]\nsteps = 1\n"
                        << (task == "dequantizer" ? "[objective]\nmodel = 'fashion-mnist'\n" : "");
    // A folder without data: whoever comes to read it says so.
    const auto call =
        run_program(fmt::format("train {} --out {}/out --data-folder {} --set '{}'", file,
                                folder.path().string(), folder.path().string(), setting));
    INFO(task << ", " << setting << ": " << call.err);
    CHECK(call.status == 2);
    CHECK_THAT(call.err, ODELIA_CONTAINS(words));
    CHECK(std::filesystem::exists(folder / "out") == (words == "odelia data fetch"));
    std::filesystem::remove_all(folder / "out");
  };
  refuses("score", "seed=1", "odelia data fetch");
  refuses("classifier", "seed=1", "odelia data fetch");
  refuses("dequantizer", "seed=1", "odelia data fetch");
  refuses("score", "dataset=imagenet", "unknown data set 'imagenet'");
  refuses("score", "objective.levels=dppm", "unknown levels 'dppm'; known: ddpm");
  refuses("score", "objective.lambda_range=[3, 1]", "lambda_range must be two numbers");
  refuses("score", "optimizer.name=adam", "unknown optimizer 'adam'; known: adamw, muon");
  refuses("score", "training.schedule=step", "unknown schedule 'step'");
  refuses("score", "budget.minutes=1", "steps or minutes");
  refuses("score", "network.attention=[5]",
          "network.attention has 5, but the levels' sizes are 28");
  refuses("score", "network.classes=7", "or the 10 of data set 'mnist', got 7");
  refuses("score", "network.size=32", "network.size is 32, but the data have 28");
  refuses("score", "network.patch=3", "image size 28 is not a multiple of patch 3");
  refuses("classifier", "objective.shift=28", "shift must be in 0..27");
  refuses("classifier", "network.widths=[1,1,1,1,1,1,1]", "too small for 7 poolings");
  refuses("dequantizer", "objective.model=no-such",
          "known: cifar10, cifar10-conditional, cifar10-conditional-wide, fashion-mnist");
  refuses("dequantizer", "objective.model=cifar10", "no unconditional one of mnist's images");
  refuses("dequantizer", "network.width=0", "width");
  refuses("dequantizer", "precision=bfloat16", "task 'dequantizer' computes in float32");
}

TEST_CASE("a key of a training config that would do nothing is refused by name",
          "[training][errors]") {
  const TemporaryFolder folder("training");
  const auto file = folder / "config.toml";
  const auto read = [&](const std::string& task, const std::string& text,
                        const std::vector<std::string>& settings = {}) {
    std::ofstream(file) << "task = '" << task << "'\ndata = 'mnist'\n"
                        << (task == "consistency"
                                ? "objective.teacher = 'x'\nobjective.pairs = 'data'\n"
                                : "")
                        << text;
    return read_train_config(file, settings);
  };
  struct Idle {
    const char *task, *key, *value, *cause, *without, *with;
  };
  for (const auto& [task, key, value, cause, without, with] :
       {Idle{"score", "objective.p_mean", "-1", "objective.levels", "'ddpm'", "'lognormal'"},
        {"score", "objective.p_std", "1", "objective.levels", "'ddpm_discrete'", "'lognormal'"},
        {"score", "objective.gamma", "5", "objective.weighting", "'uniform'", "'min_snr'"},
        {"score", "objective.lambda_range", "[-7, 6]", "objective.outer_share", "0", "0.1"},
        {"consistency", "objective.p_mean", "-1", "objective.draw", "'uniform'", "'lognormal'"},
        {"consistency", "objective.p_std", "1", "objective.draw", "'uniform'", "'lognormal'"},
        {"consistency", "objective.huber", "0.1", "objective.distance", "'l2'", "'huber'"},
        {"score", "optimizer.muon_lr", "0.02", "optimizer.name", "'adamw'", "'muon'"},
        {"classifier", "optimizer.muon_momentum", "0.9", "optimizer.name", "'adamw'", "'muon'"},
        {"score", "optimizer.muon_normalize", "false", "optimizer.name", "'adamw'", "'muon'"}}) {
    INFO(key);
    const auto line = [](const char* name, const char* is) {
      return fmt::format("{} = {}\n", name, is);
    };
    const auto set = [](const char* name, const char* is) {
      return fmt::format("{}={}", name, is);
    };
    const auto says = ODELIA_CONTAINS(fmt::format("'{}' is of ", key));
    CHECK_THROWS_WITH(read(task, line(cause, without) + line(key, value)), says);
    CHECK_THROWS_WITH(read(task, line(cause, without), {set(key, value)}), says);
    CHECK_THROWS_WITH(read(task, line(cause, with), {set(cause, without), set(key, value)}), says);
    CHECK_NOTHROW(read(task, line(cause, with) + line(key, value)));
    // A setting over a file that says both wins: it could not take the file's key away.
    CHECK_NOTHROW(read(task, line(cause, with) + line(key, value), {set(cause, without)}));
  }
}

TEST_CASE("numbers of a training config outside their range are refused by name",
          "[training][errors]") {
  const TemporaryFolder folder("training");
  const auto file = folder / "config.toml";
  const auto read = [&](const std::string& task, const std::string& setting) {
    std::ofstream(file) << "task = '" << task << "'\ndataset = 'mnist'\n"
                        << (task == "dequantizer" ? "[objective]\nmodel = 'x'\n" : "");
    return read_train_config(file, {setting});
  };
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"score", "optimizer.lr=-1", "optimizer.lr must be above 0 and below 1000000, got -1"},
      {"score", "optimizer.lr=0", "optimizer.lr must be above 0"},
      {"score", "optimizer.lr=1e39", "optimizer.lr must be above 0 and below 1000000, got 1e+39"},
      {"score", "optimizer.muon_lr=1e39", "optimizer.muon_lr must be above 0 and below"},
      {"score", "optimizer.eps=1e39", "optimizer.eps must be above 0 and below"},
      {"score", "optimizer.weight_decay=1e39", "optimizer.weight_decay must be at least 0 and"},
      {"score", "optimizer.muon_lr=-0.1", "optimizer.muon_lr must be above 0"},
      {"score", "optimizer.beta1=1", "optimizer.beta1 must be at least 0 and below 1, got 1"},
      {"score", "optimizer.beta2=-0.1", "optimizer.beta2 must be at least 0 and below 1"},
      {"score", "optimizer.eps=0", "optimizer.eps must be above 0"},
      {"score", "optimizer.weight_decay=-1", "optimizer.weight_decay must be at least 0"},
      {"score", "optimizer.muon_momentum=1.5", "optimizer.muon_momentum must be at least 0"},
      {"score", "training.ema=2", "training.ema must be at least 0 and below 1, got 2"},
      {"score", "training.further_ema=[0.9, 1]", "training.further_ema must be at least 0"},
      {"score", "training.clip=-1", "training.clip must be at least 0, got -1"},
      {"score", "training.warmup=-5", "training.warmup must be at least 0, got -5"},
      {"score", "training.decay_from=1", "training.decay_from must be at least 0 and below 1"},
      {"score", "training.save_minutes=-1", "training.save_minutes must be at least 0"},
      {"score", "training.batch=0", "training.batch must be at least 1"},
      {"score", "budget.steps=-1", "budget.steps must be at least 0"},
      {"score", "budget.minutes=-0.5", "budget.minutes must be at least 0"},
      {"score", "objective.class_dropout=1.5", "objective.class_dropout must be at least 0"},
      {"score", "objective.outer_share=1", "objective.outer_share must be at least 0 and below 1"},
      {"score", "objective.gamma=0", "objective.gamma must be above 0"},
      {"score", "objective.p_std=-1", "objective.p_std must be above 0"},
      {"score", "network.dropout=1", "dropout must be in [0, 1)"},
      {"classifier", "objective.label_smoothing=1", "objective.label_smoothing must be"},
      {"classifier", "objective.shift=-1", "objective.shift must be at least 0"},
      {"dequantizer", "objective.t_min=0", "objective.t_min must be above 0 and below 1"}};
  for (const auto& [task, setting, what] : cases) {
    INFO(setting);
    CHECK_THROWS_WITH(read(task, setting), ODELIA_CONTAINS(what));
  }
  CHECK_NOTHROW(read("score", "training.ema=0"));
  CHECK_NOTHROW(read("score", "training.clip=0"));
  CHECK_THROWS_AS(read("score", "optimizer.lr=nan"), std::invalid_argument);
  CHECK_THROWS_AS(read("score", "optimizer.lr=inf"), std::invalid_argument);

  CHECK_THROWS_WITH(network_for_data({{"attention", {5}}}, {1, 8, 8}, "train: network"),
                    ODELIA_CONTAINS("network.attention has 5, but the levels' sizes are 8"));
  UNetConfig network = tiny_unet();
  network.classes = 10;
  CHECK_THROWS_WITH(
      score_task(tiny(Target::noise, network), {}, 8, at::kFloat, images(10), images(10)),
      ODELIA_CONTAINS("or the 3 of data set 'synthetic', got 10"));

  // Levels that end before those of the picture begin.
  ScoreObjective noisy;
  noisy.levels = "lognormal", noisy.p_mean = 15;
  const auto drawn = [&] {
    return score_task(tiny(), noisy, 8, at::kFloat, images(10), images(10));
  };
  CHECK_THROWS_WITH(drawn(), ODELIA_CONTAINS("objective.p_mean is 15") &&
                                 ODELIA_CONTAINS("take a smaller p_mean"));
  noisy.outer_share = 0.1;
  CHECK_NOTHROW(drawn());

  CHECK_THROWS_WITH(network_for_data({{"size", 32}}, {1, 8, 8}, "train: network"),
                    ODELIA_CONTAINS("network.size is 32, but the data have 8"));
  CHECK_NOTHROW(network_for_data({{"channels", 1}}, {1, 8, 8}, "train: network"));
  CHECK_THROWS_WITH(network_for_data({{"type", "mlp"}}, {1, 8, 8}, "train: network"),
                    ODELIA_CONTAINS("takes points [D]"));
  const auto c = read("classifier", "network.mean=[0.5]");
  CHECK_THROWS_WITH(c.settings->check_data(images(10)),
                    ODELIA_CONTAINS("network.mean is measured"));
}
