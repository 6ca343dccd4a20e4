// A solver written in Python, with the contract of one in C++.
#include <algorithm>
#include <cmath>

#include <torch/csrc/autograd/python_variable.h>

#include "experiments/python/callback.h"
#include "models/data/hash.h"
#include "solvers/combine.h"
#include "solvers/own_method.h"

namespace odelia::python {
namespace {

/// A value for the whole batch is a float, one per sample an odelia.PerSample.
py::object to_python(const PerSample& value) {
  if (value.uniform()) return py::float_(value[0]);
  std::vector<double> all(value.size());
  for (int64_t i = 0; i < value.size(); ++i) all[i] = value[i];
  return py::module_::import("odelia.per_sample").attr("PerSample")(all);
}

PerSample per_sample(const py::handle& value, const char* what) {
  if (PyFloat_Check(value.ptr())) return PyFloat_AS_DOUBLE(value.ptr());
  if (py::hasattr(value, "values_list"))
    return PerSample(py::cast<std::vector<double>>(value.attr("values_list")()));
  const double number = PyFloat_AsDouble(value.ptr());  // ints, numpy's and torch's single numbers
  if (number == -1 && PyErr_Occurred()) {
    PyErr_Clear();
    throw std::invalid_argument(
        fmt::format("{}: expected a float or an odelia.PerSample, got {}", what, type_name(value)));
  }
  return number;
}

/// Lent to Python for the time of one step.
template <class T>
struct Lent {
  T* lent = nullptr;
  T& get() const {
    if (!lent)
      throw std::logic_error(
          "a solver's ode and noise are good during its step alone; keep what they gave, not them");
    return *lent;
  }
};
struct LentDynamics : Lent<Dynamics> {
  at::ScalarType type = at::kFloat;
  const char* who = "";
};
struct LentNoise : Lent<NoiseSource> {};

template <class T>
class Lending {
 public:
  template <class U>
  Lending(std::shared_ptr<T> loan, U& thing) : loan_(std::move(loan)) {
    loan_->lent = &thing;
  }
  ~Lending() { loan_->lent = nullptr; }
  Lending(const Lending&) = delete;
  Lending& operator=(const Lending&) = delete;
  const std::shared_ptr<T>& operator*() const { return loan_; }
  T* operator->() const { return loan_.get(); }

 private:
  std::shared_ptr<T> loan_;
};

/// What the loan's function gives for x and t, without the GIL.
template <class F>
Tensor without_gil(const Tensor& x, const py::object& t, const char* what, F&& f) {
  const PerSample time = per_sample(t, what);
  const NoGil free;
  return f(x.contiguous(), time);
}

/// Tells whether a state's tensors were changed in place: by a copy, since torch does not count what
/// numpy writes, or what is made in inference mode; on a GPU, where numpy does not reach, by its count.
class Unchanged {
 public:
  explicit Unchanged(const State& s) {
    add(s.x);
    for (const Tensor& m : s.memory) add(m);
  }
  bool holds() const {
    return std::all_of(all_.begin(), all_.end(), [](const One& one) {
      return one.copy.defined() ? bytes(one.now).equal(one.copy)
                                : one.now._version() == one.version;
    });
  }

 private:
  struct One {
    Tensor now;
    int64_t version;
    Tensor copy;
  };
  /// A NaN equals itself, so.
  static Tensor bytes(const Tensor& t) { return t.contiguous().view({-1}).view(at::kByte); }
  void add(const Tensor& t) {
    if (t.is_cpu() || t.is_inference())
      all_.push_back({t, 0, bytes(t).clone()});
    else
      all_.push_back({t, t._version(), {}});
  }
  std::vector<One> all_;
};

/// One solver as the registry makes it: the function with its options.
class PythonSolver final : public Solver {
 public:
  PythonSolver(std::string name, Kept function, py::dict options)
      : name_(std::move(name)), function_(std::move(function)), options_(std::move(options)) {}

  Proposal step(Dynamics& ode, NoiseSource& noise, const State& s, const Step& to) const override {
    const Gil gil;
    answer_signals();
    const Lending<LentDynamics> lent_ode(std::make_shared<LentDynamics>(), ode);
    const Lending<LentNoise> lent_noise(std::make_shared<LentNoise>(), noise);
    lent_ode->type = s.x.scalar_type();
    const py::dict options = py::reinterpret_borrow<py::dict>(options_.get());
    const Unchanged before(s);
    const py::object out = call_user(function_.get(), py::make_tuple(*lent_ode, *lent_noise, s, to),
                                     options, fmt::format("solver '{}'", name_));
    if (!before.holds())
      refuse(
          "changed s.x or a tensor of s.memory in place; a step is a pure function: make a new "
          "tensor, as s.x + h * k does, or change s.x.clone()");
    return proposal(out, s, to);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw std::invalid_argument(fmt::format("solver '{}': {}", name_, what));
  }

  Tensor tensor(const py::handle& object, const char* what, const Tensor& like) const {
    if (!THPVariable_Check(object.ptr()))
      refuse(fmt::format(
          "returned {} as {}, expected a tensor like s.x, a pair of it and an error estimate, or "
          "an odelia.Proposal",
          type_name(object), what));
    const Tensor t = THPVariable_Unpack(object.ptr());
    if (t.sizes() != like.sizes() || t.scalar_type() != like.scalar_type() ||
        t.device() != like.device())
      refuse(fmt::format("returned {} as {} [{}] on {}, expected {} [{}] on {}, like s.x",
                         c10::toString(t.scalar_type()), what, fmt::join(t.sizes(), ", "),
                         t.device().str(), c10::toString(like.scalar_type()),
                         fmt::join(like.sizes(), ", "), like.device().str()));
    return t.detach().contiguous();
  }

  Proposal proposal(const py::object& out, const State& s, const Step& to) const {
    if (py::isinstance<py::tuple>(out) && py::len(out) == 2)
      return {{tensor(out[py::int_(0)], "the state", s.x), to.t1},
              tensor(out[py::int_(1)], "the error estimate", s.x)};
    if (!py::hasattr(out, "memory")) return {{tensor(out, "the state", s.x), to.t1}};
    Proposal p{{tensor(out.attr("x"), "the state", s.x), to.t1}};
    if (!out.attr("error").is_none())
      p.error = tensor(out.attr("error"), "the error estimate", s.x);
    for (const py::handle m : out.attr("memory"))
      p.next.memory.push_back(tensor(m, "a memory", s.x));
    for (const py::handle t : out.attr("memory_t"))
      p.next.memory_t.push_back(per_sample(t, "memory_t"));
    return p;
  }

  std::string name_;
  Kept function_, options_;
};

/// Numbers of a method's claims, by their names.
class Claims {
 public:
  Claims(py::dict claims, std::string name) : claims_(std::move(claims)), name_(std::move(name)) {}
  double number(const char* key) const {
    const auto value = py::cast<double>(claims_[key]);
    if (!(value >= 0 && std::isfinite(value))) refuse(key, "a number of 0 or more", value);
    return value;
  }
  int whole(const char* key, int least) const {
    const auto value = py::cast<double>(claims_[key]);
    if (!(value >= least && value <= 1e6 && value == std::floor(value)))
      refuse(key, fmt::format("a whole number of {} or more", least).c_str(), value);
    return static_cast<int>(value);
  }

 private:
  [[noreturn]] void refuse(const char* key, const char* expected, double got) const {
    throw std::invalid_argument(
        fmt::format("solver '{}': {} must be {}, got {}", name_, key, expected, got));
  }
  py::dict claims_;
  std::string name_;
};

/// What the decorator found: a dict of claims, and the options with their defaults.
Traits traits_of(const py::dict& claims) {
  Traits t;
  t.name = py::cast<std::string>(claims["name"]);
  t.family = "python";
  const auto kind = py::cast<std::string>(claims["kind"]);
  if (kind != "ode" && kind != "sde")
    throw std::invalid_argument(
        fmt::format("solver '{}': kind must be 'ode' or 'sde', got '{}'", t.name, kind));
  t.kind = kind == "sde" ? Equation::sde : Equation::ode;
  const Claims of(claims, t.name);
  t.order = of.number("order");
  t.strong_order = of.number("strong_order"), t.weak_order = of.number("weak_order");
  t.nfe_per_step = of.whole("nfe_per_step", 1);
  t.nfe_first_extra = of.whole("nfe_first_extra", 1 - t.nfe_per_step);
  t.needs = py::cast<bool>(claims["semi_linear"]) ? Needs::semi_linear : Needs::drift;
  t.evaluates_end = py::cast<bool>(claims["evaluates_end"]);
  t.embedded = py::cast<bool>(claims["embedded"]);
  t.error_order = of.number("error_order");
  if (t.embedded && t.error_order == 0)
    throw std::invalid_argument(fmt::format(
        "solver '{}': embedded=True needs error_order=, the order of the solution that its error "
        "estimate belongs to",
        t.name));
  t.history = of.whole("history", 0);
  t.reference = py::cast<std::string>(claims["reference"]);
  for (const auto& [key, value] : py::cast<py::dict>(claims["options"]))
    t.options.push_back({py::cast<std::string>(key), py::cast<std::string>(py::str(value)), ""});
  return t;
}

/// contents: what the function does, as a text, when a run asks.
void register_python_solver(const py::object& function, const py::dict& claims,
                            const py::object& contents) {
  const Traits traits = traits_of(claims);
  const auto make = [name = traits.name, f = Kept(function),
                     defaults = Kept(claims["options"])](const Options& options) {
    const Gil gil;
    py::dict values;
    for (const auto& [key, fallback] : py::reinterpret_borrow<py::dict>(defaults.get())) {
      const auto word = py::cast<std::string>(key);
      if (PyUnicode_Check(fallback.ptr()))
        values[key] = options.text(word, py::cast<std::string>(fallback));
      else
        values[key] = options.number(word, py::cast<double>(fallback));
    }
    return std::make_unique<PythonSolver>(name, f, std::move(values));
  };
  register_own_method({traits, make}, [contents = Kept(contents)] {
    const Gil gil;
    return hash_text(py::cast<std::string>(contents.get()()));
  });
}

/// sum_i c_i x_i in one pass over memory.
Tensor combined(const std::vector<std::pair<py::object, Tensor>>& terms) {
  if (terms.empty()) throw std::invalid_argument("combine: needs at least one term, got none");
  std::vector<Tensor> tensors;
  for (const auto& [c, x] : terms) tensors.push_back(x.detach().contiguous());
  std::vector<Term> all;
  for (size_t i = 0; i < terms.size(); ++i)
    all.push_back({per_sample(terms[i].first, "combine"), tensors[i]});
  return combine(all);
}

void bind_state(py::module_& m) {
  py::class_<State>(m, "State")
      .def_readonly("x", &State::x)
      .def_property_readonly("t", [](const State& s) { return to_python(s.t); })
      .def_readonly("memory", &State::memory)
      .def_property_readonly("memory_t", [](const State& s) {
        py::list out;
        for (const PerSample& t : s.memory_t) out.append(to_python(t));
        return out;
      });
  py::class_<Step>(m, "Step")
      .def_property_readonly("t1", [](const Step& to) { return to_python(to.t1); })
      .def_readonly("index", &Step::index)
      .def_readonly("count", &Step::count)
      .def_property_readonly("last", &Step::last);
}

void bind_dynamics(py::module_& m) {
  py::class_<LentDynamics, std::shared_ptr<LentDynamics>>(m, "Dynamics")
      .def_property_readonly("name", [](const LentDynamics& d) { return d.get().name(); })
      .def("drift",
           [](const LentDynamics& d, const Tensor& x, const py::object& t) {
             Dynamics& ode = d.get();
             return without_gil(x, t, "drift", [&](const Tensor& in, const PerSample& time) {
               return ode.drift(in, time);
             });
           })
      .def("noise",
           [](const LentDynamics& d, const Tensor& x, const py::object& t) {
             SemiLinear& view = require_semi_linear(d.get(), "noise");
             return without_gil(x, t, "noise", [&](const Tensor& in, const PerSample& time) {
               return view.noise(in, time);
             });
           })
      .def("data",
           [](const LentDynamics& d, const Tensor& x, const py::object& t) {
             SemiLinear& view = require_semi_linear(d.get(), "data");
             return without_gil(x, t, "data", [&](const Tensor& in, const PerSample& time) {
               return view.data(in, time);
             });
           })
      .def("diffusion",
           [](const LentDynamics& d, const py::object& t) {
             return to_python(d.get().diffusion(per_sample(t, "diffusion")));
           })
      .def("regular", [](const LentDynamics& d,
                         const py::object& t) { return d.get().regular(per_sample(t, "regular")); })
      .def_property_readonly(
          "eta", [](const LentDynamics& d) { return require_semi_linear(d.get(), "eta").eta(); })
      .def("alpha",
           [](const LentDynamics& d, const py::object& t) {
             return to_python(
                 require_semi_linear(d.get(), "alpha").process().alphas(per_sample(t, "alpha")));
           })
      .def("sigma",
           [](const LentDynamics& d, const py::object& t) {
             return to_python(
                 require_semi_linear(d.get(), "sigma").process().sigmas(per_sample(t, "sigma")));
           })
      .def("lambda_",
           [](const LentDynamics& d, const py::object& t) {
             return to_python(require_semi_linear(d.get(), "lambda_")
                                  .process()
                                  .lambdas(per_sample(t, "lambda_")));
           })
      .def("t_of_lambda", [](const LentDynamics& d, const py::object& l) {
        const Process& p = require_semi_linear(d.get(), "t_of_lambda").process();
        return to_python(
            per_sample(l, "t_of_lambda").map([&](double v) { return p.t_of_lambda(v); }));
      });
}

void bind_noise(py::module_& m) {
  py::class_<LentNoise, std::shared_ptr<LentNoise>>(m, "Noise")
      .def(
          "normal",
          [](const LentNoise& n, const py::object& t0, const py::object& t1, const Tensor& like,
             int stream) {
            return n.get().normal(per_sample(t0, "normal"), per_sample(t1, "normal"), like, stream);
          },
          py::arg("t0"), py::arg("t1"), py::arg("like"), py::arg("stream") = 0)
      .def("area",
           [](const LentNoise& n, const py::object& t0, const py::object& t1, const Tensor& like) {
             return n.get().area(per_sample(t0, "area"), per_sample(t1, "area"), like);
           });
}

}  // namespace

void bind_solver(py::module_& m) {
  bind_state(m);
  bind_dynamics(m);
  bind_noise(m);
  m.def("register_solver", &register_python_solver);
  m.def("combine", &combined);
}

}  // namespace odelia::python
