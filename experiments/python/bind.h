#pragma once
// What every file of the extension stands on: pybind11, with torch.Tensor as at::Tensor, uncopied.
#include <torch/csrc/utils/pybind.h>

#include <cxxabi.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <unistd.h>

#include <memory>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "solvers/tensor.h"

namespace odelia::python {
namespace py = pybind11;

/// What asks Python for its lock.  A daemon thread that asks while the interpreter ends is never let in:
/// up to Python 3.13 it is unwound by pthread_exit, and the first destructor on the way ends the
/// process.  So it waits here for the end.
template <class F>
void or_wait_for_the_end(F&& ask) {
  try {
    ask();
  } catch (abi::__forced_unwind&) {
    while (true) ::pause();
  }
}

/// Python's lock, held.
class Gil {
 public:
  [[nodiscard]] Gil() {
    or_wait_for_the_end([&] { state_ = PyGILState_Ensure(); });
  }
  ~Gil() { PyGILState_Release(state_); }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

 private:
  PyGILState_STATE state_ = PyGILState_UNLOCKED;
};

/// Python's lock, given to others meanwhile.
class NoGil {
 public:
  [[nodiscard]] NoGil() : thread_(PyEval_SaveThread()) {}
  ~NoGil() {
    or_wait_for_the_end([&] { PyEval_RestoreThread(thread_); });
  }
  NoGil(const NoGil&) = delete;
  NoGil& operator=(const NoGil&) = delete;

 private:
  PyThreadState* thread_;
};

/// A Python object that C++ may keep and drop with or without the GIL,
/// and beyond the end of the interpreter.
class Kept {
 public:
  explicit Kept(py::object object)
      : object_(object.release().ptr(), [](PyObject* p) {
          if (!Py_IsInitialized()) return;
          const Gil gil;
          Py_DECREF(p);
        }) {}
  py::handle get() const { return object_.get(); }

 private:
  std::shared_ptr<PyObject> object_;
};

/// JSON as the Python objects it stands for.
inline py::object to_python(const nlohmann::ordered_json& json) {
  return py::module_::import("json").attr("loads")(json.dump());
}

/// Ctrl-C and other signals that Python has not answered yet become their exception.  Needs the GIL.
inline void answer_signals() {
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

/// f(*args, **kwargs).  Needs the GIL, which a daemon thread may lose on the way.
inline py::object called(py::handle f, const py::tuple& args, const py::dict& kwargs = {}) {
  PyObject* out = nullptr;
  or_wait_for_the_end([&] { out = PyObject_Call(f.ptr(), args.ptr(), kwargs.ptr()); });
  if (!out) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(out);
}

/// The name of an object's type, for messages.
inline std::string type_name(py::handle object) { return Py_TYPE(object.ptr())->tp_name; }

// One file each.
void bind_catalogue(py::module_& m);
void bind_model(py::module_& m);
void bind_sample(py::module_& m);
void bind_likelihood(py::module_& m);
void bind_solver(py::module_& m);
void bind_order(py::module_& m);
void bind_compare(py::module_& m);
void bind_frechet(py::module_& m);

}  // namespace odelia::python
