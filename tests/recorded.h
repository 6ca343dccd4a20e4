#pragma once
// What the public codes' networks answered (tests/reference/unets.py, dit.py, autoencoder_kl.py), with weights made
// by a rule of their names.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include "models/data/fields.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// Uniform in [-1, 1), from a hash of the name and the index.
inline Tensor by_rule(const std::string& name, at::IntArrayRef shape) {
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

inline Tensor weight_by_rule(const std::string& name, const std::vector<int64_t>& shape) {
  const Tensor values = by_rule(name, shape);
  if (shape.size() > 1) {
    int64_t fan_in = 1;
    for (size_t i = 1; i < shape.size(); ++i) fan_in *= shape[i];
    return values * std::sqrt(3.0 / double(fan_in));
  }
  const bool gain = (name.ends_with("weight") && (name.find("norm") != std::string::npos ||
                                                  name.find("Norm") != std::string::npos)) ||
                    name.find("_layers.0.weight") != std::string::npos;
  return values * 0.2 + (gain ? 1 : 0);
}

/// tests/reference/NAME.json and NAME.npz.
class Recorded {
 public:
  explicit Recorded(const std::string& name) : cases_(read_json(file(name + ".json"), 1 << 22)) {
    for (const auto& [key, value] : read_npz(file(name + ".npz"))) arrays_[key] = value;
  }
  const nlohmann::json& cases() const { return cases_; }

  ParameterSet tensors(const nlohmann::json& one) const {
    ParameterSet out;
    for (const auto& [name, shape] : one.at("tensors").items())
      out[name] = weight_by_rule(name, shape.get<std::vector<int64_t>>());
    const auto filters = one.value("filters", nlohmann::json::object());
    for (const auto& [name, nested] : filters.items()) {
      std::vector<double> flat;
      for (const auto& row : nested.at(0).at(0))
        for (const double v : row) flat.push_back(v);
      out[name] = at::tensor(flat, at::kDouble).view(out[name].sizes());
    }
    return out;
  }

  /// How far y's rows are from the recorded, in units of the largest recorded number.
  double off(const std::string& name, const Tensor& y, int64_t from = 0) const {
    const Tensor whole = arrays_.at(name).to(at::kDouble),
                 sums = arrays_.at(name + "_sums").to(at::kDouble);
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

 private:
  static std::string file(const std::string& name) {
    return ODELIA_SOURCE_DIR "/tests/reference/" + name;
  }
  nlohmann::json cases_;
  std::map<std::string, Tensor> arrays_;
};

/// What `read(weights, facts)` makes of a case; `weights(tensors)` hands them out.  Throws unless all
/// tensors and facts are asked for.
template <class Weights, class Read>
auto read_case(const Recorded& record, const nlohmann::json& one, const Weights& weights,
               const Read& read) {
  const ParameterSet all = record.tensors(one);
  auto taken = weights(all);
  Fields facts(one.at("facts"), "test");
  auto out = read(taken, facts);
  facts.finish();
  taken.require_all_taken("test");
  return out;
}

/// What the recorded answers were asked.
struct Asked {
  Tensor x, time, labels;
};
inline Asked asked(const nlohmann::json& one, at::ScalarType type) {
  const auto labels = one.at("labels").get<std::vector<int64_t>>();
  return {(1.7 * by_rule("x", {16, 3, 8, 8})).to(type),
          at::tensor(one.at("times").get<std::vector<double>>(), at::kDouble).to(type),
          labels.empty() ? Tensor() : at::tensor(labels, at::kLong)};
}
/// Some of the questions.
inline Asked part(Asked q, int64_t from, int64_t n) {
  for (Tensor* t : {&q.x, &q.time, &q.labels})
    if (t->defined()) *t = t->narrow(0, from, n);
  return q;
}

}  // namespace odelia
