#include "experiments/python/callback.h"

#include "solvers/text.h"

namespace odelia::python {
namespace {

thread_local bool others_go_on = false;

/// Adds to an exception, where Python has notes (3.11).
void add_note(const py::error_already_set& e, const std::string& note) {
  const py::object value = e.value();
  if (value && py::hasattr(value, "add_note")) value.attr("add_note")(note);
}

/// "ValueError: what it says", in one line.
std::string in_one_line(const py::error_already_set& e) {
  const auto text = py::cast<std::string>(py::str(e.value()));
  return fmt::format("{}: {}", py::cast<std::string>(e.type().attr("__name__")),
                     printable_text(text.substr(0, text.find('\n'))));
}

}  // namespace

OthersGoOn::OthersGoOn() : before_(others_go_on) { others_go_on = true; }
OthersGoOn::~OthersGoOn() { others_go_on = before_; }
void OthersGoOn::end() { others_go_on = false; }

py::object call_user(py::handle f, const py::tuple& args, const py::dict& kwargs,
                     const std::string& who, const std::function<std::string()>& asked) {
  try {
    return called(f, args, kwargs);
  } catch (py::error_already_set& e) {
    if (!e.matches(PyExc_Exception)) throw;
    if (others_go_on)
      throw std::invalid_argument(fmt::format("{} raised {}{}", who, in_one_line(e),
                                              asked ? "; asked with " + asked() : ""));
    if (asked) add_note(e, fmt::format("odelia: {} was asked with {}", who, asked()));
    throw;
  }
}

}  // namespace odelia::python
