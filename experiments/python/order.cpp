#include "experiments/order/report.h"
#include "experiments/python/bind.h"

namespace odelia::python {

void bind_order(py::module_& m) {
  m.def("certify",
        [](const std::string& spec, const std::string& process, const std::string& grid) {
          std::vector<Certificate> all;
          {
            const NoGil free;
            const std::string solver = make_method(spec).spec;
            for (const OrderStudy& study : owed_studies(solver)) {
              all.push_back(certify(study, solver, process, grid));
              const Gil gil;
              answer_signals();
            }
          }
          py::list out;
          for (const Certificate& c : all)
            out.append(py::dict(py::arg("solver") = c.solver, py::arg("process") = c.process,
                                py::arg("grid") = c.grid, py::arg("start") = c.start,
                                py::arg("kind") = c.kind, py::arg("claimed") = c.claimed,
                                py::arg("observed") = c.observed, py::arg("steps") = c.steps,
                                py::arg("errors") = c.errors, py::arg("holds") = holds(c),
                                py::arg("shortfall") = shortfall(c)));
          return out;
        });
}

}  // namespace odelia::python
