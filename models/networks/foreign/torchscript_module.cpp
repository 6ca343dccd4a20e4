#include "models/networks/foreign/torchscript_module.h"

#include <sstream>
#include <stdexcept>

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/python/update_graph_executor_opt.h>
#include <torch/csrc/jit/serialization/import.h>

#include "models/data/files.h"
#include "models/data/sha256.h"
#include "models/torch_error.h"

namespace odelia {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 36;

/// Without the optimizer in this thread while it lives: it rewrites a graph after the first calls,
/// and the result would depend on how many there were.
class AsWritten {
 public:
  AsWritten() : before_(torch::jit::getGraphExecutorOptimize()) {
    torch::jit::setGraphExecutorOptimize(false);
  }
  ~AsWritten() { torch::jit::setGraphExecutorOptimize(before_); }
  AsWritten(const AsWritten&) = delete;
  AsWritten& operator=(const AsWritten&) = delete;

 private:
  bool before_;
};

torch::jit::Module load_module(const std::string& bytes, const std::string& who,
                               at::Device device) {
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument(
        fmt::format("{}: LibTorch cannot load it: {}; give a file of torch.jit.save", who, why));
  };
  try {
    std::istringstream in(bytes);
    return torch::jit::load(in, device);
  } catch (const c10::Error& e) {
    refuse(first_line(e));
  } catch (const std::exception& e) {
    refuse(last_line_of(e.what()));
  }
  throw std::logic_error("unreachable");
}

}  // namespace

std::string last_line_of(const std::string& text) {
  std::istringstream lines(text);
  std::string found = "unknown";
  for (std::string line; std::getline(lines, line);)
    if (line.find("Error") != std::string::npos || line.find("error") != std::string::npos)
      found = line;
  return printable_text(found == "unknown" ? text.substr(0, text.find('\n')) : found);
}

void require_trust(bool trusted, const std::string& file, const std::string& who,
                   const std::string& how) {
  if (!trusted)
    throw std::invalid_argument(fmt::format(
        "{}: loading a TorchScript file can run code that is in it, with your rights; if you made "
        "it or trust who did, say {}. Its SHA-256 is {}",
        who, how, sha256_of_file(file)));
}

TorchScriptModule::TorchScriptModule(const std::string& file, std::string who, at::Device device)
    : who_(std::move(who)) {
  const std::string bytes = read_text(file, kMostBytes);  // once: what is hashed is what is loaded
  sha256_ = sha256_hex(bytes);
  module_ = std::make_shared<torch::jit::Module>(load_module(bytes, who_, device));
  module_->eval();
  for (const Tensor& p : module_->parameters()) p.requires_grad_(false);
  if (!module_->find_method("forward"))
    throw std::invalid_argument(who_ +
                                ": has no forward; save a module of which forward is the network");
}

std::vector<std::string> TorchScriptModule::arguments(size_t* needed) const {
  const auto forward = module_->get_method("forward");
  const auto& arguments = forward.function().getSchema().arguments();
  std::vector<std::string> names;
  size_t least = 0;
  for (size_t i = 1; i < arguments.size(); ++i) {  // the first is self
    least += !arguments[i].default_value();
    names.push_back(arguments[i].name());
  }
  if (needed) *needed = least;
  return names;
}

Tensor TorchScriptModule::ask(std::vector<c10::IValue> arguments,
                              const std::unordered_map<std::string, c10::IValue>& named) const {
  const AsWritten guard;
  c10::IValue answer;
  try {
    answer = module_->forward(std::move(arguments), named);
  } catch (const c10::Error&) {
    throw;
  } catch (const std::exception& e) {  // what the code in the file raises
    TORCH_CHECK(false, who_, ": ", last_line_of(e.what()));
  }
  if (!answer.isTensor())
    throw std::invalid_argument(
        fmt::format("{}: expected a tensor from its forward, got {}; save a module that returns "
                    "one tensor alone",
                    who_, answer.tagKind()));
  return answer.toTensor();
}

}  // namespace odelia
