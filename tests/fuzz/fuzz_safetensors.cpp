// A file of weights, header and data.
#include "models/networks/checkpoints/safetensors.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto path = fuzz::file_of(data, size);
  fuzz::may_refuse([&] {
    uint64_t bytes = 0;
    for (const auto& [name, x] : read_safetensors(path))
      bytes += static_cast<uint64_t>(x.numel() * x.element_size());
    fuzz::must(bytes <= size, "tensors lie within the file");
  });
  return 0;
}
