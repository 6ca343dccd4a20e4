// An archive of images, with their labels: all of it, strictly and leaving out what is broken.
#include <ATen/Parallel.h>

#include "models/data/images/own_images.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool once = [] {
    at::set_num_threads(1);
    return true;
  }();
  static_cast<void>(once);
  const auto path = fuzz::file_of(data, size);
  for (const bool skip : {false, true})
    fuzz::may_refuse([&] {
      const OwnImages images(open_image_zip(path), {.resize = 2, .skip_broken = skip}, "images");
      const ImageSet set = images.read();
      fuzz::must(set.images.size(0) >= 1 && set.images.size(2) == 2, "images of one size");
      if (set.labels.defined())
        fuzz::must(set.labels.size(0) == set.images.size(0), "one label an image");
    });
  return 0;
}
