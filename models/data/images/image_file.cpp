#include "models/data/images/image_file.h"

#include <stdexcept>

#include <fmt/format.h>

#include "models/data/images/image_header.h"
#include "models/data/images/jpeg.h"
#include "models/data/images/png_samples.h"

namespace odelia {
namespace {

/// Of sample i.
uint8_t byte_of(const PngSamples& samples, size_t i) {
  if (!samples.sixteen) return samples.bytes[i];
  const unsigned v = samples.bytes[2 * i] << 8 | samples.bytes[2 * i + 1];
  return static_cast<uint8_t>((2 * v + 257) / 514);  // v / 257, rounded half up
}

}  // namespace

Picture decode_image(std::string_view bytes, const std::string& what, Conversions& done) {
  if (!parse_image_header(bytes, true, what)->png) return decode_jpeg(bytes, what);
  const PngSamples samples = decode_png_samples(bytes, what);
  const bool opacity = samples.channels % 2 == 0;
  Picture out(samples.height, samples.width, samples.channels - (opacity ? 1 : 0));
  const auto all = static_cast<size_t>(samples.channels), kept = static_cast<size_t>(out.channels);
  const size_t pixels = out.pixels.size() / kept;
  for (size_t i = 0; i < pixels; ++i) {
    for (size_t c = 0; c < kept; ++c) out.pixels[i * kept + c] = byte_of(samples, i * all + c);
    if (!opacity) continue;
    const size_t at = i * all + kept;
    const bool whole = samples.sixteen
                           ? samples.bytes[2 * at] == 255 && samples.bytes[2 * at + 1] == 255
                           : samples.bytes[at] == 255;
    if (!whole)
      throw std::invalid_argument(fmt::format(
          "{}: is transparent in places, and a sample has no background; save it on one", what));
  }
  done = {samples.palette, samples.sixteen, opacity};
  return out;
}

}  // namespace odelia
