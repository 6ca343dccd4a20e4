#pragma once
#include <set>
#include <string>
#include <vector>

#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// The tensors of a network by name, handed out in one type, on one device; which of them were asked
/// for is kept.
class TakenWeights {
 public:
  /// All names have the prefix, which is left out below.  kind: in whose name it speaks.
  TakenWeights(const ParameterSet& all, std::string prefix, at::TensorOptions options,
               std::string kind);

  at::TensorOptions options() const { return options_; }
  bool has(const std::string& name) const { return all_->count(prefix_ + name) > 0; }
  /// Whether any name begins so.
  bool any(const std::string& beginning) const;
  std::vector<std::string> names() const;

  /// Throws std::invalid_argument if it is missing or not finite.
  Tensor tensor(const std::string& name);
  /// Takes what the network's forward pass has no use for.
  void ignore(const std::string& name);

  /// Throws std::invalid_argument, in the name of `who`, on tensors with the prefix that nothing
  /// asked for: the network is another one.
  void require_all_taken(const std::string& who) const;

 protected:
  std::string full(const std::string& name) const { return prefix_ + name; }

 private:
  const ParameterSet* all_;
  std::string prefix_;
  at::TensorOptions options_;
  std::string kind_;
  std::set<std::string> taken_;
};

}  // namespace odelia
