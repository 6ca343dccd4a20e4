#pragma once
#include <optional>

#include "experiments/train/loop.h"
#include "experiments/train/task.h"
#include "models/data/datasets.h"
#include "models/networks/score/checkpoint.h"
#include "models/score_model.h"

namespace odelia {

/// The network or exact score that a student learns from.
struct Teacher {
  std::shared_ptr<ScoreModel> model;
  std::optional<ScoreCheckpoint> checkpoint;  ///< of a network of Odelia's
  std::string name;                           ///< without the path to it
  std::string hash;
};

/// Any model that `open_model` finds, guided by itself without a class where guidance is not 1, on
/// the device that the student is on.  Throws std::invalid_argument as it does, and for a
/// consistency function.
Teacher open_teacher(const std::string& spec, double guidance, at::Device device = at::kCPU);

/// A student's network: of the teacher's architecture, and with its weights, where `network` is
/// empty; else the one described there, with fresh weights and none in `parameters`.  Throws
/// std::invalid_argument where the teacher has no architecture to take, or does not fit the data or
/// the student's classes, or a label is none of these; or where it is asked, and cannot be without a
/// class though the student is.
ScoreCheckpoint student_of(const Teacher& teacher, const nlohmann::json& network, Target target,
                           const ImageSet& training, double class_dropout, bool asks_teacher);

/// What the teacher says the data are at y = x0 + s n, the levels s one per sample.  classes: of
/// every sample, kNoClass for none; empty where no sample has one.
Tensor teacher_data(Teacher& teacher, const Tensor& y, const std::vector<double>& s,
                    const std::vector<int64_t>& classes);

/// What every student's [objective] says.
struct StudentObjective {
  std::string teacher;
  double guidance = 1;         ///< of a teacher with classes, by itself without a class
  double class_dropout = 0.1;  ///< how often a conditional student is shown "no class"
  bool flip = true;            ///< mirror half of the images
};

/// What one step trains on.  Tensors are on the device.
struct DistillBatch {
  Tensor x0, n;                  ///< [B, ...]: data, and unit noise for them
  std::vector<double> v;         ///< rising quantiles (i + u_i) / B for the noise levels
  std::vector<int64_t> classes;  ///< of every sample, kNoClass for none; empty without classes
  Tensor labels;  ///< the same as a network has them, int64 [B]; undefined without classes
};

/// Batches as functions of seed and step.
class DistillData {
 public:
  DistillData(ImageSet set, int64_t batch, int64_t classes, double class_dropout, bool flip,
              at::Device device = at::kCPU)
      : set_(std::move(set)),
        order_(set_.images.size(0), batch),
        batch_(batch),
        classes_(classes),
        class_dropout_(class_dropout),
        flip_(flip),
        device_(device) {
    set_.images = set_.images.to(device);
  }
  DistillBatch draw(uint64_t seed, int64_t number);
  const ImageSet& set() const { return set_; }

 private:
  ImageSet set_;
  DataOrder order_;
  int64_t batch_, classes_;
  double class_dropout_;
  bool flip_;
  at::Device device_;
};

/// A student and what it learns from.  Beside its own parameters it keeps others of the same names,
/// behind a prefix, that gradients leave alone.
class StudentTask : public TrainingTask {
 public:
  bool trains(const std::string& name) const override { return !name.starts_with(beside_); }
  nlohmann::json evaluate(const ParameterSet& parameters, bool thorough) override;

 protected:
  /// network: of the student; empty: the teacher's, with its weights.
  StudentTask(Teacher teacher, const StudentObjective& objective, const nlohmann::json& network,
              Target target, int64_t batch, at::ScalarType precision, ImageSet train, ImageSet test,
              std::string beside, at::Device device, bool asks_teacher);
  /// Its own parameters at the start.
  ParameterSet first(uint64_t seed) const;
  /// The loss on test images, without dropout, as the last step had it.
  virtual Tensor test_loss(const ParameterSet& parameters, const DistillBatch& batch) = 0;
  /// The last step that was taken, where the loss of step `number` is asked for: that step, or, by
  /// a look ahead, which takes no gradient, the one before.
  static int64_t last_step(int64_t number);

  std::string beside_;
  Teacher teacher_;
  ScoreCheckpoint student_;
  at::ScalarType precision_;
  at::Device device_;
  DistillData data_;
  ImageSet test_;

 private:
  int64_t test_images_;
  DistillData test_data_;
  double class_dropout_;
};

/// The settings of a student's task: its [network] may be empty, then it is the teacher's.
class StudentSettings : public TaskSettings {
 public:
  nlohmann::json network() const override;
  nlohmann::ordered_json inputs() const override;
  std::string no_from() const override;

 protected:
  explicit StudentSettings(const TaskTables& tables) : network_(tables.network.object()) {}
  void check_network(const TaskTables& tables) const;
  virtual const StudentObjective& student() const = 0;
  nlohmann::json network_;  ///< as given
};

/// Half log-SNRs of levels s = sigma/alpha.
std::vector<double> lambdas_of(const std::vector<double>& s);

/// How a student is sampled for its picture.
struct PreviewPlan {
  std::string solver, process, grid;
  int64_t steps;
};
/// samples.png: `count` samples by each plan, from the same seeds, one plan below the other; points
/// beside those of `test`.
void write_preview(const std::filesystem::path& folder, const ScoreCheckpoint& student,
                   const std::vector<PreviewPlan>& plans, int64_t count, const ImageSet& test);

}  // namespace odelia
