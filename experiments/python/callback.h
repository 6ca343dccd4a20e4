#pragma once
// Calling what the user wrote: networks and solvers.
#include <functional>
#include <string>

#include "experiments/python/bind.h"

namespace odelia::python {

/// While it lives, what the user's functions raise in this thread, but for the likes of Ctrl-C, becomes
/// a message that ends the cell of a comparison alone.
class OthersGoOn {
 public:
  [[nodiscard]] OthersGoOn();
  ~OthersGoOn();
  /// What is on its way up now ends all, whoever it passes.
  void end();
  OthersGoOn(const OthersGoOn&) = delete;
  OthersGoOn& operator=(const OthersGoOn&) = delete;

 private:
  bool before_;
};

/// f(*args, **kwargs), with the GIL held.  What it raises comes through as it is, with what it was
/// `asked` as a note, unless others go on: then it is std::invalid_argument in the name of `who`.
py::object call_user(py::handle f, const py::tuple& args, const py::dict& kwargs,
                     const std::string& who, const std::function<std::string()>& asked = {});

}  // namespace odelia::python
