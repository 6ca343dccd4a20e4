#include "experiments/python/model.h"

#include <cmath>
#include <map>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/python_variable.h>

#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/python/callback.h"
#include "models/device.h"
#include "models/micro_batch.h"
#include "models/mixture.h"
#include "models/networks/foreign/foreign_model.h"
#include "solvers/names.h"

namespace odelia::python {
namespace {

/// What a callable was asked, for messages.
std::string asked(const Tensor& x, const Tensor& time) {
  return fmt::format("x {} [{}] on {}, time {} [{}] from {:.6g} to {:.6g}",
                     c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", "), x.device().str(),
                     c10::toString(time.scalar_type()), time.size(0), time.min().item<double>(),
                     time.max().item<double>());
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

/// The callable as a network.
NetworkCall network_call(py::object callable, const std::string& name, bool time_first) {
  return [f = Kept(std::move(callable)), name, time_first](const Tensor& x, const Tensor& time,
                                                           const Tensor& labels) {
    const Gil gil;
    const py::object a = py::cast(time_first ? time : x), b = py::cast(time_first ? x : time);
    const py::tuple args = labels.defined() ? py::make_tuple(a, b, labels) : py::make_tuple(a, b);
    return tensor_in(call_user(f.get(), args, {}, fmt::format("model '{}'", name),
                               [&] { return asked(x, time); }),
                     name, x);
  };
}

Model callable_model(const py::object& callable, const std::string& name, const std::string& like,
                     const std::vector<int64_t>& shape, const std::string& type,
                     const std::string& device, int64_t micro_batch, const py::object& hash) {
  const bool own_micro_batch = micro_batch != 0;
  const Convention convention = make_convention(like);
  ForeignOptions o;
  o.name = name, o.shape = shape, o.type = parse_type(type, "Model dtype");
  o.device = device_here(device, "Model device");
  o.micro_batch = micro_batch = micro_batch_for(micro_batch, o.device, shape);
  Model model{name, {}, false, shape, o.device, micro_batch, own_micro_batch, {}};
  const NetworkCall call = network_call(callable, name, convention.time_first);
  ForeignModel(convention, o, call);  // refuses now what does not fit
  model.identity = [convention, o, call, hash = Kept(hash)] {
    ForeignOptions own = o;
    const Gil gil;
    own.hash = py::cast<std::string>(hash.get()());
    return ForeignModel(convention, own, call).identity();
  };
  model.open = [convention, o, call, type](const NetworkOptions& options) {
    if (options.precision != at::kFloat || (options.tf32 && o.type != at::kFloat))
      throw std::invalid_argument(
          fmt::format("model '{}': a callable computes in the dtype of its Model, {}; leave "
                      "network_precision out",
                      o.name, type));
    ForeignOptions own = o;
    own.micro_batch = options.micro_batch, own.tf32 = options.tf32;
    return std::make_shared<ForeignModel>(convention, own, call);
  };
  return model;
}

Model mixture(Mixture m, const std::string& name) {
  const auto score = mixture_model(m);  // checks it
  const std::string text =
      nlohmann::json{{"weights", m.weights}, {"means", m.means}, {"stds", m.stds}}.dump();
  Model model{name, [text] { return text; }, true, score->sample_shape(), at::kCPU, 16, false, {}};
  model.open = [m](const NetworkOptions&) { return mixture_model(m); };
  return model;
}

Model opened(const std::string& spec, const std::string& device, int64_t micro_batch) {
  NetworkOptions o;
  o.device = device_here(device, "open device");
  o.micro_batch = micro_batch;
  const auto score = open_model(spec, o);
  const bool own_micro_batch = micro_batch != 0;
  micro_batch = micro_batch_for(micro_batch, o.device, score->sample_shape());
  Model model{spec,
              [spec] { return hash_model(spec); },
              is_exact_model(spec),
              score->sample_shape(),
              o.device,
              micro_batch,
              own_micro_batch,
              {}};
  model.open = [spec](const NetworkOptions& options) { return open_model(spec, options); };
  model.spec = spec;
  return model;
}

void check_question(const Tensor& x, double alpha, double sigma) {
  if (x.scalar_type() != at::kFloat && x.scalar_type() != at::kDouble)
    throw std::invalid_argument(fmt::format("Model.predict x: expected float32 or float64, got {}",
                                            c10::toString(x.scalar_type())));
  if (!(alpha >= 0 && sigma >= 0 && std::isfinite(alpha) && std::isfinite(sigma)))
    throw std::invalid_argument(
        fmt::format("Model.predict: alpha and sigma must be finite and 0 or more, got {} and {}",
                    alpha, sigma));
}

/// One evaluation, and the product of its Jacobian with v where a kind is given.
py::object predict(const Model& model, const Tensor& x, double alpha, double sigma,
                   const std::string& want, const std::string& product, const Tensor& v,
                   const std::vector<int64_t>& labels) {
  check_question(x, alpha, sigma);
  const auto score = model.open_as_is();
  if (!labels.empty()) score->label(labels);
  const Prediction wanted = prediction_from(want);
  if (!product.empty() && v.sizes() != x.sizes())
    throw std::invalid_argument(fmt::format("Model.predict {}: expected [{}], like x, got [{}]",
                                            product, fmt::join(x.sizes(), ", "),
                                            fmt::join(v.sizes(), ", ")));
  Tensor y, multiplied;
  {
    const NoGil free;
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
  return open(o);
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
