#pragma once
#include <functional>
#include <map>
#include <memory>

#include "models/data/fields.h"
#include "models/networks/checkpoints/parameters.h"

namespace at {
struct Generator;
}

namespace odelia {

/// A network's parameters as constants on a device, ready for forward passes.
class PreparedNetwork {
 public:
  virtual ~PreparedNetwork() = default;
  /// F(x; lambda) as in ScoreNetwork::forward.
  virtual Tensor forward(const Tensor& x, const Tensor& lambda, const Tensor& labels) const = 0;
  /// True where a row's answer may depend on how many others are in the batch.
  virtual bool sees_batch() const { return true; }
};

/// The architecture of a score network: all that checkpoints, models and training know of it.
///
/// Its input is x = k (x0 + s n), s = sigma/alpha, k = 1/sqrt(s^2 + sigma_data^2), and
/// lambda = -log s: the same whatever the process.
class ScoreNetwork {
 public:
  virtual ~ScoreNetwork() = default;
  virtual std::vector<int64_t> sample_shape() const = 0;  ///< [C, H, W] or [D]
  virtual int64_t classes() const { return 0; }           ///< 0: unconditional
  virtual double sigma_data() const { return 1; }         ///< 1: variance preserving
  /// Its description with "type" and every field, as it stands in config.json.
  virtual nlohmann::json to_json() const = 0;

  virtual ParameterSet make(uint64_t seed) const = 0;  ///< fresh weights
  /// Weights by which it answers as `small` does by `parameters`; what it has besides is fresh.
  /// Throws std::invalid_argument where that cannot be: unless overridden, where their descriptions
  /// differ in more than dropout.
  virtual ParameterSet grown(const ScoreNetwork& small, const ParameterSet& parameters,
                             uint64_t seed) const;
  /// Placeholders of the same names and shapes: what a file is held against before memory is taken.
  virtual ParameterSet shapes() const = 0;
  /// True where it computes in float32 whatever precision it is asked for.
  virtual bool float32_alone() const { return false; }
  /// The parameters for `forward` in float32 or bfloat16; differentiable.
  virtual ParameterSet cast(const ParameterSet& parameters, at::ScalarType precision) const = 0;
  /// F(x; lambda): x [B, ...] float32, lambda [B] float32, labels [B] int64 in 0..classes (the
  /// last: no class) or undefined; returns float32 like x.  Dropout acts only with a generator.
  virtual Tensor forward(const ParameterSet& cast, const Tensor& x, const Tensor& lambda,
                         const Tensor& labels, at::Generator* dropout) const = 0;
  /// `differentiable`: for passes that are differentiated in x.
  virtual std::unique_ptr<PreparedNetwork> prepare(const ParameterSet& parameters,
                                                   at::ScalarType precision, at::Device device,
                                                   bool differentiable) const = 0;
};

/// An architecture as it is registered, under the "type" of config.json and of training configs.
struct NetworkEntry {
  std::string type;
  /// From a description, over the defaults; ends with `finish`.  Throws std::invalid_argument.
  std::function<std::shared_ptr<const ScoreNetwork>(Fields&)> read;
  /// The fields that follow from the shape of the data.  Throws std::invalid_argument where data of
  /// this shape do not suit the description.
  std::function<nlohmann::json(const nlohmann::json&, const std::vector<int64_t>& sample_shape)>
      of_data;
};

/// Registers an architecture at start-up: a namespace-scope constant in a file of its own.
struct RegisterNetwork {
  explicit RegisterNetwork(NetworkEntry entry);
};

/// The types by name.
std::vector<std::string> network_types();

/// What the network answered of x.  Throws std::logic_error, naming its type, unless it is of x's
/// shape: another one would be broadcast.
Tensor of_shape(const Tensor& x, Tensor answer, const ScoreNetwork& network);

/// The architecture of a description; a U-Net without "type".  Throws std::invalid_argument on an
/// unknown type, listing the known, or key; std::logic_error, naming the type, where its to_json
/// does not give back what the description says.
std::shared_ptr<const ScoreNetwork> read_network(Fields description);

/// The same for data of this shape: the fields that follow from it are added.
std::shared_ptr<const ScoreNetwork> network_for_data(nlohmann::json json,
                                                     const std::vector<int64_t>& sample_shape,
                                                     const std::string& where);

}  // namespace odelia
