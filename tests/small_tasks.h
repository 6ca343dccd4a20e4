#pragma once
// A small task of every kind that `odelia train` knows, on any device.
#include <functional>

#include <ATen/ops/arange.h>
#include <ATen/ops/randint.h>

#include "experiments/train/tasks/autoencoder.h"
#include "experiments/train/tasks/classifier.h"
#include "experiments/train/tasks/consistency.h"
#include "experiments/train/tasks/dequantizer.h"
#include "experiments/train/tasks/gan.h"
#include "experiments/train/tasks/progressive.h"
#include "experiments/train/tasks/score.h"
#include "models/data/datasets.h"
#include "models/networks/score/network_model.h"
#include "models/networks/score/unet/unet.h"

namespace odelia {

struct SmallTask {
  std::string name;
  std::function<std::unique_ptr<TrainingTask>(at::Device)> on;
  std::vector<int64_t> steps;  ///< that differ in what they do
};

inline ImageSet small_images(int64_t count, std::vector<int64_t> shape, int64_t classes = 3) {
  at::manual_seed(2);
  shape.insert(shape.begin(), count);
  ImageSet set{at::randint(256, shape, at::TensorOptions(at::kByte)), {}, "test", "train"};
  set.labels = at::arange(count, at::TensorOptions(at::kLong)).remainder(classes);
  return set;
}

inline ScoreCheckpoint small_score_network(Target target) {
  ScoreCheckpoint c;
  c.network = unet({.channels = 3,
                    .size = 8,
                    .base = 8,
                    .multipliers = {1, 2},
                    .blocks = {1, 1},
                    .group_size = 4,
                    .features = {"high_pass"},
                    .embedding = 16,
                    .classes = 3});
  c.target = target, c.dataset = "test", c.lambda_range = {-5, 5};
  c.parameters = c.network->make(3);
  // Fresh networks answer 0, whatever they are asked.
  for (auto& [name, value] : c.parameters) value = value + 0.05;
  return c;
}

inline std::vector<SmallTask> small_tasks() {
  const auto images = small_images(40, {3, 8, 8});
  const auto teacher = [](at::Device device) {
    const auto c = small_score_network(Target::velocity);
    return Teacher{std::make_shared<NetworkModel>(c, NetworkOptions{.device = device}), c,
                   "teacher", "none"};
  };
  ConsistencyObjective pairs;
  pairs.pairs = "teacher", pairs.s_min = 0.02, pairs.s_max = 20, pairs.adapt = 1, pairs.updates = 4;
  ProgressiveObjective halves;
  halves.from = 8, halves.to = 2, halves.adapt = 1, halves.updates = 2,
  halves.process = "vp_cosine";
  ClassifierConfig classes;
  classes.channels = 3, classes.size = 8, classes.classes = 3, classes.widths = {8, 8};
  CoderConfig coder;
  coder.size = 8, coder.widths = {4, 8}, coder.group_size = 4, coder.patch = 1;
  CoderConfig vector = coder;
  vector.vector = true;
  const auto score = [=](at::Device device) {
    return score_task(small_score_network(Target::noise), {}, 16, at::kFloat, images, images,
                      device);
  };
  const auto consistency = [=](at::Device device) {
    return consistency_task(teacher(device), pairs, nlohmann::json::object(), 16, at::kFloat,
                            images, images, device);
  };
  const auto progressive = [=](at::Device device) {
    return progressive_task(teacher(device), halves, nlohmann::json::object(), 16, at::kFloat,
                            images, images, device);
  };
  const auto classifier = [=](at::Device device) {
    return classifier_task(classes, {.shift = 2, .flip = true}, 16, at::kFloat, images, images,
                           device);
  };
  const auto autoencoder = [=](at::Device device) {
    return autoencoder_task(coder, {}, 16, images, images, device);
  };
  const auto gan = [=](at::Device device) {
    return gan_task(vector, {4, 8}, {}, 16, images, images, device);
  };
  const auto dequantizer = [](at::Device device) {
    const auto grey = small_images(12, {1, 28, 28});
    return dequantizer_task({.width = 8, .couplings = 2}, {"fashion-mnist"}, 4, grey, grey, device);
  };
  // A network of points, of layers alone.
  const auto points = [](at::Device device) {
    ScoreCheckpoint c;
    c.network = network_for_data({{"type", "mlp"}}, {2}, "test");
    const ImageSet moons = load_images("two-moons", "test");
    return score_task(c, {}, 32, at::kFloat, moons, moons, device);
  };
  return {{"score", score, {0}},
          {"score", points, {0}},
          {"consistency", consistency, {0, 1}},
          {"progressive", progressive, {0, 1, 3}},
          {"classifier", classifier, {0, 3}},
          {"autoencoder", autoencoder, {0}},
          {"gan", gan, {0, 1}},
          {"dequantizer", dequantizer, {0}}};
}

}  // namespace odelia
