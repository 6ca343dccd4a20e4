#pragma once
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// An animated PNG file's bytes: the frames in order, over and over, each shown for so many
/// milliseconds; where animations are not known it is the first frame.  frames: of one shape, as
/// encode_png takes them.  Throws std::invalid_argument on no frame, other shapes, durations that
/// are not one each or leave 1 to 65535, and as encode_png.
/// Source: Portable Network Graphics, third edition, sec. 11.3.4.
std::string encode_apng(const std::vector<Tensor>& frames, const std::vector<int>& milliseconds);

}  // namespace odelia
