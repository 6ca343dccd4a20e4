#include "experiments/train/tasks/classifier.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/remainder.h>
#include <ATen/ops/where.h>

#include "experiments/train/range.h"
#include "experiments/train/task.h"
#include "models/networks/kernels/class_rows.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

class ClassifierTask final : public TrainingTask {
 public:
  ClassifierTask(const ClassifierConfig& network, const ClassifierObjective& objective,
                 int64_t batch, at::ScalarType precision, ImageSet train, ImageSet test,
                 at::Device device)
      : objective_(objective),
        batch_(batch),
        precision_(precision),
        train_(std::move(train)),
        test_(std::move(test)),
        order_(train_.images.size(0), batch),
        device_(device) {
    checkpoint_.network = network;
    checkpoint_.dataset = train_.name;
    require_labels_below("task 'classifier'", test_, class_count(train_));
    const auto pixels = train_.images.to(at::kFloat).div_(255).transpose(0, 1).flatten(1);
    auto& c = checkpoint_.network;
    c.channels = train_.images.size(1), c.size = train_.images.size(2);
    c.classes = class_count(train_);
    c.mean.clear(), c.std.clear();
    for (int64_t i = 0; i < c.channels; ++i) {
      c.mean.push_back(pixels[i].mean().item<double>());
      // What is the same everywhere tells no images apart, and is only moved to zero.
      const bool constant = pixels[i].eq(pixels[i][0]).all().item<bool>();
      c.std.push_back(constant ? 1 : pixels[i].std().item<double>());
    }
    check(c);
    some_ = rows_of(train_.images, measured_rows(train_, 5000));
    train_.images = train_.images.to(device);
  }

  nlohmann::json network() const override { return to_json(checkpoint_.network); }
  ParameterSet initial(uint64_t seed) override {
    return make_classifier(checkpoint_.network, some_, seed);
  }
  bool trains(const std::string& name) const override {
    return name.find("running_") == std::string::npos && name != "whiten.weight";
  }

  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    const auto generator = at::detail::createCPUGenerator(mix_seed(seed, number, 3));
    const auto index = order_.batch(seed, number);
    auto images = rows_of(train_.images, index);
    if (objective_.shift > 0)
      images =
          shift_images(images, at::randint(-objective_.shift, objective_.shift + 1, {batch_, 2},
                                           generator, at::TensorOptions(at::kLong)));
    if (objective_.flip) {
      const auto mirrored = mirrored_rows(index, number * batch_, train_.images.size(0));
      images = at::where(send(mirrored.view({-1, 1, 1, 1}), device_), images.flip(3), images);
    }
    const auto x = normalise(checkpoint_.network, images).to(precision_);
    const auto features = classifier_features(checkpoint_.network,
                                              cast_convolutions(parameters, precision_), x, true);
    const auto log_p = at::log_softmax(classifier_head(parameters, features.to(at::kFloat)), 1);
    const auto right = class_indicators(send(train_.labels.index_select(0, index), device_),
                                        checkpoint_.network.classes);
    // LibTorch's own, with smoothed labels, waits for the device.
    const double spread = objective_.label_smoothing;
    return -((1 - spread) * (right * log_p).sum(1).mean() + spread * log_p.mean());
  }

  nlohmann::json evaluate(const ParameterSet& parameters, bool) override {
    checkpoint_.parameters = on_device(parameters, at::kCPU);
    const auto logits = Classifier(checkpoint_, device_).logits(test_.images);
    return {{"accuracy", (logits.argmax(1) == test_.labels).to(at::kDouble).mean().item<double>()},
            {"accuracy_images", test_.images.size(0)}};
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    checkpoint_.training = facts;
    checkpoint_.parameters = on_device(parameters, at::kCPU);
    save_checkpoint(folder, checkpoint_);
  }

 private:
  ClassifierCheckpoint checkpoint_;
  ClassifierObjective objective_;
  int64_t batch_;
  at::ScalarType precision_;
  ImageSet train_, test_;
  DataOrder order_;
  at::Device device_;
  Tensor some_;  ///< images, on the host, that the whitening layer is made for
};

}  // namespace

Tensor shift_images(const Tensor& images, const Tensor& shifts) {
  // Of every image the reflected rows, or columns, that it shows once moved: [B, size].
  const auto shown = [&](int64_t size, int64_t axis) {
    const auto i = (at::arange(size) + shifts.narrow(1, axis, 1)).abs();
    return send(size - 1 - (size - 1 - i).abs(), images.device());
  };
  const auto rows = shown(images.size(2), 0).view({-1, 1, images.size(2), 1}),
             columns = shown(images.size(3), 1).view({-1, 1, 1, images.size(3)});
  return images.gather(2, rows.expand_as(images)).gather(3, columns.expand_as(images));
}

Tensor mirrored_rows(const Tensor& index, int64_t place, int64_t images) {
  const auto epoch = (at::arange(index.size(0)) + place).div(images, "floor");
  return at::remainder(index.bitwise_xor(index.div(1009, "floor")) + epoch, 2).to(at::kBool);
}

std::unique_ptr<TrainingTask> classifier_task(const ClassifierConfig& network,
                                              const ClassifierObjective& objective, int64_t batch,
                                              at::ScalarType precision, ImageSet train,
                                              ImageSet test, at::Device device) {
  require_images("classifier", train);
  require_labels("task 'classifier'", train);
  if (objective.shift < 0 || objective.shift >= train.images.size(2))
    throw std::invalid_argument(fmt::format("train: shift must be in 0..{}, got {}",
                                            train.images.size(2) - 1, objective.shift));
  if (!(objective.label_smoothing >= 0 && objective.label_smoothing < 1))
    throw std::invalid_argument(
        fmt::format("train: label_smoothing must be in [0, 1), got {}", objective.label_smoothing));
  return std::make_unique<ClassifierTask>(network, objective, batch, precision, std::move(train),
                                          std::move(test), device);
}

namespace {

class ClassifierSettings final : public TaskSettings {
 public:
  explicit ClassifierSettings(TaskTables tables) : given_(tables.network.object()) {
    tables.objective
        .optional("label_smoothing", objective_.label_smoothing,
                  "share of a label that is spread over all")
        .optional("shift", objective_.shift, "images move by up to this many pixels")
        .optional("flip", objective_.flip, "each image is mirrored in every other epoch")
        .finish();
    check_ranges({{"objective.label_smoothing", objective_.label_smoothing, 0, 1},
                  {"objective.shift", double(objective_.shift), 0}},
                 tables.objective.where());
    network_ = read_classifier(tables.network);
  }
  nlohmann::json objective() const override {
    return {{"label_smoothing", objective_.label_smoothing},
            {"shift", objective_.shift},
            {"flip", objective_.flip}};
  }
  nlohmann::json network() const override {
    nlohmann::json out = to_json(network_);
    for (const char* key : {"channels", "size", "classes", "mean", "std"}) out.erase(key);
    return out;
  }
  void check_data(const ImageSet& training) const override {
    require_images("classifier", training);
    require_labels("task 'classifier'", training);
    for (const char* key : {"mean", "std"})
      if (given_.contains(key))
        throw std::invalid_argument(
            fmt::format("train: network.{} is measured on the training images; leave it out", key));
    check_measured(given_,
                   {{"channels", training.images.size(1)},
                    {"size", training.images.size(2)},
                    {"classes", class_count(training)}},
                   training.name);
  }
  std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                     ImageSet test) const override {
    return classifier_task(network_, objective_, request.batch, request.precision,
                           std::move(training), std::move(test), request.device);
  }

 private:
  nlohmann::json given_;
  ClassifierConfig network_;
  ClassifierObjective objective_;
};

const RegisterTask registered{{.name = "classifier", .read = [](TaskTables tables) {
                                 return std::make_shared<const ClassifierSettings>(tables);
                               }}};

}  // namespace
}  // namespace odelia
