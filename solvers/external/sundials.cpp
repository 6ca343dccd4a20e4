#include "solvers/external/sundials.h"

#include <sundials/sundials_config.h>
#include <sundials/sundials_context.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/ops/zeros_like.h>

namespace odelia {

double sundials_rounding(const Tensor& x) { return x.scalar_type() == at::kDouble ? 1e-13 : 1e-5; }

SundialsCall::SundialsCall(Dynamics& ode, const Step& to, Samples samples)
    : ode_(ode), samples_(samples) {
  constexpr int64_t most = std::numeric_limits<int64_t>::max();
  const int64_t spent = ode.ledger().forward;
  nfe_limit_ = to.nfe_left > most - spent ? most : spent + to.nfe_left;
}

Status SundialsCall::finish(int flag) const {
  if (thrown_) std::rethrow_exception(thrown_);
  return status_ == Status::ok && flag < 0 ? Status::step_collapsed : status_;
}

bool SundialsCall::put_aside(const Tensor& value) {
  const std::vector<bool> finite = finite_rows(value);
  if (std::find(finite.begin(), finite.end(), false) == finite.end()) return true;
  if (samples_ == Samples::coupled) return false;
  aside_.resize(finite.size());
  for (size_t i = 0; i < finite.size(); ++i) aside_[i] = aside_[i] || !finite[i];
  return std::find(aside_.begin(), aside_.end(), false) != aside_.end();
}

void SundialsCall::silence(Tensor& x, double value) const {
  for (size_t i = 0; i < aside_.size(); ++i)
    if (aside_[i]) x.select(0, static_cast<int64_t>(i)).fill_(value);
}

void SundialsCall::mark(Tensor& x) const { silence(x, NAN); }

int sundials_drift(double t, N_Vector y, N_Vector ydot, void* data) {
  auto& call = *static_cast<SundialsCall*>(data);
  return call.guard(ydot, [&] { return call.ode().drift(tensor_of(y), t); });
}

int sundials_jacobian_times(N_Vector v, N_Vector jv, double t, N_Vector y, N_Vector fy, void* data,
                            N_Vector) {
  auto& call = *static_cast<SundialsCall*>(data);
  return call.guard(jv, [&] {
    const double length = std::sqrt(N_VDotProd(v, v));
    if (length == 0) return at::zeros_like(tensor_of(v));
    const double size = std::sqrt(N_VDotProd(y, y)),
                 of_ones = std::sqrt(static_cast<double>(tensor_of(y).numel()));
    // A state of zeros says nothing of the scale: that of data in [-1, 1].
    const double step = 3e-4 * (size > 1e-6 * of_ones ? size : of_ones) / length;
    const Tensor moved = call.ode().drift(combine({{1, tensor_of(y)}, {step, tensor_of(v)}}), t);
    return combine({{1 / step, moved}, {-1 / step, tensor_of(fy)}});
  });
}

SundialsContext::SundialsContext() {
#if SUNDIALS_VERSION_MAJOR >= 7
  sundials_require(SUNContext_Create(SUN_COMM_NULL, &context_), "SUNContext_Create");
  SUNContext_ClearErrHandlers(context_);  // flags are looked at; nothing is printed
#else
  sundials_require(SUNContext_Create(nullptr, &context_), "SUNContext_Create");
#endif
}

SundialsContext::~SundialsContext() { SUNContext_Free(&context_); }

void sundials_require(int flag, const char* call) {
  if (flag < 0)
    throw std::runtime_error(fmt::format("SUNDIALS: {} failed with flag {}", call, flag));
}

}  // namespace odelia
