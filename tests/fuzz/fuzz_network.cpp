// Names and shapes of tensors as a network of the public codes: what is made of them, and one pass of
// it.  Input: {"architecture": ..., "facts": {...}, "tensors": {name: shape}}.
#include <ATen/core/grad_mode.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include "models/data/json.h"
#include "models/networks/checkpoints/public_network.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const at::NoGradGuard no_grad;
  fuzz::may_refuse([&] {
    const auto input = parse_json(fuzz::text_of(data, size), "input");
    if (!input.is_object()) return;
    const auto tensors = input.value("tensors", nlohmann::json::object());
    const auto facts = input.value("facts", nlohmann::json::object());
    const auto architecture = input.value("architecture", nlohmann::json());
    if (!tensors.is_object() || !facts.is_object() || !architecture.is_string()) return;
    ParameterSet all;
    int64_t numbers = 0;
    for (const auto& [name, shape] : tensors.items()) {
      int64_t n = 1;
      std::vector<int64_t> sizes;
      if (!shape.is_array() || shape.size() > 6) return;
      for (const auto& s : shape) {
        if (!s.is_number_unsigned() || s > 512) return;
        sizes.push_back(s);
        n *= std::max<int64_t>(1, s);
        if (n > 1 << 20) return;
      }
      numbers += n;
      all[name] = at::full(sizes, 0.01);
    }
    if (numbers > 1 << 20) return;
    try {
      const auto network =
          public_network(architecture, {.all = all, .prefix = "", .facts = facts, .who = "input"});
      const int64_t channels = network->channels(), size = network->size() ? network->size() : 8;
      if (channels < 1 || channels > 16 || size > 64 || numbers > 1 << 18) return;  // slow
      const Tensor labels = network->labels() > 0 ? at::zeros({1}, at::kLong) : Tensor(),
                   x = at::full({1, channels, size, size}, 0.5),
                   y = network->forward(x, at::full({1}, 0.5), labels);
      fuzz::must(y.defined() && y.dim() == 4, "a pass gives images");
    } catch (const c10::Error&) {  // LibTorch on shapes that do not fit one another
    }
  });
  return 0;
}
