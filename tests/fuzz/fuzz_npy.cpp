// The header of a numpy array.
#include "models/data/npy.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto bytes = fuzz::text_of(data, size);
    const auto header = parse_npy_header(bytes, "array");
    fuzz::must(header.header_bytes <= size, "a header lies within the bytes");
    const auto text = npy_header(header.dtype, header.shape, "array");
    const auto again = parse_npy_header(text, "array");
    fuzz::must(again.dtype == header.dtype && again.shape == header.shape &&
                   again.data_bytes == header.data_bytes && again.header_bytes == text.size(),
               "what was written is the same");
  });
  return 0;
}
