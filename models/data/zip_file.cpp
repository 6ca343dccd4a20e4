#include "models/data/zip_file.h"

#include <zip.h>

#include <stdexcept>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

// Bytes one byte of a deflate stream can stand for, at most.
constexpr uint64_t kDeflateLimit = 1032;
// What a compressed file may unpack to: this, and so many times its size.  Arrays of measurements
// and pictures shrink to a tenth; what goes beyond fills the memory by design.
constexpr uint64_t kFreeBytes = uint64_t{256} << 20, kUsualRatio = 100;

}  // namespace

void ZipStream::Close::operator()(zip_file* file) const { zip_fclose(file); }

ZipStream::ZipStream(zip* archive, const ZipEntry& entry, std::string what)
    : file_(zip_fopen_index(archive, entry.index, 0)), what_(std::move(what)) {
  if (!file_) refuse(zip_strerror(archive));
}

void ZipStream::refuse(const std::string& rule) const {
  throw UnreadableFile(what_ + ": " + rule + "; get or write the file again");
}

void ZipStream::read(void* to, uint64_t bytes) {
  for (auto* at = static_cast<char*>(to); bytes > 0;) {
    const zip_int64_t got = zip_fread(file_.get(), at, bytes);
    if (got < 0) refuse(zip_file_strerror(file_.get()));
    if (got == 0) refuse(fmt::format("its data end {} bytes early", bytes));
    at += got;
    bytes -= static_cast<uint64_t>(got);
  }
}

void ZipStream::finish() {
  // Only at the end of the stream does libzip compare the CRC.
  char beyond = 0;
  if (const auto more = zip_fread(file_.get(), &beyond, 1); more != 0)
    refuse(more > 0 ? "more data than declared" : zip_file_strerror(file_.get()));
}

void ZipReader::Discard::operator()(zip* archive) const { zip_discard(archive); }

ZipReader::ZipReader(std::string path, std::string kind, std::string stored_by, uint64_t max_bytes)
    : path_(std::move(path)),
      kind_(std::move(kind)),
      stored_by_(std::move(stored_by)),
      max_bytes_(max_bytes),
      file_bytes_(InputFile(path_).size()) {
  int code = 0;
  archive_.reset(zip_open(path_.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
  if (archive_) return;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (code == ZIP_ER_OPEN || code == ZIP_ER_READ || code == ZIP_ER_SEEK || code == ZIP_ER_MEMORY)
    throw std::runtime_error(fmt::format("{}: cannot be read: {}", path_, text));
  throw UnreadableFile(
      fmt::format("{}: not a usable {}: {}; is it cut or damaged?", path_, kind_, text));
}

int64_t ZipReader::size() const { return zip_get_num_entries(archive_.get(), 0); }

std::string ZipReader::name(int64_t i) const {
  const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0);
  return name ? name : "";
}

void ZipReader::refuse(int64_t i, const std::string& rule) const {
  throw UnreadableFile(fmt::format("{}: not a usable {}: entry {}: {}; get or write the file again",
                                   path_, kind_, i, rule));
}

ZipEntry ZipReader::admit(int64_t i) {
  zip_stat_t stat;
  constexpr uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                               ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
      (stat.valid & kNeeded) != kNeeded)
    refuse(i, "its description is incomplete");
  if (stat.encryption_method != ZIP_EM_NONE) refuse(i, "it is encrypted");
  const bool stored = stat.comp_method == ZIP_CM_STORE;
  if (!stored && stat.comp_method != ZIP_CM_DEFLATE)
    refuse(i, fmt::format("compression method {}, expected stored or deflated", stat.comp_method));
  if (stat.comp_size > file_bytes_ - packed_) refuse(i, "its bytes overlap another entry's");
  packed_ += stat.comp_size;
  if (stored ? stat.size != stat.comp_size : stat.size / kDeflateLimit > stat.comp_size)
    refuse(i, fmt::format("{} compressed bytes cannot hold {}", stat.comp_size, stat.size));
  if (stat.size > max_bytes_ - unpacked_)
    refuse(i, fmt::format("its contents take more than {} bytes unpacked, with those before it",
                          max_bytes_));
  if (!stored && stat.size + unpacked_ > kFreeBytes + kUsualRatio * file_bytes_)
    throw UnreadableFile(
        fmt::format("{}: {} bytes that unpack to {} or more, over {} times as many: like a file "
                    "made to fill the memory; if it is none, save it uncompressed, by {}",
                    path_, file_bytes_, stat.size + unpacked_, kUsualRatio, stored_by_));
  unpacked_ += stat.size;
  return {stat.name, stat.index, stat.size, stat.comp_size};
}

ZipStream ZipReader::open(const ZipEntry& entry, const std::string& what) const {
  return {archive_.get(), entry, what};
}

}  // namespace odelia
