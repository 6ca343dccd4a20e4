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

/// Any model that `open_model` finds, guided by itself without a class where guidance is not 1.
/// Throws std::invalid_argument as it does, and for a consistency function.
Teacher open_teacher(const std::string& spec, double guidance);

/// A student's network: of the teacher's architecture, and with its weights, where `network` is
/// empty; else the one described there, with fresh weights and none in `parameters`.  Throws
/// std::invalid_argument where the teacher has no architecture to take, or does not fit the data or
/// the student's classes.
ScoreCheckpoint student_of(const Teacher& teacher, const nlohmann::json& network, Target target,
                           const ImageSet& training, double class_dropout);

/// The [network] of a student with every default filled in; empty where it is the teacher's.
nlohmann::json students_network(const nlohmann::json& network);

/// What the teacher says the data are at y = x0 + s n, the levels s one per sample.  labels: as a
/// network has them, or undefined.
Tensor teacher_data(Teacher& teacher, const Tensor& y, const std::vector<double>& s,
                    const Tensor& labels);

/// What one step trains on.
struct DistillBatch {
  Tensor x0, n;           ///< [B, ...]: data, and unit noise for them
  std::vector<double> v;  ///< rising quantiles (i + u_i) / B for the noise levels
  Tensor labels;          ///< int64 [B], the last of `classes` for none; undefined without classes
};

/// Batches as functions of seed and step.
class DistillData {
 public:
  DistillData(ImageSet set, int64_t batch, int64_t classes, double class_dropout, bool flip)
      : set_(std::move(set)),
        order_(set_.images.size(0), batch),
        batch_(batch),
        classes_(classes),
        class_dropout_(class_dropout),
        flip_(flip) {}
  DistillBatch draw(uint64_t seed, int64_t number);
  const ImageSet& set() const { return set_; }

 private:
  ImageSet set_;
  DataOrder order_;
  int64_t batch_, classes_;
  double class_dropout_;
  bool flip_;
};

/// Half log-SNRs of levels s = sigma/alpha.
std::vector<double> lambdas_of(const std::vector<double>& s);

/// lambda as the network takes it, float32 [B].
Tensor lambda_row(const std::vector<double>& lambda);

/// Those of the parameters whose name begins with the prefix, without it; and the others.
ParameterSet with_prefix(const ParameterSet& parameters, const std::string& prefix);
ParameterSet without_prefix(const ParameterSet& parameters, const std::string& prefix);

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
