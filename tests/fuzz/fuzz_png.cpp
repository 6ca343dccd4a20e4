// An image: what is read is written, and comes back the same.
#include "models/data/png.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto image = decode_png(fuzz::text_of(data, size), "image");
    if (image.numel() < 10'000)
      fuzz::must(decode_png(encode_png(image), "image").equal(image),
                 "what was written is the same");
  });
  return 0;
}
