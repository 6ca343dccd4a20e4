// A JPEG file: its header as the reader sees it first, from every beginning, then its pixels.
#include "models/data/images/image_file.h"
#include "models/data/images/image_header.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes = fuzz::text_of(data, size);
  fuzz::may_refuse([&] {
    const auto header = parse_image_header(bytes, true, "image");
    fuzz::must(header.has_value(), "all bytes give an answer");
    for (size_t n = 0; n < size && n < 100; ++n)
      if (const auto part = parse_image_header(bytes.substr(0, n), false, "image"))
        fuzz::must(part->width == header->width && part->height == header->height,
                   "the beginning says what all say");
    if (header->width * header->height > 1 << 20) return;  // no damage, but slow here
    Conversions done;
    const Picture picture = decode_image(bytes, "image", done);
    fuzz::must(picture.width == header->width && picture.height == header->height,
               "the header's sides are the picture's");
    fuzz::must(picture.pixels.size() ==
                   static_cast<size_t>(picture.width * picture.height * picture.channels),
               "every pixel is there");
  });
  return 0;
}
