#include "models/data/md5.h"

#include <bit>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "models/data/files.h"

namespace odelia {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the readers assume a little-endian host");

constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

/// T[i] = floor(2^32 |sin(i + 1)|), RFC 1321, 3.4.
std::array<uint32_t, 64> sine_table() {
  std::array<uint32_t, 64> t{};
  for (int i = 0; i < 64; ++i)
    t[i] = static_cast<uint32_t>(std::floor(4294967296.0 * std::abs(std::sin(i + 1.0))));
  return t;
}

}  // namespace

void Md5::block(const unsigned char* p) {
  static const auto kSines = sine_table();
  std::array<uint32_t, 16> x{};
  std::memcpy(x.data(), p, 64);
  auto [a, b, c, d] = state_;
  for (int i = 0; i < 64; ++i) {
    uint32_t f = 0;
    int k = 0;
    switch (i / 16) {
      case 0:
        f = (b & c) | (~b & d), k = i;
        break;
      case 1:
        f = (b & d) | (c & ~d), k = (5 * i + 1) % 16;
        break;
      case 2:
        f = b ^ c ^ d, k = (3 * i + 5) % 16;
        break;
      default:
        f = c ^ (b | ~d), k = (7 * i) % 16;
        break;
    }
    const uint32_t rotated = std::rotl(a + f + x[k] + kSines[i], kShifts[i / 16][i % 4]);
    a = d, d = c, c = b, b += rotated;
  }
  state_[0] += a, state_[1] += b, state_[2] += c, state_[3] += d;
}

std::string Md5::hex() {
  const uint64_t bits = pad();
  update(&bits, 8);
  std::array<unsigned char, 16> digest{};
  std::memcpy(digest.data(), state_.data(), 16);
  std::string out;
  for (unsigned char byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

std::string md5_hex(const void* data, size_t bytes) {
  Md5 md5;
  md5.update(data, bytes);
  return md5.hex();
}

std::string md5_of_file(const std::string& path) {
  Md5 md5;
  read_pieces(path, [&](const void* piece, size_t bytes) { md5.update(piece, bytes); });
  return md5.hex();
}

}  // namespace odelia
