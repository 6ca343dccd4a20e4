#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace odelia {

/// What MD5 and SHA-256 share: bytes that come in pieces go through `Hash::block` 64 at a time, the
/// last of them behind a bit, zeros and their count.  RFC 1321, 3.1 and 3.2; FIPS 180-4, 5.1.1.
template <class Hash>
class BlockHash {
 public:
  void update(const void* data, size_t bytes) {
    const auto* p = static_cast<const unsigned char*>(data);
    while (bytes > 0) {
      const size_t filled = bytes_ % 64, take = std::min(bytes, 64 - filled);
      if (filled == 0 && take == 64) {
        self().block(p);
      } else {
        std::memcpy(buffer_.data() + filled, p, take);
        if (filled + take == 64) self().block(buffer_.data());
      }
      p += take, bytes -= take, bytes_ += take;
    }
  }

 protected:
  /// The bit and the zeros; eight bytes are left for the count of bits, which is returned.
  uint64_t pad() {
    const uint64_t bits = 8 * bytes_;
    const unsigned char padding[64] = {0x80};
    update(padding, (bytes_ % 64 < 56 ? 56 : 120) - bytes_ % 64);
    return bits;
  }

 private:
  Hash& self() { return static_cast<Hash&>(*this); }
  std::array<unsigned char, 64> buffer_{};
  uint64_t bytes_ = 0;
};

}  // namespace odelia
