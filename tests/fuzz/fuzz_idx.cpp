// The bytes of an idx file, as MNIST comes in.
#include "models/data/idx.h"
#include "tests/fuzz/bytes.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Tensor bytes = fuzz::bytes_of(data, size);
  fuzz::may_refuse([&] {
    const Tensor images = parse_idx(bytes, "file");
    fuzz::must(images.dim() >= 1 && images.dim() <= 4, "a rank of 1 to 4");
    fuzz::must(images.numel() + 4 + 4 * images.dim() == bytes.numel(), "no byte is left over");
  });
  return 0;
}
