#include "models/data/png.h"

#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include "models/data/files.h"
#include "models/data/picture.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

/// libpng's description of an image, which owns memory until freed.
struct PngImage : png_image {
  PngImage() : png_image{} { version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(this); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;
};

bool is_channels(int64_t c) { return c == 1 || c == 3; }

/// The image as contiguous [H, W, C] on the CPU.
Tensor channels_last(const Tensor& image) {
  const auto refuse = [&](const char* got) {
    throw std::invalid_argument(fmt::format(
        "encode_png: expected uint8 [H, W], [H, W, C] or [C, H, W] with C = 1 or 3, got {} [{}]",
        got, fmt::join(image.sizes(), ", ")));
  };
  if (image.scalar_type() != at::kByte) refuse(at::toString(image.scalar_type()));
  if (image.numel() == 0) refuse("an empty");
  if (image.dim() == 2) return image.cpu().unsqueeze(2).contiguous();
  if (image.dim() == 3 && is_channels(image.size(2))) return image.cpu().contiguous();
  if (image.dim() != 3 || !is_channels(image.size(0))) refuse("shape");
  return image.cpu().permute({1, 2, 0}).contiguous();
}

}  // namespace

std::string png_pixel_chunks(std::string_view bytes) {
  const auto word = [&](size_t at) {
    const auto* p = reinterpret_cast<const uint8_t*>(bytes.data()) + at;
    return uint32_t{p[0]} << 24 | uint32_t{p[1]} << 16 | uint32_t{p[2]} << 8 | uint32_t{p[3]};
  };
  std::string out(bytes.substr(0, 8));
  for (size_t at = 8; at + 12 <= bytes.size();) {  // length, type, data, CRC of type and data
    const uint64_t length = word(at);
    if (length > bytes.size() - at - 12) return {};
    const auto* type = reinterpret_cast<const Bytef*>(bytes.data()) + at + 4;
    if (crc32(0, type, static_cast<uInt>(length + 4)) != word(at + 8 + length)) return {};
    const auto name = bytes.substr(at + 4, 4);
    const bool critical = !(name[0] & 32);  // PNG specification, 5.4
    if (critical || name == "tRNS") out += bytes.substr(at, 12 + length);
    at += 12 + length;
    if (name == "IEND") return at == bytes.size() ? out : std::string();
  }
  return {};
}

std::string encode_png(const Tensor& image) {
  const auto pixels = channels_last(image);
  PngImage png;
  png.height = static_cast<png_uint_32>(pixels.size(0));
  png.width = static_cast<png_uint_32>(pixels.size(1));
  png.format = pixels.size(2) == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  png_alloc_size_t bytes = PNG_IMAGE_PNG_SIZE_MAX(png);
  std::string out(bytes, '\0');
  if (!png_image_write_to_memory(&png, out.data(), &bytes, 0, pixels.data_ptr(), 0, nullptr))
    throw std::runtime_error(fmt::format("encode_png: {}", png.message));
  out.resize(bytes);
  return out;
}

void write_png(const std::string& path, const Tensor& image) {
  write_text(path, encode_png(image));
}

Tensor decode_png(std::string_view bytes, const std::string& what) {
  PngImage png;
  const auto refuse = [&](const std::string& rule) {
    throw UnreadableFile(fmt::format("{}: not a PNG this reads: {}", what, rule));
  };
  const std::string chunks = png_pixel_chunks(bytes);
  if (chunks.empty()) refuse("it is cut or damaged; get or write the file again");
  if (!png_image_begin_read_from_memory(&png, chunks.data(), chunks.size())) refuse(png.message);
  if (png.format & PNG_FORMAT_FLAG_ALPHA) refuse("it has transparency; save it without");
  if (png.format & PNG_FORMAT_FLAG_LINEAR) refuse("16 bits a channel; save it with 8");
  if (uint64_t{png.width} * png.height > kMostPixels)
    refuse(
        fmt::format("{} x {} pixels, at most {} are allowed", png.width, png.height, kMostPixels));
  png.format = png.format & PNG_FORMAT_FLAG_COLOR ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  auto out = at::empty({png.height, png.width, PNG_IMAGE_PIXEL_CHANNELS(png.format)}, at::kByte);
  if (!png_image_finish_read(&png, nullptr, out.data_ptr(), 0, nullptr)) refuse(png.message);
  // libpng only warns, and reads on, where it can
  // guess; a metric must not be computed from guesses.
  if (png.warning_or_error != 0) refuse(png.message);
  return out;
}

Tensor read_png(const std::string& path) { return decode_png(read_text(path), path); }

Tensor image_grid(const Tensor& images, int64_t columns, int64_t scale, int64_t padding) {
  if (images.dim() != 4 || images.scalar_type() != at::kByte || images.size(0) < 1)
    throw std::invalid_argument(fmt::format("image_grid: expected uint8 [N, C, H, W], got {} [{}]",
                                            at::toString(images.scalar_type()),
                                            fmt::join(images.sizes(), ", ")));
  if (columns < 1 || scale < 1 || padding < 0)
    throw std::invalid_argument(fmt::format(
        "image_grid: expected columns and scale of 1 or more, padding of 0 or more, got {}, {}, {}",
        columns, scale, padding));
  columns = std::min(columns, images.size(0));
  const auto big = images.cpu().repeat_interleave(scale, 2).repeat_interleave(scale, 3);
  const int64_t rows = (images.size(0) + columns - 1) / columns;
  const int64_t h = big.size(2) + padding, w = big.size(3) + padding;
  auto grid = at::full({images.size(1), rows * h + padding, columns * w + padding}, 255, at::kByte);
  for (int64_t i = 0; i < images.size(0); ++i)
    grid.narrow(1, i / columns * h + padding, big.size(2))
        .narrow(2, i % columns * w + padding, big.size(3))
        .copy_(big[i]);
  return grid;
}

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](size_t k) {
      return k < bytes.size() ? uint32_t{static_cast<uint8_t>(bytes[k])} : 0;
    };
    const uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (int k = 0; k < 4; ++k)
      out += i + k > bytes.size() ? '=' : kDigits[group >> (18 - 6 * k) & 63];
  }
  return out;
}

}  // namespace odelia
