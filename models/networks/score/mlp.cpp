// A small network for points, such as the two-dimensional data sets that pictures of flows are drawn of.
#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include "models/data/fields.h"
#include "models/networks/kernels/class_rows.h"
#include "models/networks/kernels/silu.h"
#include "models/networks/score/score_network.h"

namespace odelia {
namespace {

struct MlpConfig {
  int64_t dimension = 2;           ///< of a sample
  int64_t width = 128, depth = 3;  ///< of the hidden layers
  int64_t frequencies = 16;        ///< of the time features sin and cos(2^(k/2) lambda/8)
  int64_t classes = 0;
  double sigma_data = 1;
};

void check(const MlpConfig& c, const Fields& fields) {
  const auto within = [&](const char* key, int64_t value, int64_t low, int64_t high) {
    if (value < low || value > high)
      fields.fail(key, fmt::format("must be {} to {}, got {}", low, high, value));
  };
  within("dimension", c.dimension, 1, 1 << 20);
  within("width", c.width, 1, 1 << 16);
  within("depth", c.depth, 1, 100);
  within("frequencies", c.frequencies, 1, 64);
  within("classes", c.classes, 0, 1 << 20);
  if (!(c.sigma_data > 0 && std::isfinite(c.sigma_data)))
    fields.fail("sigma_data", fmt::format("must be positive, got {}", c.sigma_data));
}

struct Prepared final : PreparedNetwork {
  Prepared(std::shared_ptr<const ScoreNetwork> network, ParameterSet parameters)
      : network(std::move(network)), parameters(std::move(parameters)) {}
  Tensor forward(const Tensor& x, const Tensor& lambda, const Tensor& labels) const override {
    return network->forward(parameters, x, lambda, labels, nullptr);
  }
  std::shared_ptr<const ScoreNetwork> network;
  ParameterSet parameters;
};

/// h = silu(W h + b), layer by layer, of x and features of lambda; a linear layer last.
class Mlp final : public ScoreNetwork {
 public:
  explicit Mlp(const MlpConfig& config) : c_(config) {}
  std::vector<int64_t> sample_shape() const override { return {c_.dimension}; }
  int64_t classes() const override { return c_.classes; }
  double sigma_data() const override { return c_.sigma_data; }
  nlohmann::json to_json() const override {
    return {{"type", "mlp"},
            {"dimension", c_.dimension},
            {"width", c_.width},
            {"depth", c_.depth},
            {"frequencies", c_.frequencies},
            {"classes", c_.classes},
            {"sigma_data", c_.sigma_data}};
  }

  ParameterSet make(uint64_t seed) const override {
    auto generator = at::detail::createCPUGenerator(seed);
    ParameterSet out;
    for (const auto& [name, shape] : layout()) {
      if (name.ends_with(".bias") || name == "out.weight" || name == "class.weight")
        out[name] = at::zeros(shape);  // it starts as F = 0
      else
        out[name] = at::randn(shape, generator, at::TensorOptions(at::kFloat))
                        .mul_(1 / std::sqrt(static_cast<double>(shape[1])));
    }
    return out;
  }
  ParameterSet shapes() const override {
    ParameterSet out;
    for (const auto& [name, shape] : layout()) out[name] = placeholder(shape);
    return out;
  }
  bool float32_alone() const override { return true; }  // layers alone stay in it
  ParameterSet cast(const ParameterSet& parameters, at::ScalarType) const override {
    return parameters;
  }

  Tensor forward(const ParameterSet& p, const Tensor& x, const Tensor& lambda, const Tensor& labels,
                 at::Generator*) const override {
    Tensor h =
        at::linear(at::cat({x, features(lambda)}, 1), get(p, "in.weight"), get(p, "in.bias"));
    if (c_.classes) h = h + class_rows(get(p, "class.weight"), labels);
    h = silu(h);
    for (int64_t i = 1; i < c_.depth; ++i)
      h = silu(at::linear(h, get(p, fmt::format("hidden{}.weight", i)),
                          get(p, fmt::format("hidden{}.bias", i))));
    return at::linear(h, get(p, "out.weight"), get(p, "out.bias"));
  }

  std::unique_ptr<PreparedNetwork> prepare(const ParameterSet& parameters, at::ScalarType,
                                           at::Device device, bool) const override {
    at::NoGradGuard no_grad;
    ParameterSet moved;
    for (const auto& [name, value] : parameters) moved[name] = value.to(device).detach();
    return std::make_unique<Prepared>(std::make_shared<const Mlp>(c_), std::move(moved));
  }

 private:
  Tensor features(const Tensor& lambda) const {
    std::vector<Tensor> parts;
    for (int64_t k = 0; k < c_.frequencies; ++k) {
      const Tensor angle = (lambda * (std::exp2(0.5 * static_cast<double>(k)) / 8)).unsqueeze(1);
      parts.push_back(angle.sin()), parts.push_back(angle.cos());
    }
    return at::cat(parts, 1);
  }

  std::map<std::string, std::vector<int64_t>> layout() const {
    std::map<std::string, std::vector<int64_t>> out = {
        {"in.weight", {c_.width, c_.dimension + 2 * c_.frequencies}},
        {"in.bias", {c_.width}},
        {"out.weight", {c_.dimension, c_.width}},
        {"out.bias", {c_.dimension}}};
    for (int64_t i = 1; i < c_.depth; ++i) {
      out[fmt::format("hidden{}.weight", i)] = {c_.width, c_.width};
      out[fmt::format("hidden{}.bias", i)] = {c_.width};
    }
    if (c_.classes) out["class.weight"] = {c_.classes + 1, c_.width};
    return out;
  }
  MlpConfig c_;
};

const RegisterNetwork mlp{
    {.type = "mlp",
     .read = [](Fields& fields) -> std::shared_ptr<const ScoreNetwork> {
       MlpConfig c;
       fields
           .without_default("dimension", c.dimension, "coordinates of a point; taken from the data")
           .optional("width", c.width, "of the hidden layers")
           .optional("depth", c.depth, "hidden layers")
           .optional("frequencies", c.frequencies, "Fourier features of lambda")
           .optional("classes", c.classes, "of a conditional network; 0: unconditional")
           .optional("sigma_data", c.sigma_data,
                     "standard deviation of the data in the input's scale")
           .finish();
       check(c, fields);
       return std::make_shared<const Mlp>(c);
     },
     .of_data = [](const nlohmann::json&, const std::vector<int64_t>& shape) -> nlohmann::json {
       if (shape.size() != 1)
         throw std::invalid_argument(
             fmt::format("network type 'mlp' takes points [D], the data are [{}]; take 'unet'",
                         fmt::join(shape, ", ")));
       return {{"dimension", shape[0]}};
     }}};

}  // namespace
}  // namespace odelia
