#include "models/networks/foreign/torchscript.h"

#include <charconv>

#include <torch/csrc/jit/api/module.h>

#include "models/data/sha256.h"
#include "models/networks/foreign/foreign_model.h"
#include "models/networks/foreign/torchscript_module.h"
#include "models/torch_error.h"

namespace odelia {
namespace {

/// The type that its parameters share; undefined if there are none.
at::ScalarType type_of(const torch::jit::Module& module) {
  for (const Tensor& p : module.parameters())
    if (p.is_floating_point()) return p.scalar_type();
  for (const Tensor& b : module.buffers())
    if (b.is_floating_point()) return b.scalar_type();
  return at::kFloat;
}

/// Refuses a forward that does not take what it will be given.
void check_arguments(const TorchScriptModule& module, size_t given, const Convention& c,
                     const std::string& who) {
  size_t least = 0;
  const auto names = module.arguments(&least);
  if (given < least || given > names.size())
    throw std::invalid_argument(fmt::format(
        "{}: its forward takes ({}), and convention '{}' gives {}; {}", who, fmt::join(names, ", "),
        c.name,
        given == 3     ? "x, time and labels"
        : c.time_first ? "time and x"
                       : "x and time",
        given == 3
            ? "null_label=none gives no labels"
            : "a network with classes wants null_label=LABEL, that of no class, or to be asked for "
              "classes"));
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
  require_trust(choice.trust, file, who, "--trust (trust = true in a config)");
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

  const auto script = std::make_shared<const TorchScriptModule>(file, who, options.device);
  foreign.hash = "sha256:" + script->sha256();
  if (options.precision == at::kBFloat16) script->module().to(at::kBFloat16);
  foreign.type = options.precision == at::kBFloat16 ? at::kBFloat16 : type_of(script->module());
  if (size_t least = 0; script->arguments(&least).size() == 2 && convention.null_label < 0)
    foreign.labels = 0;  // it takes x and time alone
  const bool labelled =
      foreign.labels != 0 && (!options.guidance.labels.none() || convention.null_label >= 0);
  check_arguments(*script, labelled ? 3 : 2, convention, who);

  const bool time_first = convention.time_first;
  const NetworkCall call = [script, time_first](const Tensor& x, const Tensor& time,
                                                const Tensor& labels) {
    std::vector<c10::IValue> arguments{x, time};
    if (time_first) std::swap(arguments[0], arguments[1]);
    if (labels.defined()) arguments.emplace_back(labels);
    return script->ask(std::move(arguments));
  };
  try {
    return rehearsed_model(convention, foreign, call, options.guidance.labels.all());
  } catch (const c10::Error& e) {
    throw std::invalid_argument(fmt::format("{}: asked once in the convention '{}', it failed: {}",
                                            who, convention.name,
                                            last_line_of(e.what_without_backtrace())));
  }
}

}  // namespace odelia
