#include "models/data/picture_tensor.h"

namespace odelia {

Picture picture_of(const Tensor& planes) {
  Picture out(planes.size(1), planes.size(2), planes.size(0));
  const auto* from = planes.data_ptr<uint8_t>();
  const int64_t pixels = out.height * out.width;
  for (int64_t c = 0; c < out.channels; ++c)
    for (int64_t i = 0; i < pixels; ++i)
      out.pixels[static_cast<size_t>(i * out.channels + c)] = from[c * pixels + i];
  return out;
}

void to_planes(const Picture& picture, const Tensor& planes) {
  auto* to = planes.data_ptr<uint8_t>();
  const int64_t pixels = picture.height * picture.width, channels = picture.channels;
  for (int64_t c = 0; c < planes.size(0); ++c)
    for (int64_t i = 0; i < pixels; ++i)
      to[c * pixels + i] =
          picture.pixels[static_cast<size_t>(i * channels + (channels == 1 ? 0 : c))];
}

}  // namespace odelia
