#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <ATen/core/ivalue.h>

#include "solvers/tensor.h"

namespace torch::jit {
struct Module;
}

namespace odelia {

/// The module in a TorchScript file, as `torch.jit.save` writes it: in evaluation mode, without
/// gradients, and run as it is written, without the optimizer, which would change the last digits
/// between calls.  Threads may ask at once.
class TorchScriptModule {
 public:
  /// who: in whose name it speaks.  Throws std::invalid_argument where LibTorch cannot load it, or
  /// it has no forward.
  TorchScriptModule(const std::string& file, std::string who, at::Device device);
  /// Of the bytes that were loaded.
  const std::string& sha256() const { return sha256_; }
  torch::jit::Module& module() const { return *module_; }
  /// The names of what forward takes, but for self, and how many of them have no default.
  std::vector<std::string> arguments(size_t* needed = nullptr) const;
  /// Its answer, a tensor.  named: further arguments, by name.  Throws std::invalid_argument for
  /// another answer, and c10::Error in its name for what the code in the file raises.
  Tensor ask(std::vector<c10::IValue> arguments,
             const std::unordered_map<std::string, c10::IValue>& named = {}) const;

 private:
  std::string who_, sha256_;
  std::shared_ptr<torch::jit::Module> module_;
};

/// Throws std::invalid_argument unless `trusted`, with the file's SHA-256; `how` says how to do so.
void require_trust(bool trusted, const std::string& file, const std::string& who,
                   const std::string& how);

/// What the interpreter says, but for the trace of where it stood.
std::string last_line_of(const std::string& text);

}  // namespace odelia
