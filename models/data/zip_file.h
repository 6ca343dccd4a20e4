#pragma once
#include <cstdint>
#include <memory>
#include <string>

struct zip;
struct zip_file;

namespace odelia {

/// An entry of a zip archive, as the directory describes it.
struct ZipEntry {
  std::string name;  ///< UTF-8
  uint64_t index = 0, bytes = 0, packed = 0;
};

/// The bytes of one entry, in order.  Throws UnreadableFile, naming what is read, on damage.
class ZipStream {
 public:
  ZipStream(zip* archive, const ZipEntry& entry, std::string what);
  void read(void* to, uint64_t bytes);
  /// To be called behind the last byte, where the CRC is compared.
  void finish();

 private:
  struct Close {
    void operator()(zip_file* file) const;
  };
  [[noreturn]] void refuse(const std::string& rule) const;
  std::unique_ptr<zip_file, Close> file_;
  std::string what_;
};

/// A zip archive from outside, which is not believed: an entry is stored or deflated, its size is
/// one that its packed bytes can reach, entries do not overlap, and all that are admitted unpack to
/// at most max_bytes and, compressed, to 256 MiB and 100 times the file.
/// Throws std::invalid_argument when there is no such file, UnreadableFile naming file, entry
/// and broken rule for everything else.  One thread at a time.
class ZipReader {
 public:
  /// kind: "npz file", for messages; stored_by: what would save it uncompressed.
  ZipReader(std::string path, std::string kind, std::string stored_by, uint64_t max_bytes);

  int64_t size() const;
  /// The name of entry i, nothing else of which is looked at; "" where it has none.
  std::string name(int64_t i) const;
  /// Entry i, held to the rules above together with those that were admitted before.
  ZipEntry admit(int64_t i);
  ZipStream open(const ZipEntry& entry, const std::string& what) const;
  /// Throws for entry i, in the words of the other rules.
  [[noreturn]] void refuse(int64_t i, const std::string& rule) const;

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  std::string path_, kind_, stored_by_;
  uint64_t max_bytes_, file_bytes_, packed_ = 0, unpacked_ = 0;
  std::unique_ptr<zip, Discard> archive_;
};

}  // namespace odelia
