#include "tests/catch.h"

#include <cmath>
#include <filesystem>

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include "experiments/metrics/reference.h"
#include "experiments/train/tasks/autoencoder.h"
#include "experiments/train/tasks/gan.h"
#include "models/data/files.h"
#include "models/data/images/images.h"
#include "models/data/json.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/classifier/classifier.h"
#include "solvers/noise.h"
#include "tests/killed_task.h"
#include "tests/launched.h"
#include "tests/threads.h"
#include "tests/tiny_coder.h"
#include "tests/training.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

ImageSet images(int64_t count) {
  ImageSet set;
  set.images = tiny_images(count), set.name = "synthetic", set.split = "train";
  return set;
}

std::unique_ptr<TrainingTask> task_of(const std::string& name, bool vector = true) {
  if (name == "gan") return gan_task(tiny_coder(vector), {4, 8}, {}, 8, images(40), images(20));
  return autoencoder_task(tiny_coder(vector), {}, 8, images(40), images(20));
}

Tensor noise(const std::vector<int64_t>& shape, uint64_t first, int64_t count) {
  std::vector<uint64_t> seeds;
  for (int64_t i = 0; i < count; ++i) seeds.push_back(first + i);
  return starting_noise(seeds, shape, at::kFloat);
}

}  // namespace

TEST_CASE("the KL term is that of two Gaussians", "[generators]") {
  at::manual_seed(1);
  const Posterior q{at::randn({3, 5}), at::randn({3, 5})};
  const auto kl = kl_nats(q);
  for (int64_t i = 0; i < 3; ++i) {
    double expected = 0;
    for (int64_t k = 0; k < 5; ++k) {
      const double m = q.mean[i][k].item<double>(), v = std::exp(q.log_var[i][k].item<double>());
      expected += std::log(1 / std::sqrt(v)) + (v + m * m) / 2 - 0.5;  // log(s2/s1) + ...
    }
    CHECK(kl[i].item<double>() == Approx(expected).epsilon(1e-5));  // five float32 terms
  }
}

TEST_CASE("an autoencoder's loss is the negative evidence lower bound of its decoder",
          "[generators]") {
  // An average over many draws of noise: log-likelihood of a Gaussian decoder and the KL.
  const AutoencoderObjective objective{.kl = 0.5, .std = 0.3, .flip = false};
  const auto task = autoencoder_task(tiny_coder(), objective, 8, images(8), images(8));
  auto c = tiny_autoencoder();
  const Autoencoder coder(c);
  const auto x = tiny_images(8), y = to_unit(x);
  const Posterior q = coder.posterior_of(x);
  double expected = 0, got = 0;
  constexpr int kRounds = 200;
  at::manual_seed(3);
  for (int i = 0; i < kRounds; ++i) {
    got += task->loss(c.parameters, 7, i).item<double>() / kRounds;
    const auto z = q.mean + (0.5 * q.log_var).exp() * at::randn(q.mean.sizes());
    // -log N(y; decode(z), std^2) without its constant
    const double missed = (coder.generate(z) - y).square().sum().item<double>() / 8;
    expected += (missed / (2 * 0.09) + 0.5 * kl_nats(q).mean().item<double>()) / 64 / kRounds;
  }
  CHECK(got == Approx(expected).epsilon(0.02));  // of 200 draws; some 0.3 % apart
}

TEST_CASE("rows of coders and generators see neither the batch nor the threads",
          "[generators][bits]") {
  const bool vector = GENERATE(false, true);
  const Autoencoder coder(tiny_autoencoder(vector));
  GeneratorCheckpoint g{tiny_coder(vector), "synthetic", {}, {}};
  const uint64_t seed = 4;
  add_decoder(g.parameters, g.network, &seed);
  stir(g.parameters, 6);
  const auto generator = one_step_generator(g);
  const auto x = tiny_images(37);
  const auto z = noise(coder.latent_shape(), 0, 37);
  const auto encoded = coder.encode(x), drawn = coder.draw(x, z), decoded = coder.decode(z),
             made = generator->generate(z);
  CHECK(decoded.sizes() == at::IntArrayRef({37, 1, 8, 8}));
  CHECK(made.abs().max().item<double>() <= 1);
  for (const int64_t n : {1, 2, 7}) {
    const Threads some(n == 2 ? 1 : at::get_num_threads());
    for (int64_t from = 0; from + n <= 37; from += n) {
      const auto some = [&](const Tensor& t) { return t.narrow(0, from, n); };
      CHECK(at::equal(coder.encode(some(x)), some(encoded)));
      CHECK(at::equal(coder.draw(some(x), some(z)), some(drawn)));
      CHECK(at::equal(coder.decode(some(z)), some(decoded)));
      CHECK(at::equal(generator->generate(some(z)), some(made)));
    }
  }
  CHECK_THROWS_WITH(coder.encode(x.to(at::kFloat)), ODELIA_CONTAINS("expected uint8 images"));
  CHECK_THROWS_WITH(coder.decode(z.flatten(1).narrow(1, 0, 2)),
                    ODELIA_CONTAINS("expected latents"));
}

TEST_CASE("latents are scaled to zero mean and unit variance, and back", "[generators]") {
  const bool vector = GENERATE(false, true);
  const ProgramFolder folder("generators");
  const Threads one(1);
  auto task = autoencoder_task(tiny_coder(vector), {.kl = 0.01, .std = 0.1, .flip = false}, 8,
                               images(400), images(20));
  run_training(*task, loop(20), folder.path() / "coder", quiet);
  const Autoencoder coder(load_autoencoder_checkpoint(folder.path() / "coder"));
  const auto x = tiny_images(400);
  const auto z = coder.draw(x, noise(coder.latent_shape(), 0, 400)).transpose(0, 1).flatten(1);
  for (int64_t k = 0; k < z.size(0); ++k) {
    // Against the weights in float32, and the noise's own expectation: 400 draws and more.
    CHECK(z[k].mean().item<double>() == Approx(0).margin(0.1));
    CHECK(z[k].std().item<double>() == Approx(1).margin(0.1));
  }
  // encode and decode undo the scaling.
  const auto raw = coder.generate(coder.posterior_of(x).mean);
  CHECK((coder.decode(coder.encode(x)) - raw).abs().max().item<double>() < 1e-4);
  CHECK(fs::exists(folder.path() / "coder" / "reconstructions.png"));
  const auto facts = coder.checkpoint().training;
  CHECK(facts.at("reconstruction_mse").get<double>() > 0);
  CHECK(facts.at("kl_nats").get<double>() > 0);
}

TEST_CASE("latents are scaled, and reconstructions measured, in no order of the images",
          "[generators]") {
  const ProgramFolder folder("generators");
  const Threads one(1);
  at::manual_seed(3);
  const Tensor dark = at::randint(50, {1100, 1, 8, 8}, at::kLong),
               bright = 200 + at::randint(50, {300, 1, 8, 8}, at::kLong),
               sorted = at::cat({dark, bright}).to(at::kByte);
  const auto weights = tiny_autoencoder().parameters;
  const auto measured = [&](const Tensor& pixels, bool published = false) {
    ImageSet set{pixels, {}, "two kinds", "train"};
    if (published) set.provenance["dataset"] = "two kinds";
    const auto task = autoencoder_task(tiny_coder(), {}, 8, set, set);
    const auto facts = task->evaluate(weights, false);  // of 1,000
    CHECK(facts.at("latents_measured_on") == 1000);
    task->save(weights, folder.path() / "coder", facts);
    return load_autoencoder_checkpoint(folder.path() / "coder");
  };
  const auto a = measured(sorted),
             b = measured(sorted.index_select(0, at::randperm(sorted.size(0))));
  // The order of a published set is taken as it is: here of one kind.
  const auto dark_ones = measured(sorted, true);
  // Two draws of 1,000 differ in the share of bright ones by 0.01, four times which is a fifth of
  // their whole share; within a kind images are alike.
  const auto alike = [](double x, double y, double of_dark_ones) {
    INFO(x << ", " << y << "; " << of_dark_ones);
    CHECK(std::abs(x - y) < 0.25 * std::abs(y - of_dark_ones) + 0.002);
  };
  for (size_t k = 0; k < a.latent_mean.size(); ++k) {
    alike(a.latent_mean[k], b.latent_mean[k], dark_ones.latent_mean[k]);
    alike(a.latent_std[k], b.latent_std[k], dark_ones.latent_std[k]);
  }
  const auto mse = [](const AutoencoderCheckpoint& c) {
    return c.training.at("reconstruction_mse").get<double>();
  };
  alike(mse(a), mse(b), mse(dark_ones));
  CHECK(std::abs(dark_ones.latent_mean[0] - b.latent_mean[0]) > 0.02);
  CHECK(mse(dark_ones) < 0.95 * mse(b));
}

TEST_CASE("an autoencoder learns to tell images apart", "[generators]") {
  const ProgramFolder folder("generators");
  const Threads one(1);
  auto config = loop(150);
  config.optimizer.lr = 0.01;
  run_training(*autoencoder_task(tiny_coder(true), {.kl = 0.1, .std = 0.1, .flip = false}, 8,
                                 images(60), images(20)),
               config, folder.path() / "coder", quiet);
  const auto facts = load_autoencoder_checkpoint(folder.path() / "coder").training;
  // The images' levels vary by 58 of 255, and what is left within an image by 14: in units of
  // [-1, 1] that is 0.2 and 0.013.
  CHECK(facts.at("reconstruction_mse").get<double>() < 0.06);
}

TEST_CASE("players of a GAN move by turns", "[generators]") {
  const Threads one(1);
  const auto task = task_of("gan");
  auto parameters = task->initial(1);
  for (auto& [name, value] : parameters) value.set_requires_grad(true);
  for (const int64_t number : {0, 1, 2, 3}) {
    task->loss(parameters, 1, number).backward();
    const std::string moves = number % 2 == 0 ? "discriminator." : "generator.";
    int64_t moved = 0;
    for (auto& [name, value] : parameters) {
      INFO(number << " " << name);
      CHECK(value.grad().defined() == name.starts_with(moves));
      moved += value.grad().defined();
      value.mutable_grad().reset();
    }
    CHECK(moved > 4);
  }
}

TEST_CASE("each player's first update is its learning rate", "[generators]") {
  // Adam's corrections cancel its moments' (1 - beta) where they count that player's own updates.
  const Threads one(1);
  const ProgramFolder folder("generators-turns");
  auto config = loop(2);
  config.warmup = 0, config.schedule = "constant", config.ema = 0, config.optimizer.lr = 1e-2;
  const auto before = task_of("gan")->initial(config.seed);
  const auto after = run_training(*task_of("gan"), config, folder.path(), quiet);
  for (const std::string player : {"generator.", "discriminator."}) {
    double most = 0;
    for (const auto& [name, value] : after)
      if (name.starts_with(player))
        most = std::max(most, (value - before.at(name)).abs().max().item<double>());
    INFO(player);
    CHECK(most == Approx(1e-2).epsilon(1e-3));
  }
}

TEST_CASE("a GAN's kept folders say how many images it has seen", "[generators]") {
  const Threads one(1);
  const ProgramFolder folder("generators-kept");
  auto config = loop(8);  // of 8 images, seen in every other
  config.keep_images = 16;
  run_training(*task_of("gan"), config, folder.path(), quiet);
  std::vector<std::string> kept;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    if (entry.is_directory()) kept.push_back(entry.path().filename().string());
  std::sort(kept.begin(), kept.end());
  CHECK(kept == std::vector<std::string>{"images-000000016", "images-000000032"});
  for (const auto& [name, steps] :
       {std::pair<std::string, int64_t>{"images-000000016", 3}, {"images-000000032", 7}, {"", 8}}) {
    const auto facts = read_json((folder.path() / name / "config.json").string()).at("training");
    CHECK(facts.at("steps") == steps);
    CHECK(facts.at("images_seen") == (steps + 1) / 2 * 8);
  }
}

TEST_CASE("a GAN's penalty is the squared slope of its discriminator", "[generators]") {
  // The loss at r1 less that without is r1/2 times the slope, and falls with delta to a limit.
  const Threads one(1);
  const auto make = [&](double r1, double delta) {
    return gan_task(tiny_coder(true), {4, 8}, {.r1 = r1, .delta = delta, .flip = false}, 256,
                    images(256), images(8));
  };
  auto parameters = make(0, 1)->initial(1);
  stir(parameters, 2);
  for (auto& [name, value] : parameters) value = value.to(at::kFloat);
  const auto value = [&](double r1, double delta) {
    return make(r1, delta)->loss(parameters, 3, 0).item<double>();
  };
  const double slope = (value(2, 0.01) - value(0, 0.01));
  // E over directions of the squared directional derivative is |grad|^2.
  at::AutoGradMode tracking(true);
  const auto x = to_unit(tiny_images(256)).requires_grad_(true);
  CoderConfig critic = tiny_coder(true);
  critic.latent = 1;
  ParameterSet d;
  for (const auto& [name, tensor] : parameters)
    if (name.starts_with("discriminator.")) d[name.substr(14)] = tensor;
  const auto gradient =
      torch::autograd::grad({encode(critic, d, {}, x).sum()}, {x})[0].square().flatten(1).sum(1);
  // 256 directions: a chi-squared of one degree of freedom each, 9 % in all.
  CHECK(slope == Approx(gradient.mean().item<double>()).epsilon(0.3));
}

TEST_CASE("autoencoders and GANs that are killed and started again end with the same weights",
          "[generators][training]") {
  const std::string name = GENERATE("autoencoder", "gan");
  const Threads one(1);
  const ProgramFolder folder("generators");
  auto config = loop(6);
  config.save_minutes = 0;  // after every step
  const auto whole = run_training(*task_of(name), config, folder.path() / "whole", quiet);
  Killed killed(task_of(name), 3);
  CHECK_THROWS_WITH(run_training(killed, config, folder.path() / "parts", quiet), "killed");
  const auto parts = run_training(*task_of(name), config, folder.path() / "parts", quiet);
  REQUIRE(whole.size() == parts.size());
  for (const auto& [key, value] : whole) CHECK(at::equal(value, parts.at(key)));
  for (const char* file : {"model.safetensors", "config.json", "samples.png"})
    CHECK(read_text((folder.path() / "whole" / file).string()) ==
          read_text((folder.path() / "parts" / file).string()));
}

namespace {
constexpr const char* kTiny =
    "precision = 'float32'\n[network]\npatch = 1\nwidths = [4, 8]\ngroup_size = 4\nlatent = 3\n"
    "vector = true\n[training]\nbatch = 8\n[budget]\nsteps = 4\n";

/// A folder with trained tiny networks "vae" and "gan".
const ProgramFolder& trained() {
  static const ProgramFolder folder("generators-trained");
  static bool done = false;
  if (done) return folder;
  put_images(folder, "images.npz", 64);
  for (const auto& [name, task] : {std::pair{"vae", "autoencoder"}, {"gan", "gan"}}) {
    folder.put(fmt::format("{}.toml", name),
               fmt::format("task = '{}'\ndata = 'images.npz'\n{}", task, kTiny));
    folder.runs(fmt::format("train {0}.toml --out {0}", name));
  }
  done = true;
  return folder;
}
}  // namespace

TEST_CASE("a generator's samples are its images of their seeds' noise, whatever the batch",
          "[generators][sample]") {
  const std::string name = GENERATE("vae", "gan");
  const auto& folder = trained();
  const auto out = [&](const std::string& tail) { return name + "-" + tail; };
  folder.runs(fmt::format("sample --model {} --seeds 3-40 --out {}", name, out("all")));
  folder.runs(fmt::format("sample --model {} --seeds 7-9 --batch 2 --out {}", name, out("some")));
  const auto generator = open_one_step(folder / name);
  const auto all = samples_of(folder, out("all"));
  CHECK(at::equal(all, to_uint8(generator->generate(noise(generator->noise_shape(), 3, 38)))));
  CHECK(at::equal(samples_of(folder, out("some")), all.narrow(0, 4, 3)));
  const auto manifest = read_json(folder / (out("all") + "/manifest.json"));
  CHECK(manifest.at("nfe") == 1);
  CHECK(manifest.at("model_hash") == hash_checkpoint(folder / name));
  // The same question again costs nothing, another one is refused.
  folder.runs(fmt::format("sample --model {} --seeds 3-40 --out {}", name, out("all")));
  folder.refuses(fmt::format("sample --model {} --seeds 3-41 --out {}", name, out("all")), "seeds");
  // A sheet that cannot be drawn is no success.
  const std::string sheet =
      fmt::format("sample --model {} --seeds 3-40 --sheet 4 --out {}", name, out("all"));
  fs::create_directories(folder / (out("all") + "/sheet.png"));
  const Call undrawn = folder(sheet);
  CHECK(undrawn.status == 2);
  CHECK(undrawn.out.empty());
  fs::remove(folder / (out("all") + "/sheet.png"));
  folder.runs(sheet);
  {  // three pieces, which one of two ranks does where the other never comes
    const Launched second(1, 2);
    folder.runs(fmt::format("sample --model {} --seeds 3-40 --out {}", name, out("ranks")));
  }
  CHECK(fs::exists(folder / (out("ranks") + "/pieces.json")));
  CHECK(at::equal(samples_of(folder, out("ranks")), all));
  CHECK(read_json(folder / (out("ranks") + "/manifest.json")) == manifest);
}

TEST_CASE("what belongs to solving is refused where there is nothing to solve",
          "[generators][errors]") {
  const auto& folder = trained();
  for (const char* option : {"--solver ddim", "--process edm", "--grid karras", "--steps 20",
                             "--nfe 1", "--rtol 0.1", "--noise images.npz", "--between 1,2",
                             "--trajectory", "--dtype float64", "--labels 1", "--guidance 2"})
    folder.refuses(fmt::format("sample --model gan --out refused {}", option),
                   {"in one pass", std::string(option).substr(0, std::string(option).find(' '))});
  CHECK(!fs::exists(folder / "refused"));
  folder.refuses("likelihood --model vae --data images.npz --out refused", "expected 'score'");
  folder.refuses("train vae.toml --set precision=bfloat16 --out refused", "float32");
  folder.refuses("train vae.toml --set objective.kl=-1 --out refused", "objective.kl");
  folder.refuses("train vae.toml --set network.widths=[4,9] --out refused", "groups");
  folder.refuses("train gan.toml --set objective.delta=0 --out refused", "objective.delta");
  folder.refuses("train gan.toml --set data=two-moons --out refused", "holds points");
  folder.refuses("train gan.toml --set from=gan --out refused", "trains a discriminator too");
  // A first stage of latent diffusion is no VAE, and says so.
  folder.runs("train vae.toml --set objective.kl=0.01 --out first");
  const Call first = folder("sample --model first --seeds 0 --out first-samples");
  CHECK(first.status == 0);
  CHECK_THAT(first.err, ODELIA_CONTAINS("no VAE to sample from"));
  CHECK(folder("sample --model vae --seeds 0 --out vae-quiet").err.empty());
}

TEST_CASE("an autoencoder's run begins with another's weights", "[generators][training]") {
  const auto& folder = trained();
  folder.runs(
      "train vae.toml --set from=vae --set budget.steps=1 --set optimizer.lr=1e-9 --out again");
  const auto a = load_autoencoder(folder / "vae"), b = load_autoencoder(folder / "again");
  const auto x = tiny_images(4);  // half precision on disk, one step of 1e-9
  CHECK((a->decode(a->encode(x)) - b->decode(b->encode(x))).abs().max().item<double>() < 0.02);
  // Groups have no shape, and the weights would mean something else.
  folder.refuses("train vae.toml --set from=vae --set network.group_size=8 --out refused",
                 "network.group_size is 8, was 4");
  CHECK(!fs::exists(folder / "refused"));
}

TEST_CASE("generators stand beside solvers in a comparison, at one evaluation",
          "[generators][compare]") {
  const auto& folder = trained();
  ClassifierCheckpoint classifier;
  classifier.network.channels = 1, classifier.network.size = 8, classifier.network.widths = {4, 6};
  classifier.dataset = "synthetic";
  const auto x = tiny_images(64);
  classifier.parameters = make_classifier(classifier.network, x, 1);
  save_checkpoint(folder.path() / "eye", classifier, at::kFloat);
  const Tensor seen = load_classifier(folder / "eye")->features(x);
  Reference reference{
      moments_of(seen).finish(), {{"n", 64}, {"dataset", "synthetic"}, {"split", "train"}}, seen};
  reference.provenance["extractor_hash"] = hash_checkpoint(folder / "eye");
  write_reference(folder / "eye/reference.npz", reference);
  folder.put("score.toml",
             "task = 'score'\ndata = 'images.npz'\nprecision = 'float32'\n[network]\nbase = 8\n"
             "group_size = 4\nembedding = 16\n[training]\nbatch = 8\n[budget]\nsteps = 2\n");
  folder.runs("train score.toml --out net");
  folder.put("compare.toml",
             "model = 'net'\nclassifier = 'eye'\nreference = 'reference.npz'\nseeds = '0-39'\n"
             "nfe = [2, 4]\nshard = 15\npictures = 4\ngenerators = ['vae', 'gan']\n"
             "solvers = ['ddim']\n");
  const std::string table = folder.runs("compare compare.toml --workers 1 --out run");
  CHECK_THAT(table, ODELIA_CONTAINS("vae"));
  CHECK_THAT(table, ODELIA_CONTAINS("gan"));
  std::istringstream lines(read_text(folder / "run/records.jsonl"));
  int generators = 0, solvers = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto r = nlohmann::json::parse(line);
    if (r.at("solver") == "ddim") {
      ++solvers;
      continue;
    }
    ++generators;
    const auto name = r.at("solver").get<std::string>();
    CHECK(r.at("nfe") == 1);
    CHECK(r.at("nfe_budget") == 1);
    CHECK(r.at("n") == 40);
    CHECK(r.at("process") == "");
    CHECK(r.at("generator_hash") == hash_checkpoint(folder / name));
    CHECK(std::isfinite(r.at("fd[eye]").get<double>()));
    // The images are those of `sample`: their distance is what `metrics` says of them.
    folder.runs(fmt::format("sample --model {0} --seeds 0-39 --out {0}-forty", name));
    const auto features =
        load_classifier(folder / "eye")->features(samples_of(folder, name + "-forty"));
    CHECK(r.at("fd[eye]").get<double>() ==
          Approx(frechet_distance(reference.gaussian, moments_of(features).finish()).value));
  }
  CHECK(generators == 2);
  CHECK(solvers == 2);
  const auto csv = read_text(folder / "run/table.csv");
  CHECK_THAT(csv, ODELIA_CONTAINS("vae"));
  // Other weights are another run.
  fs::rename(folder / "gan", folder / "gan-kept");
  folder.runs("train gan.toml --set seed=5 --out gan");
  folder.refuses("compare compare.toml --workers 1 --out run", "generator");
  fs::remove_all(folder / "gan");
  fs::rename(folder / "gan-kept", folder / "gan");
  folder.refuses("compare compare.toml --set 'generators=[\"net\"]' --out other",
                 "expected 'generator'");
  folder.refuses("compare compare.toml --set 'generators=[\"vae\",\"vae\"]' --out other",
                 "names vae twice");
}
