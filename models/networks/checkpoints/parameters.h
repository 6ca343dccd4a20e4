#pragma once
#include <map>
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// The weights of a network by name, in a stable order.  Networks here are functions of such a map:
/// a checkpoint is its contents, an optimiser walks it, an EMA is another one.
using ParameterSet = std::map<std::string, Tensor>;

/// The parameter of that name.  Throws std::invalid_argument, naming the network, if it is missing.
const Tensor& get(const ParameterSet& parameters, const std::string& name);

/// The same parameters for a forward pass in `precision`: convolutions
/// in that type and channels_last, everything named in `keep` (a
/// prefix), matrices and vectors of norms in float32. Differentiable.
ParameterSet cast_convolutions(const ParameterSet& parameters, at::ScalarType precision,
                               const std::vector<std::string>& keep = {});

/// A tensor of that shape that takes no memory: a view of one number.
Tensor placeholder(at::IntArrayRef shape);

/// A deep copy, detached.
ParameterSet clone(const ParameterSet& parameters);

/// The same parameters on that device, detached; those that are there already, as they are.
ParameterSet on_device(const ParameterSet& parameters, at::Device device);

/// The same parameters, convolutions in the layout of a pass: what `cast_convolutions` then copies least.
ParameterSet channels_last(const ParameterSet& parameters);

/// Number of scalars.
int64_t count(const ParameterSet& parameters);

/// Throws std::invalid_argument, listing the first
/// differences, unless both have the same names and shapes.
void check_same_shapes(const ParameterSet& got, const ParameterSet& expected,
                       const std::string& who);

}  // namespace odelia
