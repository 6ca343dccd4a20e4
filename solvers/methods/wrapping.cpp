#include "solvers/methods/wrapping.h"

namespace odelia {

void refuse(const char* wrapper, const Method& inner, const char* takes, const char* instead) {
  throw std::invalid_argument(fmt::format("wrapper '{}' takes {}; got '{}'. Try {}({}).", wrapper,
                                          takes, inner.spec, wrapper, instead));
}

bool wrapped_by(const Method& method, const char* wrapper) {
  Spec spec = parse_spec(method.spec, "solver", true);
  while (!spec.inner.empty() && spec.name != wrapper) spec = parse_spec(spec.inner, "solver", true);
  return spec.name == wrapper;
}

PerSample middle_time(Dynamics& dynamics, const PerSample& t, const PerSample& t1) {
  SemiLinear* view = dynamics.semi_linear();
  if (!view || !dynamics.regular(t1) ||
      !(view->process().alphas(t).any([](double a) { return a > 0; })))
    return 0.5 * (t + t1);
  const Process& p = view->process();
  return (0.5 * (p.lambdas(t) + p.lambdas(t1))).map([&](double l) { return p.t_of_lambda(l); });
}

}  // namespace odelia
