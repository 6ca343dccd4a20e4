// A file of weights from elsewhere: PyTorch's zip and older format, pickles of persistent objects, safetensors.
#include <set>

#include <ATen/Parallel.h>

#include "models/networks/checkpoints/contents.h"
#include "models/networks/checkpoints/recognise.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool once = [] {
    at::set_num_threads(1);
    return true;
  }();
  static_cast<void>(once);
  const auto path = fuzz::file_of(data, size);
  fuzz::may_refuse([&] {
    const CheckpointContents contents = open_checkpoint(path);
    for (const auto& part : contents.parts) {
      fuzz::must(!part.tensors.empty(), "a part has tensors");
      std::set<std::string> names;
      for (const auto& tensor : part.tensors)
        fuzz::must(names.insert(tensor.name).second, "a name comes once");
      if (const auto known = recognise(part))
        known->sizes.dump();
      else
        describe_unknown(part).dump();
      if (part.bytes() > 1 << 20) continue;
      for (const auto& tensor : part.tensors)
        fuzz::may_refuse([&] {
          const Tensor x = tensor.read();
          fuzz::must(x.sizes().vec() == tensor.shape && x.scalar_type() == tensor.dtype &&
                         x.is_contiguous(),
                     "a tensor is what its description says");
        });
    }
    for (const auto& [key, value] : contents.extras) value.dump();
  });
  return 0;
}
