#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "models/data/block_hash.h"

namespace odelia {

/// The MD5 digest of bytes that come in pieces.  RFC 1321.  Data sets publish MD5 sums: it finds
/// damage and mix-ups, and is no defence against an adversary.
class Md5 : public BlockHash<Md5> {
 public:
  /// The digest as 32 hexadecimal digits; call once, last.
  std::string hex();

 private:
  friend BlockHash<Md5>;
  void block(const unsigned char* p);
  std::array<uint32_t, 4> state_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
};

/// The MD5 digest of bytes at hand.
std::string md5_hex(const void* data, size_t bytes);
/// The MD5 digest of a file.
std::string md5_of_file(const std::string& path);

}  // namespace odelia
