// An image: what is read is written, and comes back the same.  Every input is tried with the
// checksums of its chunks put right, too, or nearly all would be refused for those.
#include <zlib.h>

#include <algorithm>

#include "models/data/images/image_file.h"
#include "models/data/png.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

namespace {

std::string sealed(std::string png) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(png.data());
  for (size_t at = 8; at + 12 <= png.size();) {  // length, type, data, CRC of type and data
    const uint64_t length = uint64_t{bytes[at]} << 24 | uint64_t{bytes[at + 1]} << 16 |
                            uint64_t{bytes[at + 2]} << 8 | bytes[at + 3];
    if (length > png.size() - at - 12) break;
    const auto crc = crc32(0, bytes + at + 4, static_cast<uInt>(length + 4));
    for (int k = 0; k < 4; ++k)
      png[at + 8 + length + k] = static_cast<char>(crc >> (24 - 8 * k) & 255);
    at += 12 + length;
  }
  return png;
}

void check(const std::string& png) {
  fuzz::may_refuse([&] {
    const auto image = decode_png(png, "image");
    if (image.numel() < 10'000)
      fuzz::must(decode_png(encode_png(image), "image").equal(image),
                 "what was written is the same");
    Conversions done;  // what the strict reader takes, that of a user's files takes as it is
    const Picture picture = decode_image(png, "image", done);
    fuzz::must(
        picture.pixels.size() == static_cast<size_t>(image.numel()) &&
            std::equal(picture.pixels.begin(), picture.pixels.end(), image.data_ptr<uint8_t>()),
        "both readers see the same");
  });
  fuzz::may_refuse([&] {
    Conversions done;
    decode_image(png, "image", done);
  });
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  check(fuzz::text_of(data, size));
  check(sealed(fuzz::text_of(data, size)));
  return 0;
}
