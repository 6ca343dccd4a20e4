#include "models/data/sha256.h"

#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "models/data/files.h"

namespace odelia {
namespace {

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.  FIPS 180-4,
/// 4.2.2.  A long double holds them with bits to spare.
std::array<uint32_t, 64> cube_roots() {
  std::array<uint32_t, 64> k{};
  size_t found = 0;
  for (int n = 2; found < k.size(); ++n) {
    bool prime = true;
    for (int d = 2; d * d <= n; ++d) prime = prime && n % d != 0;
    if (!prime) continue;
    const long double root = std::cbrt(static_cast<long double>(n));
    k[found++] = static_cast<uint32_t>((root - std::floor(root)) * 4294967296.0L);
  }
  return k;
}

}  // namespace

void Sha256::block(const unsigned char* p) {
  static const auto kRoots = cube_roots();
  std::array<uint32_t, 64> w{};
  for (int i = 0; i < 16; ++i)
    w[i] = uint32_t{p[4 * i]} << 24 | uint32_t{p[4 * i + 1]} << 16 | uint32_t{p[4 * i + 2]} << 8 |
           uint32_t{p[4 * i + 3]};
  for (int i = 16; i < 64; ++i) {
    const uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) + w[i - 7] +
           (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
  }
  auto [a, b, c, d, e, f, g, h] = state_;
  for (int i = 0; i < 64; ++i) {
    const uint32_t t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                        ((e & f) ^ (~e & g)) + kRoots[i] + w[i],
                   t2 = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) +
                        ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const uint32_t add[8] = {a, b, c, d, e, f, g, h};
  for (int i = 0; i < 8; ++i) state_[i] += add[i];
}

std::string Sha256::hex() {
  const uint64_t bits = pad();
  std::array<unsigned char, 8> length{};
  for (int i = 0; i < 8; ++i) length[i] = static_cast<unsigned char>(bits >> (56 - 8 * i));
  update(length.data(), length.size());
  std::string out;
  for (uint32_t word : state_) out += fmt::format("{:08x}", word);
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes.data(), bytes.size());
  return sha.hex();
}

std::string sha256_of_file(const std::string& path) {
  Sha256 sha;
  read_pieces(path, [&](const void* piece, size_t bytes) { sha.update(piece, bytes); });
  return sha.hex();
}

}  // namespace odelia
