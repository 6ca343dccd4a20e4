#include <torch/csrc/Exceptions.h>

#include "build_info.h"
#include "experiments/python/bind.h"
#include "models/torch_error.h"

PYBIND11_MODULE(_core, m) {
  using namespace odelia::python;
  m.doc() = "Odelia's C++ behind the package odelia";
  m.attr("version") = odelia::build_info::version;
  py::register_exception_translator([](std::exception_ptr p) {
    try {
      if (p) std::rethrow_exception(p);
    } catch (python_error& e) {  // what Python raised inside of torch's backward pass
      e.restore();
    } catch (const c10::Error& e) {
      PyErr_SetString(PyExc_RuntimeError, ("LibTorch: " + odelia::first_line(e)).c_str());
    }
  });
  bind_catalogue(m);
  bind_model(m);
  bind_sample(m);
  bind_likelihood(m);
  bind_solver(m);
  bind_order(m);
  bind_compare(m);
  bind_frechet(m);
}
