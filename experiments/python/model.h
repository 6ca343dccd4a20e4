#pragma once
#include "experiments/python/bind.h"
#include "models/networks/open_model.h"

namespace odelia::python {

/// A score model as Python holds it: how it is opened, and what it is.
struct Model {
  std::string name;
  /// All that its answers depend on, asked for when a run begins: weights may have changed.
  std::function<std::string()> identity;
  bool exact = false;
  std::vector<int64_t> shape;
  at::Device device = at::kCPU;
  int64_t micro_batch = 16;      ///< as it is, never 0 for the usual one
  bool own_micro_batch = false;  ///< it was asked for, and is not the usual one
  std::function<std::shared_ptr<ScoreModel>(const NetworkOptions&)> open;
  std::string spec = {};  ///< what `open_model` in Python was given; "" of a model made there

  std::shared_ptr<ScoreModel> open_as_is() const;
};

/// "float32" and the like.  Throws std::invalid_argument on anything else, in the name of `who`.
at::ScalarType parse_type(const std::string& text, const std::string& who);

/// Told of every evaluation, with the GIL held.
using Heard = std::function<void()>;

/// The same model, where every evaluation answers Ctrl-C and is told to `heard`.
std::shared_ptr<ScoreModel> watched(std::shared_ptr<ScoreModel> model, Heard heard = {});

}  // namespace odelia::python
