#include "experiments/train/tasks/progressive.h"

#include <algorithm>
#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include "experiments/train/prefix.h"
#include "experiments/train/range.h"
#include "models/networks/score/denoising.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "solvers/time_grid.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

/// Beside a student's own parameters, those of the student before it, its teacher.
const std::string kTeacher = "teacher/";

/// f per sample as [B, 1, ...], of the type of `like` and where that is.
Tensor per_sample(const Tensor& like, size_t count, const std::function<double(size_t)>& f) {
  std::vector<float> values;
  for (size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(f(i)));
  std::vector<int64_t> shape(static_cast<size_t>(like.dim()), 1);
  shape[0] = -1;
  return upload(values, like.device()).view(shape).to(like.scalar_type());
}

class ProgressiveTask final : public StudentTask {
 public:
  ProgressiveTask(Teacher teacher, const ProgressiveObjective& objective,
                  const nlohmann::json& network, int64_t batch, at::ScalarType precision,
                  ImageSet train, ImageSet test, at::Device device)
      : StudentTask(std::move(teacher), objective, network, objective.target, batch, precision,
                    std::move(train), std::move(test), kTeacher, device, true),
        o_(objective) {
    make_levels();
    const double top = levels_.back() > 0 ? levels_.back() : levels_[levels_.size() - 2];
    student_.lambda_range = {-std::log(levels_.front()), -std::log(top)};
    if (student_.lambda_range[1] > teacher_.model->lambda_max() + 0.05)
      throw std::invalid_argument(fmt::format(
          "train: grid '{}' on '{}' ends at log(alpha/sigma) = {:.4g}, and teacher '{}' knows "
          "levels up to {:.4g}; end it earlier, at a larger t_min",
          o_.grid, o_.process, student_.lambda_range[1], teacher_.name,
          teacher_.model->lambda_max()));
    check_teachers_steps();
  }

  ParameterSet initial(uint64_t seed) override {
    ParameterSet out = first(seed);
    add_with_prefix(out, kTeacher, clone(out));
    return out;
  }
  /// Linearly to zero in every halving (arXiv:2202.00512, sec. 5), and in the steps before them.
  double rate(int64_t number) const override {
    const int64_t stage = stage_of(number);
    const double length = static_cast<double>(stage < 0 ? o_.adapt : o_.updates);
    return std::max(0.0, 1 - static_cast<double>(number - begin_of(stage)) / length);
  }

  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    const int64_t stage = stage_of(number);
    last_ = stage_of(last_step(number));
    if (stage > 0 && number == begin_of(stage)) {
      const at::NoGradGuard no_grad;
      for (auto& [name, value] : parameters)
        if (!trains(name)) value.copy_(parameters.at(name.substr(kTeacher.size())).detach());
    }
    auto dropout = at::detail::createCPUGenerator(mix_seed(seed, number, 4));
    return loss_of(parameters, data_.draw(seed, number), stage, &dropout);
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    const auto made = facts.value("steps", int64_t{0});
    const int64_t stage = made == 0 ? -1 : stage_of(made - 1);
    student_.training = facts;
    student_.parameters = on_device(without_prefix(parameters, kTeacher), at::kCPU);
    student_.student = stage < 0 ? nullptr : std::make_shared<const Student>(description(stage));
    save_checkpoint(folder, student_);
    write_preview(folder, student_,
                  {{"ddim", o_.process, o_.grid, stage < 0 ? 25 : student_.student->steps()}}, 36,
                  test_);
  }

 private:
  Tensor test_loss(const ParameterSet& parameters, const DistillBatch& batch) override {
    return loss_of(parameters, batch, last_, nullptr);
  }
  int64_t stage_of(int64_t number) const {
    return number < o_.adapt ? -1 : std::min((number - o_.adapt) / o_.updates, o_.halvings() - 1);
  }
  int64_t begin_of(int64_t stage) const { return stage < 0 ? 0 : o_.adapt + stage * o_.updates; }

  /// Grid points between the teacher's steps of the first halving, as sigma/alpha; those of every
  /// later one are among them.
  void make_levels() {
    const auto process = make_process(o_.process);
    const TimeGrid fine = make_time_grid(o_.grid, *process, o_.from);
    if (!(process->alpha(fine.front()) > 0))
      throw std::invalid_argument(
          fmt::format("train: process '{}' starts at pure noise, alpha = 0, which a student cannot "
                      "step from; take t_max=0.999",
                      o_.process));
    for (int64_t steps = o_.from / 2; steps >= o_.to; steps /= 2) {
      const TimeGrid coarse = make_time_grid(o_.grid, *process, steps);
      for (int64_t i = 0; i <= steps; ++i)
        if (std::abs(coarse[i] - fine[i * (o_.from / steps)]) > 1e-9 * process->t_max())
          throw std::invalid_argument(fmt::format(
              "train: the {} steps of grid '{}' are not every {} of its {}, so that no step of the "
              "student is two of its teacher; take log_snr, karras or uniform, without final=zero",
              steps, o_.grid, o_.from / steps == 2 ? "other" : fmt::format("{}th", o_.from / steps),
              o_.from));
    }
    for (double t : fine) levels_.push_back(process->sigma(t) / process->alpha(t));
  }

  /// A teacher that is such a student itself knows its own steps alone.
  void check_teachers_steps() const {
    const auto before = teacher_.checkpoint ? teacher_.checkpoint->student : nullptr;
    if (!before || before->method != "progressive") return;
    bool same = before->steps() == o_.from && before->to_zero == (levels_.back() == 0);
    for (size_t i = 0; same && i < before->lambdas.size(); ++i)
      same = std::abs(before->lambdas[i] + std::log(levels_[i])) < 1e-6;
    if (!same)
      throw std::invalid_argument(fmt::format(
          "train: teacher '{}' is a progressive student of {} steps on '{}', grid '{}', and "
          "answers nothing else; take objective.from = {}, and its process and grid",
          teacher_.name, before->steps(), before->process, before->grid, before->steps()));
  }

  Student description(int64_t stage) const {
    Student out{"progressive", teacher_.name, teacher_.hash, o_.process, o_.grid};
    out.guidance = o_.guidance;
    const int64_t stride = int64_t{2} << stage;
    for (int64_t i = 0; i <= o_.from; i += stride)
      if (levels_[i] > 0)
        out.lambdas.push_back(-std::log(levels_[i]));
      else
        out.to_zero = true;
    return out;
  }

  /// The model that this halving's student learns from.
  Teacher& teacher_of(const ParameterSet& parameters, int64_t stage) {
    if (stage == 0) return teacher_;
    const ParameterSet now = with_prefix(parameters, kTeacher);
    Writes writes;  // and not the numbers, for which the host would wait at every step
    for (const auto& [name, value] : now) writes.emplace_back(value.data_ptr(), value._version());
    if (writes != before_writes_) {
      before_.emplace();
      before_->checkpoint = student_;
      before_->checkpoint->parameters = clone(now);
      before_->model =
          std::make_shared<NetworkModel>(*before_->checkpoint, NetworkOptions{.device = device_});
      before_writes_ = std::move(writes);
    }
    return *before_;
  }

  Tensor loss_of(const ParameterSet& parameters, const DistillBatch& batch, int64_t stage,
                 at::Generator* dropout) {
    const int64_t stride = int64_t{1} << std::max<int64_t>(stage, 0), steps = o_.from / 2 / stride;
    std::vector<double> s, middle, end;
    for (double v : batch.v) {
      const int64_t from = 2 * stride * static_cast<int64_t>(static_cast<double>(steps) * v);
      s.push_back(levels_[from]), middle.push_back(levels_[from + stride]),
          end.push_back(levels_[from + 2 * stride]);
    }
    const auto lambda = lambdas_of(s);
    const auto y = batch.x0 + column(lambda, batch.x0, [](double v) { return v; }) * batch.n;
    Tensor x = batch.x0;
    if (stage >= 0) {
      const at::NoGradGuard no_grad;
      Teacher& teacher = teacher_of(parameters, stage);
      const auto between = ddim_step(y, teacher_data(teacher, y, s, batch.classes), s, middle);
      const auto y1 =
          ddim_step(between, teacher_data(teacher, between, middle, batch.classes), middle, end);
      x = two_step_target(y, y1, s, end);
    }
    const auto& net = *student_.network;
    // What the network should answer for y = x + s n', n' = (y - x)/s.
    const auto n = (y - x) * column(lambda, x, [](double v) { return 1 / v; });
    const auto output =
        of_shape(y,
                 net.forward(net.cast(without_prefix(parameters, kTeacher), precision_),
                             noised(student_, x, n, lambda), lambda_row(lambda, device_),
                             batch.labels, dropout),
                 net);
    const auto weight = column(lambda, x, [&](double v) {
      return loss_weight(o_.weighting, o_.target, v, net.sigma_data(), 5);
    });
    return (weight * (output - wanted_output(student_, x, n, lambda)).square()).mean();
  }

  ProgressiveObjective o_;
  std::vector<double> levels_;     ///< sigma/alpha, falling, from + 1 of them
  std::optional<Teacher> before_;  ///< the student of the halving before
  /// Where each of its weights lies, and how often that had been written to.
  using Writes = std::vector<std::pair<const void*, uint64_t>>;
  Writes before_writes_;
  int64_t last_ = -1;
};

}  // namespace

int64_t ProgressiveObjective::halvings() const {
  int64_t count = 0;
  for (int64_t steps = from; steps > to; steps /= 2) ++count;
  return count;
}

void check(const ProgressiveObjective& o) {
  if (o.from != o.to << o.halvings() || o.halvings() < 1)
    throw std::invalid_argument(fmt::format(
        "train: objective.from must be objective.to times 2, 4, 8 or more; got {} and {}", o.from,
        o.to));
  // Noise says nothing of the data where there is nothing else (arXiv:2202.00512, sec. 4).
  if (o.target != Target::data && o.target != Target::velocity && o.target != Target::flow &&
      o.target != Target::edm)
    throw std::invalid_argument(
        fmt::format("train: objective.target of a student of few steps must say the data where all "
                    "is noise: data, velocity, flow or edm, got {}",
                    to_string(o.target)));
}

Tensor ddim_step(const Tensor& y, const Tensor& x, const std::vector<double>& s,
                 const std::vector<double>& s1) {
  return x + per_sample(y, s.size(), [&](size_t i) { return s1[i] / s[i]; }) * (y - x);
}

Tensor two_step_target(const Tensor& y, const Tensor& y1, const std::vector<double>& s,
                       const std::vector<double>& s1) {
  return (y1 - per_sample(y, s.size(), [&](size_t i) { return s1[i] / s[i]; }) * y) *
         per_sample(y, s.size(), [&](size_t i) { return 1 / (1 - s1[i] / s[i]); });
}

std::unique_ptr<TrainingTask> progressive_task(Teacher teacher,
                                               const ProgressiveObjective& objective,
                                               const nlohmann::json& network, int64_t batch,
                                               at::ScalarType precision, ImageSet train,
                                               ImageSet test, at::Device device) {
  check(objective);
  return std::make_unique<ProgressiveTask>(std::move(teacher), objective, network, batch, precision,
                                           std::move(train), std::move(test), device);
}

namespace {

class ProgressiveSettings final : public StudentSettings {
 public:
  explicit ProgressiveSettings(TaskTables tables) : StudentSettings(tables) {
    std::string target = to_string(o_.target), weighting = to_string(o_.weighting);
    tables.objective
        .required("teacher", o_.teacher, "the model that is distilled, as --model takes it")
        .optional("guidance", o_.guidance, "of a teacher with classes, by itself without a class")
        .optional("from", o_.from, "DDIM steps of the teacher")
        .optional("to", o_.to, "steps of the student, reached by halving")
        .optional("adapt", o_.adapt,
                  "steps of denoising that come first, for a teacher of another target")
        .optional("updates", o_.updates,
                  "steps of every halving, in each of which the rate falls to zero: schedule = "
                  "\"constant\"")
        .optional("process", o_.process, "forward process of the steps")
        .optional("grid", o_.grid, "time grid of the steps")
        .optional("target", target, "what the student predicts: velocity, data, flow or edm")
        .optional("weighting", weighting, "of noise levels: truncated_snr, snr_plus_one, ...")
        .optional("class_dropout", o_.class_dropout,
                  "how often a conditional student is shown no class")
        .optional("flip", o_.flip, "mirror half of the images")
        .finish();
    check_ranges({{"objective.guidance", o_.guidance, 0},
                  {"objective.from", double(o_.from), 2, 1e6},
                  {"objective.to", double(o_.to), 1, 1e6},
                  {"objective.adapt", double(o_.adapt), 0, 1e9},
                  {"objective.updates", double(o_.updates), 1, 1e9},
                  {"objective.class_dropout", o_.class_dropout, 0, 1}},
                 tables.objective.where());
    o_.target = target_from(target), o_.weighting = weighting_from(weighting);
    check(o_);
    check_network(tables);
  }
  nlohmann::json objective() const override {
    return {{"teacher", o_.teacher},
            {"guidance", o_.guidance},
            {"from", o_.from},
            {"to", o_.to},
            {"adapt", o_.adapt},
            {"updates", o_.updates},
            {"process", o_.process},
            {"grid", o_.grid},
            {"target", to_string(o_.target)},
            {"weighting", to_string(o_.weighting)},
            {"class_dropout", o_.class_dropout},
            {"flip", o_.flip}};
  }
  std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                     ImageSet test) const override {
    require_budget(
        request, o_.length(),
        fmt::format("objective.adapt and {} halvings of objective.updates", o_.halvings()));
    return progressive_task(open_teacher(o_.teacher, o_.guidance, request.device), o_, network_,
                            request.batch, request.precision, std::move(training), std::move(test),
                            request.device);
  }

 private:
  const StudentObjective& student() const override { return o_; }
  ProgressiveObjective o_;
};

const RegisterTask registered{
    {.name = "progressive",
     .read = [](TaskTables tables) { return std::make_shared<const ProgressiveSettings>(tables); },
     .example = {{"teacher", "fashion-mnist"}}}};

}  // namespace
}  // namespace odelia
