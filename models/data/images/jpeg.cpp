#include "models/data/images/jpeg.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <stdexcept>

#include <jpeglib.h>  // after cstdio, whose FILE it wants

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

// A progressive file may hold as many scans as it likes, each of which costs a pass over all
// blocks; encoders write about ten.
constexpr int kMostScans = 100;

/// libjpeg's way out of its C code is longjmp, so that nothing between `setjmp` and there may have
/// a destructor: this object outlives both.
struct Decoder {
  jpeg_decompress_struct state = {};
  jpeg_error_mgr errors = {};
  jpeg_progress_mgr progress = {};
  std::jmp_buf out;
  char message[JMSG_LENGTH_MAX] = {};

  static Decoder& of(j_common_ptr state) { return *static_cast<Decoder*>(state->client_data); }
  static void leave(j_common_ptr state) {
    Decoder& d = of(state);
    (*state->err->format_message)(state, d.message);
    std::longjmp(d.out, 1);
  }
  /// A warning (level below 0) means that pixels would be guessed.
  static void emit(j_common_ptr state, int level) {
    if (level < 0) leave(state);
  }
  static void count_scans(j_common_ptr state) {
    const auto* d = reinterpret_cast<j_decompress_ptr>(state);
    if (d->input_scan_number <= kMostScans) return;
    std::snprintf(of(state).message, sizeof(of(state).message), "more than %d scans", kMostScans);
    std::longjmp(of(state).out, 1);
  }

  explicit Decoder(std::string_view bytes) {
    state.err = jpeg_std_error(&errors);
    state.client_data = this;
    errors.error_exit = leave;
    errors.emit_message = emit;
    errors.output_message = [](j_common_ptr) {};
    progress.progress_monitor = count_scans;
    if (setjmp(out)) return;
    jpeg_create_decompress(&state);
    state.client_data = this;
    state.progress = &progress;
    jpeg_mem_src(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                 static_cast<unsigned long>(bytes.size()));
  }
  ~Decoder() { jpeg_destroy_decompress(&state); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// False, with `message`, on damage.
  bool header() {
    if (message[0] || setjmp(out)) return false;
    jpeg_read_header(&state, TRUE);
    return true;
  }
  bool pixels(uint8_t* to, size_t row) {
    if (setjmp(out)) return false;
    state.out_color_space = state.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    state.dct_method = JDCT_ISLOW;
    state.do_fancy_upsampling = TRUE;
    jpeg_start_decompress(&state);
    while (state.output_scanline < state.output_height) {
      JSAMPROW line = to + row * state.output_scanline;
      jpeg_read_scanlines(&state, &line, 1);
    }
    jpeg_finish_decompress(&state);
    return true;
  }
};

}  // namespace

Picture decode_jpeg(std::string_view bytes, const std::string& what) {
  const auto refuse = [&](const std::string& rule) {
    throw UnreadableFile(
        fmt::format("{}: not a JPEG this reads: {}; get or write the file again", what, rule));
  };
  if (bytes.empty()) refuse("it is empty");
  Decoder decoder(bytes);
  if (!decoder.header()) refuse(printable_text(decoder.message));
  const auto& state = decoder.state;
  if (uint64_t{state.image_width} * state.image_height > kMostPixels)
    refuse(fmt::format("{} x {} pixels, at most {} are allowed", state.image_width,
                       state.image_height, kMostPixels));
  if (state.num_components != 1 && state.num_components != 3)
    throw std::invalid_argument(
        fmt::format("{}: its colours are not RGB (CMYK, {} components); save it as RGB", what,
                    state.num_components));
  Picture out(state.image_height, state.image_width, state.num_components);
  if (!decoder.pixels(out.pixels.data(), static_cast<size_t>(out.width * out.channels)))
    refuse(printable_text(decoder.message));
  return out;
}

}  // namespace odelia
