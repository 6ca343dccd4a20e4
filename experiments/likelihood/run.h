#pragma once
#include "experiments/likelihood/flow_setup.h"
#include "experiments/likelihood/summary.h"

namespace odelia {

/// Carries out a likelihood config on images of its data.
class LikelihoodRun {
 public:
  /// Loads model and data and resolves what the config
  /// leaves open.  Throws Misuse on what does not fit.
  explicit LikelihoodRun(const LikelihoodConfig& config);
  /// The same, of data at hand; labels: the data's own, int64 [N], or undefined.
  LikelihoodRun(const LikelihoodConfig& config, const Tensor& data, const std::string& name,
                const Tensor& labels = {});
  const std::vector<int64_t>& images() const { return data_.index; }
  /// Every convention of the numbers, by name.
  const nlohmann::ordered_json& conventions() const { return conventions_; }
  /// What the records depend on: the conventions, with what
  /// goes in by its contents alone, and the arithmetic.
  nlohmann::ordered_json identity() const;
  /// Records of the images at these places of images();
  /// any split into calls gives the same records.
  std::vector<LikelihoodRecord> run(int64_t first, int64_t count);
  int64_t batch() const { return flow_.batch; }
  int64_t micro_batch() const { return flow_.micro_batch; }

 private:
  using LoadData =
      std::function<LikelihoodData(const LikelihoodConfig&, const std::vector<int64_t>&)>;
  LikelihoodRun(const LikelihoodConfig& config, const LoadData& load);
  void set_control();  ///< as the config asks
  void resolve_products();
  std::vector<LikelihoodRecord> run_batch(const std::vector<int64_t>& places);
  /// Of y, the images at these places.
  FlowLikelihood solve(const SolvePlan& plan, const Tensor& y, const std::vector<uint64_t>& seeds,
                       const std::vector<int64_t>& places);
  struct Batch;  ///< some images on their way
  Batch open_batch(const std::vector<int64_t>& places) const;
  /// One draw of the dequantisation, or of the noise that lifts data to t_min.
  void run_draw(Batch& batch, int64_t draw);
  void set_prior_gap(Batch& batch, const FlowLikelihood& result, const Tensor& y);
  void set_ode_error(Batch& batch, const FlowLikelihood& result, const Tensor& x,
                     const std::vector<uint64_t>& seeds);
  void add_bounds(Batch& batch);
  /// Whether data are put in with noise at t_min, by the bound's term for [0, t_min].
  bool lifted() const { return config_.t_min_treatment == "elbo"; }
  /// Of that noise and of the dequantisation together, per image; 0 where there is neither.
  int64_t draws() const { return map_.dequantises || lifted() ? config_.dequant_draws : 0; }
  void describe();

  LikelihoodConfig config_;
  FlowSetup flow_;
  LikelihoodData data_;
  DataMap map_;
  SolvePlan coarse_;  ///< for the ODE error
  TraceOptions trace_;
  std::shared_ptr<const GaussianPart> control_;
  std::string control_name_ = "none", control_hash_;
  double dimension_ = 1;
  nlohmann::ordered_json conventions_;
};

}  // namespace odelia
