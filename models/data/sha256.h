#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/data/block_hash.h"

namespace odelia {

/// The SHA-256 digest of bytes that come in pieces.  FIPS 180-4.  Files that people pass on are known
/// by it, and it holds against an adversary.
class Sha256 : public BlockHash<Sha256> {
 public:
  /// The digest as 64 hexadecimal digits; call once, last.
  std::string hex();

 private:
  friend BlockHash<Sha256>;
  void block(const unsigned char* p);
  std::array<uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

std::string sha256_hex(std::string_view bytes);
/// Of a whole file, read piece by piece.  Throws as InputFile.
std::string sha256_of_file(const std::string& path);

}  // namespace odelia
