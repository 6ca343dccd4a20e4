#include "solvers/external/nvector.h"

#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/div.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/reciprocal.h>
#include <ATen/ops/scalar_tensor.h>

#include "solvers/combine.h"
#include "solvers/row_sums.h"

namespace odelia {
namespace {

using Real =
    std::remove_reference_t<decltype(std::declval<N_Vector_Ops>()->nvdotprod(nullptr, nullptr))>;
static_assert(std::is_same_v<Real, double>, "SUNDIALS must be built in double precision");

void into(N_Vector z, std::initializer_list<Term> terms) {
  combine_into(tensor_of(z), std::span<const Term>(terms.begin(), terms.size()));
}

int linear_combination(int n, double* c, N_Vector* x, N_Vector z) {
  std::vector<Term> terms;
  for (int i = 0; i < n; ++i) terms.push_back({c[i], tensor_of(x[i])});
  combine_into(tensor_of(z), terms);
  return 0;
}

/// sqrt(mean (x w)^2), in float64 whatever the state.
double wrms(N_Vector x, N_Vector w) {
  const Tensor weighted = (tensor_of(x) * tensor_of(w)).to(at::kDouble);
  return std::sqrt(sum_of(weighted.square()) / static_cast<double>(weighted.numel()));
}

double dot(N_Vector x, N_Vector y) {
  return sum_of(tensor_of(x).to(at::kDouble) * tensor_of(y).to(at::kDouble));
}

}  // namespace

N_Vector make_nvector(Tensor x, SUNContext context) {
  N_Vector v = N_VNewEmpty(context);
  if (!v) return nullptr;
  v->content = new Tensor(std::move(x));
  auto& op = *v->ops;
  op.nvgetvectorid = [](N_Vector) { return SUNDIALS_NVEC_CUSTOM; };
  op.nvclone = [](N_Vector w) { return make_nvector(scratch_like(tensor_of(w)), w->sunctx); };
  op.nvdestroy = [](N_Vector w) {
    delete static_cast<Tensor*>(w->content);
    w->content = nullptr;
    N_VFreeEmpty(w);
  };
  op.nvgetlength = [](N_Vector w) { return static_cast<sunindextype>(tensor_of(w).numel()); };
  op.nvlinearsum = [](double a, N_Vector x, double b, N_Vector y, N_Vector z) {
    into(z, {{a, tensor_of(x)}, {b, tensor_of(y)}});
  };
  op.nvlinearcombination = linear_combination;
  op.nvscale = [](double c, N_Vector x, N_Vector z) { into(z, {{c, tensor_of(x)}}); };
  op.nvconst = [](double c, N_Vector z) { tensor_of(z).fill_(c); };
  op.nvprod = [](N_Vector x, N_Vector y, N_Vector z) {
    at::mul_out(tensor_of(z), tensor_of(x), tensor_of(y));
  };
  op.nvdiv = [](N_Vector x, N_Vector y, N_Vector z) {
    at::div_out(tensor_of(z), tensor_of(x), tensor_of(y));
  };
  op.nvabs = [](N_Vector x, N_Vector z) { at::abs_out(tensor_of(z), tensor_of(x)); };
  op.nvinv = [](N_Vector x, N_Vector z) { at::reciprocal_out(tensor_of(z), tensor_of(x)); };
  op.nvaddconst = [](N_Vector x, double b, N_Vector z) {
    at::add_out(tensor_of(z), tensor_of(x), at::scalar_tensor(b, tensor_of(x).options()));
  };
  op.nvdotprod = dot;
  op.nvmaxnorm = [](N_Vector x) -> double { return tensor_of(x).abs().max().item<double>(); };
  op.nvmin = [](N_Vector x) -> double { return tensor_of(x).min().item<double>(); };
  op.nvwrmsnorm = wrms;
  return v;
}

}  // namespace odelia
