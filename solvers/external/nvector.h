#pragma once
#include <sundials/sundials_nvector.h>
#include <torch/types.h>

namespace odelia {

/// A SUNDIALS N_Vector whose content is a torch::Tensor on any device: SUNDIALS integrates on it in
/// place, and nothing but the scalars that its norms return reaches the host.
N_Vector make_nvector(torch::Tensor x, SUNContext context);
inline torch::Tensor& tensor_of(N_Vector v) { return *static_cast<torch::Tensor*>(v->content); }

}  // namespace odelia
