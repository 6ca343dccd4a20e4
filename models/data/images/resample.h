#pragma once
#include <string>
#include <vector>

#include "models/data/picture.h"

namespace odelia {

/// The filters by name, the narrowest first: box, bilinear, bicubic (a = -1/2), lanczos (a = 3).
std::vector<std::string> filter_names();

/// The pixels that one pixel of a row or column of another length is made of, and their weights, which
/// sum to one; none where the filter reaches no pixel.
struct PixelWindow {
  int64_t first;
  std::vector<double> weights;
};
/// Those of all `to` pixels, by Pillow's rule: antialiased, that is the filter is as wide as the
/// output's pixels where they are larger.  Throws std::invalid_argument for an unknown filter.
std::vector<PixelWindow> pixel_windows(int64_t from, int64_t to, const std::string& filter);

/// A picture of other sides, as Pillow's Image.resize makes it: by pixel_windows, rows first, then
/// columns, each rounded to bytes; weights in fixed point of 22 bits.  Pillow 13 takes the columns of
/// tall pictures first, which moves some of their values by one.  Throws std::invalid_argument for an
/// unknown filter.  Source: python-pillow/Pillow, src/libImaging/Resample.c, and "Filters" in its handbook.
Picture resized(const Picture& picture, int64_t height, int64_t width, const std::string& filter);

}  // namespace odelia
