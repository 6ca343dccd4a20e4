// What there is: solvers, wrappers, processes, time grids, conventions.
#include "experiments/command/hashes.h"
#include "experiments/compare/plan.h"
#include "experiments/python/bind.h"
#include "models/conventions/convention.h"
#include "models/data/hash.h"
#include "models/processes/base.h"
#include "solvers/grid_registry.h"

namespace odelia::python {
namespace {

py::dict to_python(const std::vector<OptionDoc>& options) {
  py::dict out;
  for (const OptionDoc& o : options)
    out[py::str(o.name)] =
        py::dict(py::arg("default") = o.fallback, py::arg("meaning") = o.meaning);
  return out;
}

py::dict to_python(const Traits& t) {
  py::dict out;
  out["name"] = t.name, out["family"] = t.family, out["kind"] = to_string(t.kind);
  out["order"] = t.order, out["strong_order"] = t.strong_order, out["weak_order"] = t.weak_order;
  out["nfe_per_step"] = t.nfe_per_step, out["nfe_first_extra"] = t.nfe_first_extra;
  out["needs"] = to_string(t.needs);
  out["evaluates_end"] = t.evaluates_end, out["embedded"] = t.embedded;
  out["history"] = t.history;
  out["options"] = to_python(t.options), out["reference"] = t.reference;
  return out;
}

template <class Entries>
py::list entries(const Entries& all) {
  py::list out;
  for (const auto& [name, entry] : all)
    out.append(py::dict(py::arg("name") = name, py::arg("summary") = entry.summary,
                        py::arg("options") = to_python(entry.options)));
  return out;
}

}  // namespace

void bind_catalogue(py::module_& m) {
  m.def("solvers", [] {
    py::list out;
    for (const auto& [name, entry] : registry()) out.append(to_python(entry.traits));
    return out;
  });
  m.def("wrappers", [] {
    py::list out;
    for (const auto& [name, w] : wrappers())
      out.append(py::dict(py::arg("name") = name, py::arg("takes") = w.takes,
                          py::arg("options") = to_python(w.options),
                          py::arg("reference") = w.reference));
    return out;
  });
  m.def("processes", [] { return entries(process_entries()); });
  m.def("processes_by_name", &processes_by_name);
  m.def("time_grids", [] { return entries(time_grid_entries()); });
  m.def("conventions", [] {
    py::list out;
    for (const auto& [name, c] : convention_entries())
      out.append(py::dict(py::arg("name") = name, py::arg("summary") = c.summary,
                          py::arg("input") = c.input, py::arg("time") = c.time,
                          py::arg("output") = c.output, py::arg("source") = c.source,
                          py::arg("options") = to_python(c.options)));
    return out;
  });
  m.def("draws_noise", [](const std::string& spec) { return !deterministic(make_method(spec)); });
  m.def("hash_text", [](const std::string& text) { return hash_text(text); });
  m.def("hash_tensor", [](const Tensor& t) {
    const NoGil free;
    return hash_tensor(t.detach());
  });
  m.def("time_grid", [](const std::string& grid, const std::string& process, int64_t steps) {
    return make_time_grid(grid, *make_process(process), steps);
  });
  m.def("coefficients", [](const std::string& process, const std::vector<double>& times) {
    const auto p = make_process(process);
    std::vector<double> alpha, sigma, lambda, f, g2;
    for (const double t : times) {
      if (!(t >= 0 && t <= p->t_max()))
        throw std::invalid_argument(fmt::format(
            "coefficients: times of {} are from 0 to {}, got {}", p->name(), p->t_max(), t));
      alpha.push_back(p->alpha(t)), sigma.push_back(p->sigma(t)), lambda.push_back(p->lambda(t));
      f.push_back(p->f(t)), g2.push_back(p->g2(t));
    }
    return py::dict(py::arg("alpha") = alpha, py::arg("sigma") = sigma, py::arg("lambda") = lambda,
                    py::arg("f") = f, py::arg("g2") = g2);
  });
}

}  // namespace odelia::python
