#pragma once
#include "solvers/dynamics.h"
#include "solvers/registry.h"

namespace odelia {

/// What a method evaluates: the drift, or one of the predictions.
enum class Asked { drift, noise, data };

/// Stands between a wrapper and the solver inside: a
/// dynamics whose evaluations pass through `answer`.
class WrappedDynamics : public Dynamics, public SemiLinear {
 public:
  explicit WrappedDynamics(Dynamics& dynamics)
      : dynamics_(dynamics), view_(dynamics.semi_linear()) {}

  std::string name() const override { return dynamics_.name(); }
  double diffusion(double t) const override { return dynamics_.diffusion(t); }
  bool regular(double t) const override { return dynamics_.regular(t); }
  std::vector<double> breaks(double t0, double t1) const override {
    return dynamics_.breaks(t0, t1);
  }
  void enter(double t0, double t1) override { dynamics_.enter(t0, t1); }
  SemiLinear* semi_linear() override { return view_ ? this : nullptr; }
  const Ledger& ledger() const override { return dynamics_.ledger(); }
  const Process& process() const override { return view_->process(); }
  double eta() const override { return view_->eta(); }
  std::shared_ptr<const ModelStatistics> statistics() const override { return view_->statistics(); }
  Tensor drift(const Tensor& x, const PerSample& t) override { return answer(Asked::drift, x, t); }
  Tensor noise(const Tensor& x, const PerSample& t) override { return answer(Asked::noise, x, t); }
  Tensor data(const Tensor& x, const PerSample& t) override { return answer(Asked::data, x, t); }

  /// An evaluation of the true dynamics.
  Tensor evaluate(Asked what, const Tensor& x, const PerSample& t) {
    if (what == Asked::drift) return dynamics_.drift(x, t);
    return what == Asked::noise ? view_->noise(x, t) : view_->data(x, t);
  }

 protected:
  virtual Tensor answer(Asked what, const Tensor& x, const PerSample& t) = 0;

 private:
  Dynamics& dynamics_;
  SemiLinear* view_;
};

/// The refusal of a solver that does not fit: "wrapper 'w' takes ...; got 'solver'. Try w(ddim)."
[[noreturn]] void refuse(const char* wrapper, const Method& inner, const char* takes,
                         const char* instead);

/// True if this wrapper is anywhere in the method's spec.
bool wrapped_by(const Method& method, const char* wrapper);

/// The middle of the step in lambda; in t where the step ends at sigma = 0, or without a process.
PerSample middle_time(Dynamics& dynamics, const PerSample& t, const PerSample& t1);

}  // namespace odelia
