#include "tests/catch.h"

#include <filesystem>

#include "experiments/compare/store.h"
#include "experiments/metrics/reference.h"
#include "experiments/sample/beginnings.h"
#include "experiments/train/tasks/score.h"
#include "models/data/files.h"
#include "models/data/images/images.h"
#include "models/guidance.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/classifier/classifier.h"
#include "models/networks/score/network_model.h"
#include "models/networks/score/unet/unet.h"
#include "models/processes/processes.h"
#include "models/solve.h"
#include "models/watched_model.h"
#include "solvers/noise.h"
#include "tests/seeds.h"
#include "tests/threads.h"
#include "tests/tiny_coder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

constexpr const char* kScore =
    "task = 'score'\ndata = 'images.npz'\nprecision = 'float32'\n[network]\nbase = 8\n"
    "multipliers = [1]\nblocks = [1]\nmiddle_blocks = 0\ngroup_size = 4\nembedding = 16\n"
    "[objective]\nlatent = 'coder'\n[training]\nbatch = 8\n[budget]\nsteps = 4\n";

/// A folder with images, an autoencoder "coder" of them and a network "latent" in its latents.
const ProgramFolder& trained() {
  static const ProgramFolder folder("latent");
  static bool done = false;
  if (done) return folder;
  put_images(folder, "images.npz", 64);
  save_checkpoint(folder.path() / "coder", tiny_autoencoder());
  folder.put("score.toml", kScore);
  folder.runs("train score.toml --out latent");
  done = true;
  return folder;
}

/// A copy of the network's folder under another name.
std::string copy_of(const ProgramFolder& folder, const std::string& name) {
  fs::remove_all(folder / name);
  fs::copy(folder / "latent", folder / name, fs::copy_options::recursive);
  return folder / name;
}

}  // namespace

TEST_CASE("a network of latents is complete in its folder", "[latent]") {
  const auto& folder = trained();
  const auto config = nlohmann::json::parse(read_text(folder / "latent/config.json"));
  CHECK(config.at("latent") == hash_checkpoint(folder / "coder"));
  CHECK(config.at("network").at("channels") == 2);
  CHECK(config.at("network").at("size") == 4);
  for (const char* file : {"config.json", "model.safetensors"})
    CHECK(read_text(folder / fmt::format("latent/autoencoder/{}", file)) ==
          read_text(folder / fmt::format("coder/{}", file)));
  CHECK(fs::exists(folder / "latent/samples.png"));
  CHECK(load_model(folder / "latent")->latent_space()->identity() == config.at("latent"));
}

TEST_CASE("samples are the decoded latents of the solve, by every solver, whatever the batch",
          "[latent][bits]") {
  const auto& folder = trained();
  const auto model = load_model(folder / "latent");
  const auto process = make_process("vp_linear");
  for (const char* solver : {"ddim", "heun", "dpmpp_2m", "euler_maruyama"}) {
    INFO(solver);
    const auto sample = [&](const std::string& seeds, int64_t batch, const std::string& out) {
      folder.runs(
          fmt::format("sample --model latent --solver {} --steps 4 --seeds {} --batch {} "
                      "--out {}",
                      solver, seeds, batch, out));
      return samples_of(folder, out);
    };
    const auto all = sample("0-19", 64, std::string("all-") + solver);
    const auto grid = make_time_grid("log_snr", *process, 4);
    const auto some = seeds(20, 0);
    const auto x =
        starting_noise(some, model->sample_shape(), at::kFloat) * process->sigma(grid.front());
    const auto latents = solve(plan_on_grid(make_method(solver), grid), process, model, some, x).x;
    CHECK(latents.sizes() == at::IntArrayRef({20, 2, 4, 4}));
    CHECK(at::equal(all, to_uint8(load_autoencoder(folder / "coder")->decode(latents))));
    CHECK(at::equal(sample("3-9", 3, std::string("some-") + solver), all.narrow(0, 3, 7)));
  }
}

TEST_CASE("a vector of latents is diffused by a network of points", "[latent]") {
  const auto& folder = trained();
  save_checkpoint(folder.path() / "vector-coder", tiny_autoencoder(true));
  folder.put("vector.toml",
             "task = 'score'\ndata = 'images.npz'\nprecision = 'float32'\n[network]\ntype = 'mlp'\n"
             "width = 16\n[objective]\nlatent = 'vector-coder'\n[training]\nbatch = 8\n[budget]\n"
             "steps = 4\n");
  folder.runs("train vector.toml --out vector");
  folder.runs("sample --model vector --steps 3 --seeds 0-4 --out vector-samples");
  CHECK(samples_of(folder, "vector-samples").sizes() == at::IntArrayRef({5, 1, 8, 8}));
  folder.runs("sample --model vector --steps 3 --seeds 0-4 --format png --out vector-png");
  CHECK(fs::exists(folder / "vector-png/000004.png"));
}

TEST_CASE("an autoencoder that is missing or another is refused", "[latent][errors]") {
  const auto& folder = trained();
  const std::string sample = " --steps 2 --seeds 0 --out refused";
  fs::remove_all(copy_of(folder, "none") + "/autoencoder");
  folder.refuses("sample --model none" + sample, "there is none in");
  save_checkpoint(fs::path(copy_of(folder, "other")) / "autoencoder", tiny_autoencoder(false, 9));
  folder.refuses("sample --model other" + sample, "samples are latents of the autoencoder");
  // Another scale is another autoencoder, though the weights are the same.
  auto scaled = tiny_autoencoder();
  scaled.latent_std[0] = 0.8;
  save_checkpoint(fs::path(copy_of(folder, "scaled")) / "autoencoder", scaled);
  folder.refuses("sample --model scaled" + sample, "samples are latents of the autoencoder");
  // Without the line its latents would pass for images.
  auto config = nlohmann::json::parse(read_text(folder / "latent/config.json"));
  config.erase("latent");
  write_text(copy_of(folder, "unnamed") + "/config.json", config.dump(2) + "\n");
  folder.refuses("sample --model unnamed" + sample, "names no autoencoder");
  CHECK(!fs::exists(folder / "refused"));
  folder.refuses("train score.toml --set objective.latent=nowhere --out refused", "nowhere");
  auto wide = tiny_autoencoder();
  wide.network.size = 12;
  wide.parameters = make_autoencoder(wide.network, 1);
  save_checkpoint(folder.path() / "wide", wide);
  folder.refuses("train score.toml --set objective.latent=wide --out refused",
                 "an autoencoder of images [1, 12, 12]");
}

TEST_CASE("a run does not begin with weights of another autoencoder's latents",
          "[latent][from][errors]") {
  const auto& folder = trained();
  folder.runs("train score.toml --set from=latent --out goes-on");
  save_checkpoint(folder.path() / "second", tiny_autoencoder(false, 9));
  const std::string from = " --set from=latent --set objective.latent=";
  folder.refuses("train score.toml --out refused" + from + "second",
                 "'latent': is a network of another autoencoder's latents");
  folder.refuses("train score.toml --out refused" + from + "''",
                 "'latent': is a network of latents; name its autoencoder in objective.latent");
  CHECK(!fs::exists(folder / "refused"));
}

TEST_CASE("the autoencoder is part of a run's identity", "[latent]") {
  const auto& folder = trained();
  const std::string latent = copy_of(folder, "changed");
  folder.runs("sample --model changed --steps 2 --seeds 0-3 --out identity");
  // Another autoencoder with its hash in the config: a whole folder, of other samples.
  const auto other = fs::path(latent) / "autoencoder";
  save_checkpoint(other, tiny_autoencoder(false, 9));
  auto config = nlohmann::json::parse(read_text(latent + "/config.json"));
  config["latent"] = hash_checkpoint(other);
  write_text(latent + "/config.json", config.dump(2) + "\n");
  folder.refuses("sample --model changed --steps 2 --seeds 0-3 --out identity", "model_hash");
  folder.runs("sample --model changed --steps 2 --seeds 0-3 --out identity-other");
  CHECK(!at::equal(samples_of(folder, "identity"), samples_of(folder, "identity-other")));
  // A run of training goes on with its own alone.
  save_checkpoint(folder.path() / "coder-b", tiny_autoencoder());
  folder.runs("train score.toml --set objective.latent=coder-b --out training");
  save_checkpoint(folder.path() / "coder-b", tiny_autoencoder(false, 9));
  folder.refuses(
      "train score.toml --set objective.latent=coder-b --set budget.steps=8 --out "
      "training",
      "latent");
}

TEST_CASE("what is of the images themselves is refused a network of latents", "[latent][errors]") {
  const auto& folder = trained();
  const char* const density = "so is its density";
  folder.refuses("likelihood --model latent --data images.npz --out refused", density);
  folder.refuses("encode --model latent --data images.npz --out refused", density);
  folder.refuses("bench likelihood --model latent --data images.npz", density);
  folder.refuses("loss --model latent --data images.npz --out refused", "are latents [2, 4, 4]");
  folder.refuses("spectrum --model latent --out refused", "are latents [2, 4, 4]");
  folder.refuses("sample --model latent --steps 2 --seeds 0 --trajectory --out refused",
                 "are latents [2, 4, 4]");
  CHECK(!fs::exists(folder / "refused"));
}

TEST_CASE("what is trained on latents draws them anew at every step, and goes on to the same bits",
          "[latent][training]") {
  const auto& folder = trained();
  const Threads one(1);
  ImageSet set;
  set.images = tiny_images(16), set.name = "synthetic", set.split = "train";
  ScoreCheckpoint c;
  c.latent = score_latent(folder / "coder");
  c.network = unet({.channels = 2,
                    .size = 4,
                    .base = 8,
                    .multipliers = {1},
                    .blocks = {1},
                    .middle_blocks = 0,
                    .group_size = 4,
                    .embedding = 8});
  c.dataset = "synthetic";
  // A network that says zero: its loss is the mean square of the noise, whatever the latents; one
  // that predicts data misses them whole, which tells what they are.
  c.target = Target::data;
  auto parameters = c.network->make(1);
  for (auto& [name, value] : parameters)
    if (name.starts_with("head.")) value = value * 0;
  const auto task =
      score_task(c, {.target = Target::data, .flip = false}, 16, at::kFloat, set, set);
  double mean = 0;
  for (int64_t i = 0; i < 50; ++i) mean += task->loss(parameters, 2, i).item<double>() / 50;
  const auto& coder = *c.latent.coder;
  const auto q = coder.posterior_of(set.images);
  const auto std = at::tensor(std::vector<float>{0.7f, 1.4f}).view({-1, 1, 1});
  const double expected =
      (coder.encode(set.images).square() + (q.log_var.exp() / std.square())).mean().item<double>();
  CHECK(mean == Approx(expected).epsilon(0.05));  // 50 draws for 16 images of 32 numbers
  CHECK(task->loss(parameters, 2, 3).item<double>() == task->loss(parameters, 2, 3).item<double>());

  folder.runs("train score.toml --set budget.steps=3 --set training.schedule=constant --out parts");
  folder.runs("train score.toml --set budget.steps=6 --set training.schedule=constant --out parts");
  folder.runs("train score.toml --set budget.steps=6 --set training.schedule=constant --out whole");
  CHECK(read_text(folder / "parts/model.safetensors") ==
        read_text(folder / "whole/model.safetensors"));
}

TEST_CASE("sampling that starts from images encodes them", "[latent][sample]") {
  const auto& folder = trained();
  const auto model = load_model(folder / "latent");
  folder.runs("sample --model latent --steps 3 --seeds 0-2 --out begin");
  Beginnings b;
  b.start = folder / "begin", b.start_time = 1e-9;
  std::vector<uint64_t> seeds{0, 1, 2};
  const auto process = make_process("edm");  // alpha = 1, sigma = t
  const auto x = noised_images(b, *process, 1e-9, *model, at::kFloat, true, seeds);
  CHECK(
      (x - model->latent_space()->encode(samples_of(folder, "begin"))).abs().max().item<double>() <
      1e-6);
  folder.runs("sample --model latent --steps 3 --start begin --start-time 0.4 --out started");
  CHECK(samples_of(folder, "started").sizes() == at::IntArrayRef({3, 1, 8, 8}));
  folder.runs("sample --model latent --steps 3 --between 1,2 --frames 3 --out between");
  CHECK(fs::exists(folder / "between/strip.png"));
}

TEST_CASE("models that stand before others pass their latents on", "[latent]") {
  const auto& folder = trained();
  const auto model = load_model(folder / "latent");
  CHECK(watched_model(model, {})->latent_space() == model->latent_space());
  Guidance guidance;
  guidance.w = 2;
  CHECK(guided_model(model, load_model(folder / "latent"), {}, guidance)->latent_space() ==
        model->latent_space());
  save_checkpoint(folder.path() / "coder-c", tiny_autoencoder(false, 11));
  folder.runs("train score.toml --set objective.latent=coder-c --out latent-c");
  CHECK_THROWS_WITH(guided_model(model, load_model(folder / "latent-c"), {}, guidance),
                    ODELIA_CONTAINS("two autoencoders"));
}

TEST_CASE("a comparison decodes before it measures", "[latent][compare]") {
  const auto& folder = trained();
  ClassifierCheckpoint classifier;
  classifier.network.channels = 1, classifier.network.size = 8, classifier.network.widths = {4, 6};
  classifier.dataset = "synthetic";
  const auto x = tiny_images(64);
  classifier.parameters = make_classifier(classifier.network, x, 1);
  save_checkpoint(folder.path() / "eye", classifier, at::kFloat);
  const auto eye = load_classifier(folder / "eye");
  const Tensor seen = eye->features(x);
  Reference reference{
      moments_of(seen).finish(), {{"n", 64}, {"dataset", "synthetic"}, {"split", "train"}}, seen};
  reference.provenance["extractor_hash"] = hash_checkpoint(folder / "eye");
  write_reference(folder / "eye/reference.npz", reference);
  folder.put("compare.toml",
             "model = 'latent'\nclassifier = 'eye'\nreference = 'reference.npz'\nseeds = '0-19'\n"
             "nfe = [4]\nshard = 20\npictures = 4\nsolvers = ['ddim']\n[trajectory]\n"
             "seeds = '0-3'\nsteps = 8\ndoublings = 0\n");
  folder.runs("compare compare.toml --workers 1 --out run");
  folder.runs("sample --model latent --solver ddim --nfe 4 --seeds 0-19 --out twenty");
  const auto samples = samples_of(folder, "twenty");
  int shards = 0;
  for (const auto& e : fs::recursive_directory_iterator(folder / "run/shards")) {
    if (e.path().extension() != ".npz") continue;
    const auto shard = read_shard(e.path().string());
    if (!shard.features.defined()) {
      CHECK(shard.x.sizes().slice(1) == at::IntArrayRef({2, 4, 4}));  // errors of the path itself
      continue;
    }
    ++shards;
    CHECK(at::equal(shard.features, eye->features(samples)));
    CHECK(at::equal(shard.pictures, samples.narrow(0, 0, 4)));
  }
  CHECK(shards == 1);
}
