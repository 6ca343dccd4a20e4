// The losses that training lowers, in numbers: each computed by hand from the batch that a step sees.
#include "tests/catch.h"

#include <cmath>

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include "experiments/train/tasks/classifier.h"
#include "experiments/train/tasks/distill.h"
#include "experiments/train/tasks/gan.h"
#include "experiments/train/tasks/score.h"
#include "models/data/images/images.h"
#include "models/networks/autoencoder/autoencoder.h"
#include "models/networks/score/unet/unet.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

constexpr int64_t kBatch = 16;
constexpr double kSigmaData = 0.5;

ImageSet random_images(int64_t count, int64_t classes = 3) {
  at::manual_seed(4);
  ImageSet set;
  set.images = at::randint(256, {count, 1, 8, 8}, at::kLong).to(at::kByte);
  set.labels = at::arange(count).remainder(classes);
  set.name = "synthetic", set.split = "train";
  return set;
}

ImageSet random_points(int64_t count, int64_t classes = 3) {
  at::manual_seed(4);
  ImageSet set;
  set.images = at::randn({count, 2});
  set.labels = at::arange(count).remainder(classes);
  set.name = "synthetic", set.split = "train";
  return set;
}

/// A network of points with three classes, no weight of it zero.
ScoreCheckpoint points_network(Target target) {
  ScoreCheckpoint c;
  c.network = network_for_data(
      {{"type", "mlp"}, {"width", 16}, {"depth", 2}, {"classes", 3}, {"sigma_data", kSigmaData}},
      {2}, "test");
  c.target = target, c.dataset = "synthetic";
  return c;
}

ParameterSet stirred(ParameterSet parameters) {
  at::manual_seed(5);
  for (auto& [name, value] : parameters) value = value + 0.2 * at::randn(value.sizes());
  return parameters;
}

ScoreCheckpoint image_network(Target target, double sigma_data = 1) {
  ScoreCheckpoint c;
  c.network = unet({.size = 8,
                    .base = 8,
                    .multipliers = {1},
                    .blocks = {1},
                    .middle_blocks = 0,
                    .group_size = 4,
                    .embedding = 8,
                    .sigma_data = sigma_data});
  c.target = target, c.dataset = "synthetic";
  return c;
}

/// What F should be as on_data x0 + on_noise n, and d x0_hat / dF.
struct Parts {
  double on_data, on_noise, slope;
};
Parts parts(Target target, double s) {
  const double alpha = 1 / std::sqrt(1 + s * s), sigma = s * alpha, d2 = kSigmaData * kSigmaData,
               skip = d2 / (s * s + d2), out = s * kSigmaData / std::sqrt(s * s + d2);
  switch (target) {
    case Target::noise:
      return {0, 1, -s};
    case Target::data:
      return {1, 0, 1};
    case Target::velocity:
      return {-sigma, alpha, -sigma};
    case Target::flow:
      return {-1, 1, -s / (1 + s)};
    case Target::score:
      return {0, -1 / sigma, s * sigma};
    default:
      return {(1 - skip) / out, -skip * s / out, out};
  }
}

/// Of |F - target|^2.
double weight(Weighting weighting, Target target, double s) {
  const double b2 = std::pow(parts(target, s).slope, 2), snr = 1 / (s * s);
  switch (weighting) {
    case Weighting::uniform:
      return 1;
    case Weighting::snr:
      return snr * b2;
    case Weighting::min_snr:
      return std::min(snr, 3.0) * b2;
    case Weighting::edm:
      return (s * s + kSigmaData * kSigmaData) / std::pow(s * kSigmaData, 2) * b2;
    case Weighting::truncated_snr:
      return std::max(snr, 1.0) * b2;
    default:
      return (snr + 1) * b2;
  }
}

}  // namespace

TEST_CASE("one step's loss of a score network is the formula's, for every target and weighting",
          "[training][loss]") {
  const at::NoGradGuard no_grad;
  const auto data = random_points(50);
  for (const Target target :
       {Target::noise, Target::data, Target::velocity, Target::flow, Target::score, Target::edm})
    for (const Weighting weighting :
         {Weighting::uniform, Weighting::snr, Weighting::min_snr, Weighting::edm,
          Weighting::truncated_snr, Weighting::snr_plus_one})
      for (const char* levels : {"ddpm", "lognormal"}) {
        INFO(to_string(target) << ", " << to_string(weighting) << ", " << levels);
        ScoreObjective o;
        o.target = target, o.weighting = weighting, o.gamma = 3, o.levels = levels;
        o.class_dropout = 0.4, o.outer_share = 0.2;
        const auto c = points_network(target);
        const auto task = score_task(c, o, kBatch, at::kFloat, data, data);
        auto p = stirred(task->initial(1));
        const uint64_t seed = 9;
        const int64_t number = 4;  // its batch ends in the second epoch
        const double loss = task->loss(p, seed, number).item<double>();

        auto draws = at::detail::createCPUGenerator(mix_seed(seed, number, 2));
        const Tensor index = DataOrder(50, kBatch).batch(seed, number),
                     u = at::rand({kBatch}, draws, at::TensorOptions(at::kDouble)),
                     dropped = at::rand({kBatch}, draws, at::TensorOptions(at::kFloat)) < 0.4,
                     n = noise_of_step({kBatch, 2}, mix_seed(seed, number, 3), at::kCPU);
        const auto lambda = draw_levels(o, {u.data_ptr<double>(), u.data_ptr<double>() + kBatch});
        double sum = 0;
        for (int64_t i = 0; i < kBatch; ++i) {
          const double s = std::exp(-lambda[i]), k = 1 / std::sqrt(s * s + kSigmaData * kSigmaData);
          const Tensor x0 = data.images[index[i].item<int64_t>()];
          const Tensor label = dropped[i].item<bool>()
                                   ? at::full({1}, 3, at::kLong)
                                   : data.labels[index[i].item<int64_t>()].view(1);
          const Tensor F = c.network->forward(p, (k * (x0 + s * n[i])).unsqueeze(0),
                                              at::full({1}, lambda[i], at::kFloat), label, nullptr);
          const Parts of = parts(target, s);
          const Tensor miss = F[0].to(at::kDouble) - (of.on_data * x0 + of.on_noise * n[i]);
          sum += weight(weighting, target, s) * miss.square().mean().item<double>() / kBatch;
        }
        CHECK(loss == Approx(sum).epsilon(1e-4));  // float32
      }
}

TEST_CASE("one step's loss on images is that of the mirrored ones", "[training][loss]") {
  const at::NoGradGuard no_grad;
  const auto data = random_images(40);
  for (const bool flip : {true, false}) {
    ScoreObjective o;
    o.flip = flip;
    const auto c = image_network(Target::noise);
    const auto task = score_task(c, o, kBatch, at::kFloat, data, data);
    auto p = stirred(task->initial(1));
    auto draws = at::detail::createCPUGenerator(mix_seed(9, 1, 2));
    Tensor x0 = to_unit(data.images.index_select(0, DataOrder(40, kBatch).batch(9, 1)));
    if (flip) {
      const Tensor half = at::rand({kBatch, 1, 1, 1}, draws, at::TensorOptions(at::kFloat)) < 0.5;
      x0 = at::where(half, x0.flip({3}), x0);
    }
    const Tensor u = at::rand({kBatch}, draws, at::TensorOptions(at::kDouble)),
                 n = noise_of_step(x0.sizes(), mix_seed(9, 1, 3), at::kCPU);
    const Tensor lambda = at::tensor(
        draw_levels(o, {u.data_ptr<double>(), u.data_ptr<double>() + kBatch}), at::kDouble);
    const Tensor s = at::exp(-lambda).view({-1, 1, 1, 1}), k = at::rsqrt(s * s + 1);
    const Tensor F = c.network->forward(p, (k * (x0 + s * n)).to(at::kFloat), lambda.to(at::kFloat),
                                        {}, nullptr);
    CHECK(task->loss(p, 9, 1).item<double>() ==
          Approx((F - n).square().mean().item<double>()).epsilon(1e-4));  // float32
  }
}

TEST_CASE("half of the images are mirrored, left to right", "[training][loss]") {
  const Tensor x = random_images(4000).images;
  const auto mirrored_share = [&](const Tensor& seen, const Tensor& x) {
    const Tensor whole = (seen == x).flatten(1).all(1),
                 mirror = (seen == x.flip({3})).flatten(1).all(1);
    CHECK((whole | mirror).all().item<bool>());
    CHECK_FALSE((whole & mirror).any().item<bool>());
    return mirror.to(at::kDouble).mean().item<double>();
  };
  // Four standard errors of half of 4000.
  const double most = 4 * std::sqrt(0.25 / 4000);
  CHECK(mirrored_share(mirrored(x, at::detail::createCPUGenerator(1)), x) ==
        Approx(0.5).margin(most));
  for (const bool flip : {true, false}) {
    DistillData data(random_images(4000), 4000, 0, 0, flip);
    const Tensor order = DataOrder(4000, 4000).batch(7, 0);
    CHECK(mirrored_share(data.draw(7, 0).x0, to_unit(x.index_select(0, order))) ==
          Approx(flip ? 0.5 : 0.0).margin(flip ? most : 0));
  }
}

TEST_CASE("labels are left out as often as class_dropout says", "[training][loss]") {
  constexpr int64_t n = 4000;
  for (const double share : {0.0, 0.2, 1.0}) {
    INFO(share);
    DistillData data(random_points(n), n, 3, share, false);
    const auto batch = data.draw(7, 0);
    const Tensor none = batch.labels == 3,
                 own = batch.labels ==
                       random_points(n).labels.index_select(0, DataOrder(n, n).batch(7, 0));
    CHECK((none | own).all().item<bool>());
    CHECK(none.to(at::kDouble).mean().item<double>() ==
          Approx(share).margin(4 * std::sqrt(share * (1 - share) / n)));
    for (int64_t i = 0; i < n; ++i)
      if (batch.classes[i] != (none[i].item<bool>() ? kNoClass : batch.labels[i].item<int64_t>()))
        FAIL("the teacher is asked with another label than the student");

    // A score network's "no class" learns at the same rows.
    ScoreObjective o;
    o.class_dropout = share;
    const auto points = random_points(60);
    const auto task = score_task(points_network(Target::noise), o, 60, at::kFloat, points, points);
    auto p = stirred(task->initial(1));
    for (auto& [name, value] : p) value = value.detach().set_requires_grad(true);
    task->loss(p, 9, 0).backward();
    const Tensor learns = p.at("class.weight").grad().abs().amax(1) > 0;
    CHECK(learns[3].item<bool>() == (share > 0));
    for (int64_t k = 0; k < 3; ++k) CHECK(learns[k].item<bool>() == (share < 1));
  }
}

TEST_CASE("the noise-prediction MSE of a network that says zero is its closed form",
          "[training][loss]") {
  // n_hat = (1 - a)/s y at y = x0 + s n, so that n_hat - n = (1 - a) x0/s - a n.
  constexpr int64_t images = 40, rounds = 5, all = images * rounds, d = 64;
  for (const auto& [target, a] :
       {std::pair<Target, std::function<double(double)>>{Target::data, [](double) { return 0; }},
        {Target::velocity, [](double s) { return 1 / (1 + s * s); }},
        {Target::noise, [](double) { return 1; }},
        {Target::edm, [](double s) { return 0.25 / (s * s + 0.25); }}}) {
    INFO(to_string(target));
    auto c = image_network(target, target == Target::edm ? 0.5 : 1);
    const auto p = c.network->make(1);
    const Tensor white = at::full({images, 1, 8, 8}, 255, at::kByte);
    double exact = 0, variance = 0;
    for (int64_t j = 0; j < all; ++j) {
      const double s = std::exp(-ddpm_lambda(1 + std::floor(1000.0 * j / all))), gain = a(s),
                   fixed = (1 - gain) / s;
      exact += (fixed * fixed + gain * gain) / all;
      // Of the mean over d of (fixed - gain n)^2.
      variance +=
          (2 * std::pow(gain, 4) + 4 * std::pow(fixed * gain, 2)) / d / std::pow(double(all), 2);
    }
    // No noise where the answer is the data: float32 alone.
    CHECK(noise_prediction_mse(c, c.network->cast(p, at::kFloat), white, rounds) ==
          Approx(exact).epsilon(1e-5).margin(4 * std::sqrt(variance)));
  }
}

TEST_CASE("the noise-prediction MSE of latents is of draws from the posterior, as in training",
          "[training][loss]") {
  // A coder that says N(0, I) of every image; x0_hat = 0, so that n_hat - n = x0/s.
  constexpr int64_t images = 40, rounds = 5, all = images * rounds, d = 64;
  AutoencoderCheckpoint coder;
  coder.network = {
      .size = 8, .patch = 1, .widths = {4}, .latent = d, .vector = true, .group_size = 4};
  coder.latent_mean.assign(d, 0), coder.latent_std.assign(d, 1), coder.dataset = "synthetic";
  coder.parameters = make_autoencoder(coder.network, 1);
  for (auto& [name, value] : coder.parameters) value = at::zeros_like(value);
  ScoreCheckpoint c;
  c.network = network_for_data({{"type", "mlp"}, {"width", 4}, {"depth", 1}}, {d}, "test");
  c.target = Target::data, c.dataset = "synthetic";
  c.latent.coder = std::make_shared<const Autoencoder>(coder);
  double exact = 0, variance = 0;
  for (int64_t j = 0; j < all; ++j) {
    const double snr = std::exp(2 * ddpm_lambda(1 + std::floor(1000.0 * j / all)));
    exact += snr / all, variance += 2 * snr * snr / d / std::pow(double(all), 2);
  }
  const Tensor white = at::full({images, 1, 8, 8}, 255, at::kByte);
  CHECK(noise_prediction_mse(c, c.network->make(1), white, rounds) ==
        Approx(exact).margin(4 * std::sqrt(variance)));
  CHECK(4 * std::sqrt(variance) < 0.9 * exact);  // so that it tells the posterior's means, 0
}

TEST_CASE("a classifier's loss is the cross-entropy with smoothed labels", "[training][loss]") {
  const at::NoGradGuard no_grad;
  const auto data = random_images(40);
  for (const double smoothing : {0.0, 0.3}) {
    ClassifierConfig wanted;
    wanted.widths = {4, 6};
    const auto task =
        classifier_task(wanted, {.label_smoothing = smoothing, .shift = 0, .flip = false}, kBatch,
                        at::kFloat, data, data);
    auto p = task->initial(2);
    const double loss = task->loss(p, 9, 0).item<double>();
    const auto c = read_classifier({task->network(), "network"});
    const Tensor index = DataOrder(40, kBatch).batch(9, 0),
                 x = normalise(c, data.images.index_select(0, index)),
                 logits = classifier_head(p, classifier_features(c, p, x, true)).to(at::kDouble),
                 log_p = logits - logits.logsumexp(1, true);
    double sum = 0;
    for (int64_t i = 0; i < kBatch; ++i) {
      const int64_t label = data.labels[index[i].item<int64_t>()].item<int64_t>();
      sum -= ((1 - smoothing) * log_p[i][label].item<double>() +
              smoothing * log_p[i].mean().item<double>()) /
             kBatch;
    }
    CHECK(loss == Approx(sum).epsilon(1e-5));  // float32
  }
}

namespace {

CoderConfig generator() {
  CoderConfig c;
  c.size = 8, c.patch = 1, c.widths = {4, 8}, c.group_size = 4, c.latent = 3, c.vector = true;
  return c;
}

ImageSet white(int64_t count) {
  ImageSet set = random_images(count);
  set.images.fill_(255);
  return set;
}

/// A GAN whose generator paints all black.
ParameterSet painting_black(TrainingTask& task) {
  auto p = task.initial(1);
  p.at("generator.head.weight").zero_();
  p.at("generator.head.bias").fill_(-20);
  return p;
}

}  // namespace

TEST_CASE("a GAN's players want what they should", "[training][loss][generators]") {
  const Threads one(1);
  const auto task = gan_task(generator(), {4, 8}, {.r1 = 0}, 8, white(16), white(16));
  {  // A discriminator that finds everything real, by a logit of 2
    const at::NoGradGuard no_grad;
    auto p = task->initial(1);
    for (auto& [name, value] : p)
      if (name.starts_with("discriminator.")) value.zero_();
    p.at("discriminator.encoder_out.bias").fill_(2);
    const double fooled = std::log1p(std::exp(-2));
    CHECK(task->loss(p, 1, 1).item<double>() == Approx(fooled).epsilon(1e-6));
    CHECK(task->loss(p, 1, 0).item<double>() == Approx(fooled + fooled + 2).epsilon(1e-6));
  }
  // One that learns to tell white images from black ones, by its own steps alone.
  auto p = painting_black(*task);
  for (auto& [name, value] : p) value.set_requires_grad(true);
  for (int64_t step = 0; step < 30; ++step) {
    task->loss(p, 1, 2 * step).backward();
    const at::NoGradGuard no_grad;
    for (auto& [name, value] : p)
      if (value.grad().defined()) value -= 0.05 * value.grad(), value.mutable_grad().reset();
  }
  const auto seen = task->evaluate(p, true);
  CHECK(seen.at("test_images_told").get<double>() == 1);
  CHECK(seen.at("samples_told").get<double>() == 1);
  CHECK(task->loss(p, 1, 0).item<double>() < 0.5 * 2 * M_LN2);  // of one that cannot tell
  CHECK(task->loss(p, 1, 1).item<double>() > 1.5 * M_LN2);      // no sample passes
}
