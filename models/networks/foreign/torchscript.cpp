#include "models/networks/foreign/torchscript.h"

#include <charconv>
#include <sstream>

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/python/update_graph_executor_opt.h>
#include <torch/csrc/jit/serialization/import.h>

#include "models/data/files.h"
#include "models/data/sha256.h"
#include "models/networks/foreign/foreign_model.h"
#include "models/torch_error.h"

namespace odelia {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 36;

/// Without the optimizer while it lives: it rewrites a graph after the first calls, and the result
/// would depend on how many there were.
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

/// What the interpreter says, but for the trace of where it stood.
std::string last_line(const std::string& text) {
  std::istringstream lines(text);
  std::string found = "unknown";
  for (std::string line; std::getline(lines, line);)
    if (line.find("Error") != std::string::npos || line.find("error") != std::string::npos)
      found = line;
  return printable_text(found == "unknown" ? text.substr(0, text.find('\n')) : found);
}

torch::jit::Module load_module(const std::string& file, const std::string& bytes,
                               at::Device device) {
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument(fmt::format(
        "model 'torchscript:{}': LibTorch cannot load it: {}; give a file of torch.jit.save", file,
        why));
  };
  try {
    std::istringstream in(bytes);
    return torch::jit::load(in, device);
  } catch (const c10::Error& e) {
    refuse(first_line(e));
  } catch (const std::exception& e) {
    refuse(last_line(e.what()));
  }
  throw std::logic_error("unreachable");
}

/// The type that its parameters share; undefined if there are none.
at::ScalarType type_of(const torch::jit::Module& module) {
  for (const Tensor& p : module.parameters())
    if (p.is_floating_point()) return p.scalar_type();
  for (const Tensor& b : module.buffers())
    if (b.is_floating_point()) return b.scalar_type();
  return at::kFloat;
}

/// Refuses a forward that does not take what it will be given.
void check_arguments(const torch::jit::Method& forward, size_t given, const Convention& c,
                     const std::string& who) {
  const auto& arguments = forward.function().getSchema().arguments();
  size_t least = 0;
  std::vector<std::string> names;
  for (size_t i = 1; i < arguments.size(); ++i) {  // the first is self
    least += !arguments[i].default_value();
    names.push_back(arguments[i].name());
  }
  if (given < least || given > names.size())
    throw std::invalid_argument(fmt::format(
        "{}: its forward takes ({}), and convention '{}' gives {}; {}", who, fmt::join(names, ", "),
        c.name,
        given == 3     ? "x, time and labels"
        : c.time_first ? "time and x"
                       : "x and time",
        given == 3 ? "null_label=none gives no labels"
                   : "a network with classes wants null_label=LABEL, that of no class"));
}

}  // namespace

std::vector<int64_t> parse_shape(const std::string& text, const std::string& who) {
  std::vector<int64_t> shape;
  const auto refuse = [&] {
    throw std::invalid_argument(fmt::format(
        "{}: expected the shape of one sample, such as 3x32x32, got '{}'", who, printable(text)));
  };
  const char *at = text.data(), *end = at + text.size();
  while (true) {
    int64_t n = 0;
    const auto [next, error] = std::from_chars(at, end, n);
    if (error != std::errc() || n < 1 || n > (1 << 20) || shape.size() > 4) refuse();
    shape.push_back(n);
    if (next == end) return shape;
    if (*next != 'x') refuse();
    at = next + 1;
  }
}

namespace {
void check_choice(const std::string& file, const ForeignChoice& choice, const std::string& who) {
  if (!choice.trust)
    throw std::invalid_argument(fmt::format(
        "{}: loading a TorchScript file can run code that is in it, with your rights; if you made "
        "it or trust who did, say --trust (trust = true in a config). Its SHA-256 is {}",
        who, sha256_of_file(file)));
  if (choice.like.empty() || choice.shape.empty())
    throw std::invalid_argument(fmt::format(
        "{}: the file does not say how it is called; give --like CONVENTION (`odelia conventions`) "
        "and --shape, such as --like edm --shape 3x32x32",
        who));
}
}  // namespace

std::string torchscript_identity(const std::string& file, const ForeignChoice& choice) {
  check_choice(file, choice, fmt::format("model 'torchscript:{}'", file));
  return fmt::format("sha256:{} as {} of {}", sha256_of_file(file),
                     make_convention(choice.like).identity, choice.shape);
}

std::shared_ptr<ScoreModel> torchscript_model(const std::string& file,
                                              const NetworkOptions& options) {
  const std::string who = fmt::format("model 'torchscript:{}'", file);
  const ForeignChoice& choice = options.foreign;
  check_choice(file, choice, who);
  const Convention convention = make_convention(choice.like);
  ForeignOptions foreign;
  foreign.shape = parse_shape(choice.shape, who);
  foreign.name = "torchscript:" + file;
  foreign.device = options.device, foreign.tf32 = options.tf32;
  foreign.micro_batch = options.micro_batch;

  const std::string bytes = read_text(file, kMostBytes);  // once: what is hashed is what is loaded
  foreign.hash = "sha256:" + sha256_hex(bytes);
  auto module = std::make_shared<torch::jit::Module>(load_module(file, bytes, options.device));
  module->eval();
  for (const Tensor& p : module->parameters()) p.requires_grad_(false);
  if (options.precision == at::kBFloat16) module->to(at::kBFloat16);
  foreign.type = options.precision == at::kBFloat16 ? at::kBFloat16 : type_of(*module);
  const auto forward = module->find_method("forward");
  if (!forward)
    throw std::invalid_argument(who +
                                ": has no forward; save a module of which forward(x, time) "
                                "is the network");
  const bool labelled = !options.guidance.labels.none() || convention.null_label >= 0;
  check_arguments(*forward, labelled ? 3 : 2, convention, who);

  const bool time_first = convention.time_first;
  const NetworkCall call = [module, time_first, who](const Tensor& x, const Tensor& time,
                                                     const Tensor& labels) -> Tensor {
    std::vector<c10::IValue> arguments{x, time};
    if (time_first) std::swap(arguments[0], arguments[1]);
    if (labels.defined()) arguments.emplace_back(labels);
    const AsWritten guard;
    c10::IValue answer;
    try {
      answer = module->forward(std::move(arguments));
    } catch (const c10::Error&) {
      throw;
    } catch (const std::exception& e) {  // what the code in the file raises
      TORCH_CHECK(false, who, ": ", last_line(e.what()));
    }
    if (!answer.isTensor())
      throw std::invalid_argument(fmt::format(
          "{}: expected a tensor from its forward, got {}; save a module that returns the "
          "prediction alone",
          who, answer.tagKind()));
    return answer.toTensor();
  };
  try {
    return rehearsed_model(convention, foreign, call, options.guidance.labels.all());
  } catch (const c10::Error& e) {
    throw std::invalid_argument(fmt::format("{}: asked once in the convention '{}', it failed: {}",
                                            who, convention.name,
                                            last_line(e.what_without_backtrace())));
  }
}

}  // namespace odelia
