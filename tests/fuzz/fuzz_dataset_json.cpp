// The labels of a user's images.
#include "models/data/images/dataset_json.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto labels = parse_dataset_json(fuzz::text_of(data, size), {"a.png", "b/c.png"}, "file");
    if (!labels) return;
    fuzz::must(labels->size() == 2, "one label an image");
    for (const int64_t label : *labels) fuzz::must(label >= 0, "no image is left without");
  });
  return 0;
}
