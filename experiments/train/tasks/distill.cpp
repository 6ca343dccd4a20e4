#include "experiments/train/tasks/distill.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>

#include "experiments/command/hashes.h"
#include "experiments/train/point_picture.h"
#include "models/consistency_function.h"
#include "models/data/images/images.h"
#include "models/data/png.h"
#include "models/guidance.h"
#include "models/networks/open_model.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "models/solve.h"
#include "solvers/combine.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("train: " + what); }

int64_t classes_of(const Teacher& teacher) {
  return teacher.checkpoint ? teacher.checkpoint->network->classes() : 0;
}

}  // namespace

Teacher open_teacher(const std::string& spec, double guidance, at::Device device) {
  if (spec.empty()) refuse("objective.teacher must name the model that is distilled");
  Teacher out;
  out.model = open_model(spec, {.device = device});
  if (const auto* network = dynamic_cast<const NetworkModel*>(out.model.get()))
    out.checkpoint = network->checkpoint();
  out.name = std::filesystem::path(spec).filename().string();
  if (out.name.empty()) out.name = std::filesystem::path(spec).parent_path().filename().string();
  out.hash = hash_model(spec);
  if (consistency_function(*out.model))
    refuse(
        fmt::format("teacher '{}' is a consistency function itself; take the network that it "
                    "was distilled from",
                    spec));
  if (guidance == 1) return out;
  Labels labels;
  for (int64_t i = 0; i < classes_of(out); ++i) labels.of.push_back(i);
  if (labels.none())
    refuse(fmt::format("objective.guidance is {}, and teacher '{}' knows no classes; leave it out",
                       guidance, spec));
  out.model = guided_model(out.model, nullptr, labels, {.w = guidance});
  return out;
}

ScoreCheckpoint student_of(const Teacher& teacher, const nlohmann::json& network, Target target,
                           const ImageSet& training, double class_dropout, bool asks_teacher) {
  const auto shape = training.images.sizes().slice(1).vec();
  if (teacher.model->sample_shape() != shape)
    refuse(fmt::format("teacher '{}' makes samples [{}], and data set '{}' holds [{}]",
                       teacher.name, fmt::join(teacher.model->sample_shape(), ", "), training.name,
                       fmt::join(shape, ", ")));
  ScoreCheckpoint student;
  student.target = target, student.dataset = training.name;
  if (!network.empty()) {
    student.network = network_for_data(network, shape, "train: network");
  } else if (teacher.checkpoint) {
    student.network = teacher.checkpoint->network;
    student.parameters = clone(teacher.checkpoint->parameters);
  } else {
    refuse(fmt::format(
        "teacher '{}' is no network of Odelia's whose architecture and weights a student could "
        "take; describe one in [network], which begins with fresh weights",
        teacher.name));
  }
  const int64_t classes = student.network->classes();
  if (asks_teacher && classes_of(teacher) > 0 && (classes == 0 || class_dropout > 0)) {
    try {
      teacher.model->label({kNoClass});
    } catch (const std::invalid_argument&) {
      refuse(
          fmt::format("teacher '{}' was never trained without a class; give the student its {} "
                      "classes, and class_dropout = 0",
                      teacher.name, classes_of(teacher)));
    }
  }
  if (classes == 0) return student;
  if (classes != classes_of(teacher))
    refuse(fmt::format("the student knows {} classes and teacher '{}' {}; take as many", classes,
                       teacher.name, classes_of(teacher)));
  require_labels_below("a student with classes", training, classes);
  return student;
}

Tensor teacher_data(Teacher& teacher, const Tensor& y, const std::vector<double>& s,
                    const std::vector<int64_t>& classes) {
  if (classes_of(teacher))
    teacher.model->label(classes.empty() ? std::vector<int64_t>(s.size(), kNoClass) : classes);
  const PerSample level{std::vector<double>(s)};
  const PerSample alpha = level.map([](double v) { return 1 / std::sqrt(1 + v * v); });
  return teacher.model->predict(combine({{alpha, y}}), alpha, level * alpha, Prediction::data);
}

DistillBatch DistillData::draw(uint64_t seed, int64_t number) {
  const auto generator = at::detail::createCPUGenerator(mix_seed(seed, number, 2));
  const auto index = order_.batch(seed, number);
  DistillBatch out;
  out.x0 = rows_of(set_.images, index);
  if (!set_.points()) out.x0 = to_unit(out.x0);
  if (flip_ && !set_.points()) out.x0 = mirrored(out.x0, generator);
  const auto u = at::rand({batch_}, generator, at::TensorOptions(at::kDouble));
  for (int64_t i = 0; i < batch_; ++i)
    out.v.push_back((static_cast<double>(i) + u.data_ptr<double>()[i]) /
                    static_cast<double>(batch_));
  out.n = noise_of_step(out.x0.sizes(), mix_seed(seed, number, 3), device_);
  if (classes_ == 0) return out;
  const Tensor labels = set_.labels.index_select(0, index).masked_fill(
      at::rand({batch_}, generator, at::TensorOptions(at::kFloat)) < class_dropout_, classes_);
  for (int64_t i = 0; i < batch_; ++i) {
    const int64_t label = labels.data_ptr<int64_t>()[i];
    out.classes.push_back(label < classes_ ? label : kNoClass);
  }
  out.labels = send(labels, device_);
  return out;
}

StudentTask::StudentTask(Teacher teacher, const StudentObjective& objective,
                         const nlohmann::json& network, Target target, int64_t batch,
                         at::ScalarType precision, ImageSet train, ImageSet test,
                         std::string beside, at::Device device, bool asks_teacher)
    : beside_(std::move(beside)),
      teacher_(std::move(teacher)),
      student_(student_of(teacher_, network, target, train, objective.class_dropout, asks_teacher)),
      precision_(precision),
      device_(device),
      data_(std::move(train), batch, student_.network->classes(), objective.class_dropout,
            objective.flip, device),
      test_(std::move(test)),
      test_images_(std::min<int64_t>(test_.images.size(0), 500)),
      test_data_(test_, test_images_, student_.network->classes(), objective.class_dropout, false,
                 device),
      class_dropout_(objective.class_dropout) {
  if (const int64_t classes = student_.network->classes(); classes > 0)
    require_labels_below("a student with classes", test_, classes);
  require_precision_of(*student_.network, precision);
}

ParameterSet StudentTask::first(uint64_t seed) const {
  return student_.parameters.empty() ? student_.network->make(seed) : clone(student_.parameters);
}

int64_t StudentTask::last_step(int64_t number) {
  return at::GradMode::is_enabled() ? number : std::max<int64_t>(0, number - 1);
}

nlohmann::json StudentTask::evaluate(const ParameterSet& parameters, bool) {
  const at::NoGradGuard no_grad;
  const double value = test_loss(parameters, test_data_.draw(1, 0)).item<double>();
  nlohmann::json out = {{"loss", value}, {"loss_images", test_images_}};
  if (student_.network->classes()) out["class_dropout"] = class_dropout_;
  return out;
}

void StudentSettings::check_network(const TaskTables& tables) const {
  if (!network_.empty()) read_network(tables.network);
}

nlohmann::json StudentSettings::network() const {
  if (network_.empty()) return nlohmann::json::object();
  nlohmann::json out = without_image_shape(read_network({network_, "network"})->to_json());
  out.erase("dimension");
  return out;
}

std::string StudentSettings::no_from() const {
  return "a student begins with the weights of its teacher, or with fresh ones of a [network]";
}

nlohmann::ordered_json StudentSettings::inputs() const {
  return {{"teacher", hash_model(student().teacher)}};
}

std::vector<double> lambdas_of(const std::vector<double>& s) {
  std::vector<double> out;
  for (double v : s) out.push_back(-std::log(v));
  return out;
}

void write_preview(const std::filesystem::path& folder, const ScoreCheckpoint& student,
                   const std::vector<PreviewPlan>& plans, int64_t count, const ImageSet& test) {
  const at::NoGradGuard no_grad;
  Labels labels;  // each class in turn
  for (int64_t i = 0; i < student.network->classes(); ++i) labels.of.push_back(i);
  const auto model = guided_model(std::make_shared<NetworkModel>(student, NetworkOptions()),
                                  nullptr, labels, Guidance());
  std::vector<uint64_t> seeds;
  for (int64_t i = 0; i < (test.points() ? 2000 : count); ++i) seeds.push_back(i);
  std::vector<Tensor> all;
  for (const PreviewPlan& plan : plans) {
    const auto process = make_process(plan.process);
    const auto grid = make_time_grid(plan.grid, *process, plan.steps);
    all.push_back(solve(plan_on_grid(make_method(plan.solver), grid), process, model, seeds,
                        at::TensorOptions(at::kFloat))
                      .x);
  }
  const std::string picture = (folder / "samples.png").string();
  if (test.points()) {
    all.insert(all.begin(), test.images);
    write_png(picture, point_picture(all));
  } else {
    write_png(picture, image_grid(to_uint8(at::cat(all)), 12, 2));
  }
}

}  // namespace odelia
