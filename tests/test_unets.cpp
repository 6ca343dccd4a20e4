// The public codes' U-Nets beside what their own code answered: tests/reference/unets.py recorded it
// with weights made by the rule below.
#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>

#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/networks/unets/unets.h"
#include "tests/catch.h"

using namespace odelia;

namespace {

/// Uniform in [-1, 1), from a hash of the name and the index.
Tensor by_rule(const std::string& name, at::IntArrayRef shape) {
  uint64_t h = 0xcbf29ce484222325;
  for (const unsigned char byte : name) h = (h ^ byte) * 0x100000001b3;
  Tensor out = at::empty(shape, at::kDouble);
  double* values = out.data_ptr<double>();
  for (int64_t i = 0; i < out.numel(); ++i) {
    uint64_t z = h + uint64_t(i + 1) * 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    values[i] = double((z ^ (z >> 31)) >> 11) * std::ldexp(1.0, -52) - 1;
  }
  return out;
}

Tensor weight(const std::string& name, const std::vector<int64_t>& shape) {
  const Tensor values = by_rule(name, shape);
  if (shape.size() > 1) {
    int64_t fan_in = 1;
    for (size_t i = 1; i < shape.size(); ++i) fan_in *= shape[i];
    return values * std::sqrt(3.0 / double(fan_in));
  }
  const bool gain = (name.ends_with("weight") && name.find("norm") != std::string::npos) ||
                    name.find("_layers.0.weight") != std::string::npos;
  return values * 0.2 + (gain ? 1 : 0);
}

const nlohmann::json& cases() {
  static const auto all = read_json(ODELIA_SOURCE_DIR "/tests/reference/unets.json", 1 << 22);
  return all;
}

const std::map<std::string, Tensor>& recorded() {
  static const std::map<std::string, Tensor> arrays = [] {
    std::map<std::string, Tensor> out;
    for (const auto& [name, value] : read_npz(ODELIA_SOURCE_DIR "/tests/reference/unets.npz"))
      out[name] = value;
    return out;
  }();
  return arrays;
}

ParameterSet tensors(const nlohmann::json& one) {
  ParameterSet out;
  for (const auto& [name, shape] : one.at("tensors").items())
    out[name] = weight(name, shape.get<std::vector<int64_t>>());
  for (const auto& [name, nested] : one.at("filters").items()) {
    std::vector<double> flat;
    for (const auto& row : nested.at(0).at(0))
      for (const double v : row) flat.push_back(v);
    out[name] = at::tensor(flat, at::kDouble).view(out[name].sizes());
  }
  return out;
}

UNetPlan plan_of(const nlohmann::json& one, at::ScalarType type) {
  const auto all = tensors(one);
  return unet_plan(one.at("architecture"), UNetWeights(all, "", type), one.at("facts"),
                   one.at("case"));
}

struct Asked {
  Tensor x, time, labels;
};
Asked asked(const nlohmann::json& one, at::ScalarType type) {
  const auto labels = one.at("labels").get<std::vector<int64_t>>();
  return {(1.7 * by_rule("x", {16, 3, 8, 8})).to(type),
          at::tensor(one.at("times").get<std::vector<double>>(), at::kDouble).to(type),
          labels.empty() ? Tensor() : at::tensor(labels, at::kLong)};
}

Tensor answer(const UNetPlan& plan, const Asked& q, int64_t from, int64_t n) {
  return forward(plan, q.x.narrow(0, from, n), q.time.narrow(0, from, n),
                 q.labels.defined() ? q.labels.narrow(0, from, n) : q.labels);
}

/// How far y's rows are from the recorded, in units of the largest recorded number.
double off(const std::string& name, const Tensor& y, int64_t from = 0) {
  const Tensor whole = recorded().at(name).to(at::kDouble),
               sums = recorded().at(name + "_sums").to(at::kDouble);
  const double unit = whole.abs().max().item<double>();
  double worst = 0;
  for (int64_t i = 0; i < y.size(0); ++i) {
    const Tensor row = y[i].to(at::kDouble);
    if (from + i < whole.size(0))
      worst = std::max(worst, (row - whole[from + i]).abs().max().item<double>() / unit);
    // The sum of some 200 numbers with weights of spread 0.6 has the error of about 8 of them.
    const double sum = (row * by_rule("sums", row.sizes())).sum().item<double>();
    worst = std::max(worst, std::abs(sum - sums[from + i].item<double>()) / (8 * unit));
  }
  return worst;
}

}  // namespace

TEST_CASE("U-Nets of the public codes answer as their own code does") {
  const at::NoGradGuard no_grad;
  REQUIRE(cases().size() >= 13);
  for (const auto& one : cases()) {
    const std::string name = one.at("case");
    INFO(name);
    // float64: rounding alone, some hundred operations deep.
    const auto exact = plan_of(one, at::kDouble);
    const auto q = asked(one, at::kDouble);
    CHECK(off(name + "/f64", answer(exact, q, 0, 16)) < 1e-12);
    // float32: that of the public code's own float32 from float64 is up to 3e-6.
    auto plan = plan_of(one, at::kFloat);
    const auto single = asked(one, at::kFloat);
    const Tensor plain = answer(plan, single, 0, 16);
    CHECK(off(name + "/f32", plain) < 1e-5);
    prepare(plan, /*differentiable=*/false);
    for (const auto& [from, n] : {std::pair<int64_t, int64_t>{0, 1}, {5, 1}, {0, 3}, {0, 16}}) {
      const Tensor y = answer(plan, single, from, n);
      CHECK(off(name + "/f32", y, from) < 1e-5);
      CHECK(off(name + "/f64", y, from) < 1e-5);
    }
  }
}
