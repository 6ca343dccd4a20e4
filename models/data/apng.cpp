#include "models/data/apng.h"

#include <zlib.h>

#include <stdexcept>

#include <fmt/format.h>

#include "models/data/png.h"

namespace odelia {
namespace {

std::string big_endian(uint32_t value, int bytes = 4) {
  std::string out;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out += static_cast<char>(value >> shift & 255);
  return out;
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto sum =
      crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<uint32_t>(data.size())) + body +
         big_endian(static_cast<uint32_t>(sum));
}

/// The data of all chunks of a type in a PNG file that libpng has just written.
std::vector<std::string> chunks_of(const std::string& png, const std::string& type) {
  std::vector<std::string> out;
  for (size_t at = 8; at + 12 <= png.size();) {
    uint32_t length = 0;
    for (size_t k = 0; k < 4; ++k) length = length << 8 | static_cast<uint8_t>(png[at + k]);
    if (png.compare(at + 4, 4, type) == 0) out.push_back(png.substr(at + 8, length));
    at += 12 + size_t{length};
  }
  return out;
}

}  // namespace

std::string encode_apng(const std::vector<Tensor>& frames, const std::vector<int>& milliseconds) {
  if (frames.empty() || frames.size() != milliseconds.size())
    throw std::invalid_argument(fmt::format(
        "encode_apng: expected frames and a duration for each, got {} frames and {} durations",
        frames.size(), milliseconds.size()));
  std::string out, header;
  uint32_t sequence = 0;
  for (size_t k = 0; k < frames.size(); ++k) {
    if (milliseconds[k] < 1 || milliseconds[k] > 65535)
      throw std::invalid_argument(fmt::format(
          "encode_apng: a frame lasts 1 to 65535 milliseconds, got {}", milliseconds[k]));
    const std::string png = encode_png(frames[k]), ihdr = chunks_of(png, "IHDR").at(0);
    if (k == 0) {
      header = ihdr;
      out = png.substr(0, 8) + chunk("IHDR", ihdr) +
            chunk("acTL", big_endian(static_cast<uint32_t>(frames.size())) + big_endian(0));
    } else if (ihdr != header) {
      throw std::invalid_argument(
          fmt::format("encode_apng: frame {} has another shape than the first", k));
    }
    // Sequence number, width and height, offsets, delay as a fraction, dispose_op and blend_op.
    out += chunk("fcTL", big_endian(sequence++) + ihdr.substr(0, 8) + big_endian(0) +
                             big_endian(0) + big_endian(static_cast<uint32_t>(milliseconds[k]), 2) +
                             big_endian(1000, 2) + std::string(2, '\0'));
    for (const std::string& data : chunks_of(png, "IDAT"))
      out += k == 0 ? chunk("IDAT", data) : chunk("fdAT", big_endian(sequence++) + data);
  }
  return out + chunk("IEND", "");
}

}  // namespace odelia
