#pragma once
#include <sundials/sundials_nvector.h>

#include "solvers/tensor.h"

namespace odelia {

/// A SUNDIALS N_Vector whose content is a Tensor on any device: SUNDIALS integrates on it in
/// place, and nothing but the scalars that its norms return reaches the host.  Null where SUNDIALS
/// has no memory for it, as its own are.
N_Vector make_nvector(Tensor x, SUNContext context);
inline Tensor& tensor_of(N_Vector v) { return *static_cast<Tensor*>(v->content); }

}  // namespace odelia
