#include "models/data/images/png_samples.h"

#include <png.h>

#include <csetjmp>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/png.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

/// libpng's way out of its C code is longjmp, so that nothing between `setjmp` and there may have a
/// destructor: this object outlives both.
struct Decoder {
  png_structp state = nullptr;
  png_infop info = nullptr;
  const std::string& bytes;
  size_t at = 0;
  std::jmp_buf out;
  char message[200] = {};

  static void leave(png_structp state, png_const_charp why) {
    auto& d = *static_cast<Decoder*>(png_get_error_ptr(state));
    std::strncpy(d.message, why, sizeof(d.message) - 1);
    std::longjmp(d.out, 1);
  }
  static void give(png_structp state, png_bytep to, size_t wanted) {
    auto& d = *static_cast<Decoder*>(png_get_io_ptr(state));
    if (wanted > d.bytes.size() - d.at) png_error(state, "it ends early");
    std::memcpy(to, d.bytes.data() + d.at, wanted);
    d.at += wanted;
  }

  explicit Decoder(const std::string& all) : bytes(all) {
    if (setjmp(out)) return;
    // A warning as well: libpng reads on, where it can guess.
    state = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, leave);
    if (!state) return;
    info = png_create_info_struct(state);
    png_set_read_fn(state, this, give);
  }
  ~Decoder() { png_destroy_read_struct(&state, &info, nullptr); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// False, with `message`, on damage.
  bool header(PngSamples& samples) {
    if (!info || message[0] || setjmp(out)) return false;
    png_read_info(state, info);
    samples.palette = png_get_color_type(state, info) == PNG_COLOR_TYPE_PALETTE;
    png_set_expand(state);
    png_set_interlace_handling(state);
    png_read_update_info(state, info);
    samples.height = png_get_image_height(state, info);
    samples.width = png_get_image_width(state, info);
    samples.channels = png_get_channels(state, info);
    samples.sixteen = png_get_bit_depth(state, info) == 16;
    return true;
  }
  bool rows(png_bytepp to) {
    if (setjmp(out)) return false;
    png_read_image(state, to);
    png_read_end(state, nullptr);
    return true;
  }
};

}  // namespace

PngSamples decode_png_samples(std::string_view bytes, const std::string& what) {
  const auto refuse = [&](const std::string& rule) {
    throw UnreadableFile(
        fmt::format("{}: not a PNG this reads: {}; get or write the file again", what, rule));
  };
  const std::string chunks = png_pixel_chunks(bytes);
  if (chunks.empty()) refuse("it is cut or damaged");
  PngSamples out;
  Decoder decoder(chunks);
  if (!decoder.header(out)) refuse(printable_text(decoder.message));
  if (static_cast<uint64_t>(out.width) * static_cast<uint64_t>(out.height) > kMostPixels)
    refuse(
        fmt::format("{} x {} pixels, at most {} are allowed", out.width, out.height, kMostPixels));
  const auto row = static_cast<size_t>(out.width * out.channels * (out.sixteen ? 2 : 1));
  out.bytes.resize(row * static_cast<size_t>(out.height));
  std::vector<png_bytep> rows;
  for (int64_t y = 0; y < out.height; ++y)
    rows.push_back(out.bytes.data() + row * static_cast<size_t>(y));
  if (!decoder.rows(rows.data())) refuse(printable_text(decoder.message));
  return out;
}

}  // namespace odelia
