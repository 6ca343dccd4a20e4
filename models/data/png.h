#pragma once
#include <string>
#include <string_view>

#include "models/data/unreadable_file.h"
#include "solvers/tensor.h"

namespace odelia {

/// A PNG file's bytes.  image: uint8 [H, W], [H, W, C] or [C, H, W]
/// with C = 1 (grey) or 3 (RGB); where both ends could be C, the last
/// is.  Throws std::invalid_argument on any other shape or dtype.
std::string encode_png(const Tensor& image);
/// The same into a file, which appears whole or not at all.
void write_png(const std::string& path, const Tensor& image);

/// What the pixels of a PNG file's bytes are made of: the signature, the critical chunks and tRNS.
/// The others - gAMA, cHRM, iCCP and sRGB among them, which libpng would convert by - say how to
/// show the pixels, and a metric measures them as they are stored, as Pillow reads them.  Empty
/// unless the chunks fill the bytes exactly, up to IEND, each with its right CRC: libpng stops
/// reading with the last pixel and would not see it.
std::string png_pixel_chunks(std::string_view bytes);

/// The pixels of a PNG file's bytes, uint8 [H, W, C], C = 1 (grey) or 3 (RGB).  `what` names it in
/// errors.  They are the numbers in the file: a gamma, colour profile or other colour space that it
/// declares changes none of them.  Throws UnreadableFile on damage, and on what would have to
/// be altered to become 8 bits a channel: transparency, 16 bits a channel; or beyond 2^26 pixels.
Tensor decode_png(std::string_view bytes, const std::string& what);
Tensor read_png(const std::string& path);

/// Images side by side, row by row.  images: uint8 [N, C, H, W]; each pixel becomes scale x scale,
/// with `padding` white pixels around every image.  Returns uint8 [C, H', W'].
Tensor image_grid(const Tensor& images, int64_t columns, int64_t scale = 1, int64_t padding = 1);

/// Base64 with padding.  RFC 4648, section 4.
std::string base64(std::string_view bytes);

}  // namespace odelia
