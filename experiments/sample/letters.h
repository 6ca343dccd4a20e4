#pragma once
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// How wide and high a character is, with the room after it, at scale 1.
inline constexpr int64_t kLetterWidth = 6, kLetterHeight = 10;

/// Writes digits and the few letters that pictures of samples need into image, uint8 [C, H, W], its
/// upper left corner at (row, column), each dot scale x scale.  Other characters are spaces; what
/// reaches beyond the image is left out.
void write_letters(Tensor& image, const std::string& text, int64_t row, int64_t column,
                   int64_t scale);

/// A noise level sigma/alpha in at most six of these characters.
std::string level_letters(double level);

}  // namespace odelia
