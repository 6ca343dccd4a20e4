#include "experiments/python/model.h"

#include <map>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/python_variable.h>

#include "experiments/command/hashes.h"
#include "models/device.h"
#include "models/micro_batch.h"
#include "models/mixture.h"
#include "models/networks/foreign/foreign_model.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia::python {
namespace {

/// What a callable was asked, for messages.
std::string asked(const Tensor& x, const Tensor& time) {
  return fmt::format("x {} [{}] on {}, time {} [{}] from {:.6g} to {:.6g}",
                     c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", "), x.device().str(),
                     c10::toString(time.scalar_type()), time.size(0), time.min().item<double>(),
                     time.max().item<double>());
}

/// Adds what was asked to the exception that a callable raised, where Python has notes (3.11).
void add_note(py::error_already_set& e, const std::string& note) {
  const py::object value = e.value();
  if (value && py::hasattr(value, "add_note")) value.attr("add_note")(note);
}

/// "ValueError: what it says", in one line.
std::string in_one_line(const py::error_already_set& e) {
  const auto text = py::cast<std::string>(py::str(e.value()));
  return fmt::format("{}: {}", py::cast<std::string>(e.type().attr("__name__")),
                     printable_text(text.substr(0, text.find('\n'))));
}

/// The tensor in what a callable returned: itself, or the `sample` of a diffusers output.
Tensor tensor_in(py::object out, const std::string& name, const Tensor& x) {
  if (!THPVariable_Check(out.ptr()) && py::hasattr(out, "sample")) {
    const py::object sample = out.attr("sample");
    if (THPVariable_Check(sample.ptr())) out = sample;
  }
  if (!THPVariable_Check(out.ptr()))
    throw std::invalid_argument(
        fmt::format("model '{}': the callable returned {}, expected a torch.Tensor [{}, ...] of {}",
                    name, type_name(out), x.size(0), c10::toString(x.scalar_type())));
  return THPVariable_Unpack(out.ptr());
}

/// The callable as a network.  others_go_on: what it raises, but for the likes of Ctrl-C, becomes a
/// message that ends the cell of a comparison alone.
NetworkCall network_call(py::object callable, const std::string& name, bool time_first,
                         bool others_go_on) {
  return [f = Kept(std::move(callable)), name, time_first, others_go_on](
             const Tensor& x, const Tensor& time, const Tensor& labels) {
    py::gil_scoped_acquire gil;
    try {
      const py::object a = py::cast(time_first ? time : x), b = py::cast(time_first ? x : time);
      py::object out = labels.defined() ? f.get()(a, b, py::cast(labels)) : f.get()(a, b);
      return tensor_in(std::move(out), name, x);
    } catch (py::error_already_set& e) {
      const bool ordinary = e.matches(PyExc_Exception);
      if (!ordinary) throw;
      if (others_go_on)
        throw std::invalid_argument(fmt::format("model '{}': the callable raised {}; asked with {}",
                                                name, in_one_line(e), asked(x, time)));
      add_note(e, fmt::format("odelia: model '{}' was asked with {}", name, asked(x, time)));
      throw;
    }
  };
}

Model callable_model(const py::object& callable, const std::string& name, const std::string& like,
                     const std::vector<int64_t>& shape, const std::string& type,
                     const std::string& device, int64_t micro_batch, const py::object& hash) {
  const Convention convention = make_convention(like);
  ForeignOptions o;
  o.name = name, o.shape = shape, o.type = parse_type(type, "Model dtype");
  o.device = parse_device(device, "Model device");
  o.micro_batch = micro_batch = micro_batch_for(micro_batch, o.device, shape);
  Model model{name, {}, false, shape, o.device, micro_batch, {}};
  const NetworkCall call = network_call(callable, name, convention.time_first, false);
  ForeignModel(convention, o, call);  // refuses now what does not fit
  model.identity = [convention, o, call, hash = Kept(hash)] {
    ForeignOptions own = o;
    py::gil_scoped_acquire gil;
    own.hash = py::cast<std::string>(hash.get()());
    return ForeignModel(convention, own, call).identity();
  };
  model.open = [convention, o, call,
                goes_on = network_call(callable, name, convention.time_first, true)](
                   const NetworkOptions& options, bool others_go_on) {
    ForeignOptions own = o;
    own.micro_batch = options.micro_batch;
    return std::make_shared<ForeignModel>(convention, own, others_go_on ? goes_on : call);
  };
  return model;
}

Model mixture(Mixture m, const std::string& name) {
  const auto score = mixture_model(m);  // checks it
  const std::string text =
      nlohmann::json{{"weights", m.weights}, {"means", m.means}, {"stds", m.stds}}.dump();
  Model model{name, [text] { return text; }, true, score->sample_shape(), at::kCPU, 16, {}};
  model.open = [m](const NetworkOptions&, bool) { return mixture_model(m); };
  return model;
}

Model opened(const std::string& spec, const std::string& device, int64_t micro_batch) {
  NetworkOptions o;
  o.device = parse_device(device, "open device");
  o.micro_batch = micro_batch;
  const auto score = open_model(spec, o);
  micro_batch = micro_batch_for(micro_batch, o.device, score->sample_shape());
  Model model{spec,
              [spec] { return hash_model(spec); },
              is_exact_model(spec),
              score->sample_shape(),
              o.device,
              micro_batch,
              {}};
  model.open = [spec](const NetworkOptions& options, bool) { return open_model(spec, options); };
  return model;
}

/// One evaluation, and the product of its Jacobian with v where a kind is given.
py::object predict(const Model& model, const Tensor& x, double alpha, double sigma,
                   const std::string& want, const std::string& product, const Tensor& v) {
  const auto score = model.open_as_is();
  const Prediction wanted = prediction_from(want);
  if (!product.empty() && v.sizes() != x.sizes())
    throw std::invalid_argument(fmt::format("Model.predict {}: expected [{}], like x, got [{}]",
                                            product, fmt::join(x.sizes(), ", "),
                                            fmt::join(v.sizes(), ", ")));
  Tensor y, multiplied;
  {
    py::gil_scoped_release free;
    const at::NoGradGuard no_grad;
    const Tensor in = x.detach().contiguous();
    if (product.empty()) {
      y = score->predict(in, alpha, sigma, wanted);
    } else {
      multiplied = at::empty_like(in);
      const Tensor on = v.detach().to(in.scalar_type()).contiguous();
      const ProductKind kind =
          product == "vjp" ? ProductKind::vjp
          : product == "jvp"
              ? ProductKind::jvp
              : throw std::invalid_argument(fmt::format("product: vjp or jvp, got '{}'", product));
      y = score->predict(
          in, alpha, sigma, wanted, kind, [&](int64_t from, int64_t rows, const Product& p) {
            multiplied.narrow(0, from, rows).copy_(p(on.narrow(0, from, rows).contiguous()));
          });
    }
  }
  return product.empty() ? py::cast(y) : py::object(py::make_tuple(y, multiplied));
}

}  // namespace

at::ScalarType parse_type(const std::string& text, const std::string& who) {
  const std::map<std::string, at::ScalarType> known{{"float32", at::kFloat},
                                                    {"float64", at::kDouble},
                                                    {"bfloat16", at::kBFloat16},
                                                    {"float16", at::kHalf}};
  const auto found = known.find(text);
  if (found == known.end())
    throw std::invalid_argument(
        fmt::format("{}: unknown '{}'; {}", who, text, known_names(text, names_in(known))));
  return found->second;
}

std::shared_ptr<ScoreModel> Model::open_as_is() const {
  NetworkOptions o;
  o.device = device, o.micro_batch = micro_batch;
  return open(o, false);
}

void bind_model(py::module_& m) {
  py::class_<Model, std::shared_ptr<Model>>(m, "Model")
      .def_readonly("name", &Model::name)
      .def_readonly("exact", &Model::exact)
      .def_readonly("shape", &Model::shape)
      .def_readonly("micro_batch", &Model::micro_batch)
      .def_property_readonly("device", [](const Model& s) { return s.device.str(); })
      .def("identity", [](const Model& s) { return s.identity(); });
  m.def("callable_model", &callable_model);
  m.def("mixture", [](std::vector<double> weights, std::vector<std::vector<double>> means,
                      std::vector<double> stds, const std::string& name) {
    return mixture({std::move(weights), std::move(means), std::move(stds)}, name);
  });
  m.def("open", &opened);
  m.def("predict", &predict);
}

}  // namespace odelia::python
