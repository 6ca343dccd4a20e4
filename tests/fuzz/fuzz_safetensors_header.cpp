// The JSON header of a file of weights; its first byte says how many bytes of data follow.
#include "models/networks/checkpoints/safetensors_header.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  fuzz::may_refuse([&] {
    uint64_t covered = 0;
    for (const auto& entry :
         parse_safetensors_header(fuzz::text_of(data + 1, size - 1), data[0], "file").entries) {
      fuzz::must(entry.begin == covered && entry.end <= data[0], "tensors cover the data");
      covered = entry.end;
    }
    fuzz::must(covered == data[0], "no byte is left over");
  });
  return 0;
}
