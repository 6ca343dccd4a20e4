#include "solvers/cuda/cubin_cache.h"

#define XXH_INLINE_ALL
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

namespace odelia::cuda {
namespace {
namespace fs = std::filesystem;

constexpr size_t kMostBytes = size_t{64} << 20;  // a cubin of ours has 120 KB

/// What stands before the bytes: they are these, and whole.
std::string header(const std::vector<char>& bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("odelia cubin {:016x} {:016x}{:016x}\n", bytes.size(), hash.high64,
                     hash.low64);
}

bool transfer(int fd, char* at, size_t bytes, ssize_t (*move)(int, char*, size_t)) {
  while (bytes > 0) {
    const ssize_t moved = move(fd, at, bytes);
    if (moved < 0 && errno == EINTR) continue;
    if (moved <= 0) return false;
    at += moved, bytes -= static_cast<size_t>(moved);
  }
  return true;
}
ssize_t get(int fd, char* to, size_t bytes) { return ::read(fd, to, bytes); }
ssize_t put(int fd, char* from, size_t bytes) { return ::write(fd, from, bytes); }

/// The bytes of a whole file of ours; none if it is no such file.
std::vector<char> read_kept(const std::string& path) {
  // O_NONBLOCK: opening a named pipe must not hang; regular files ignore it.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return {};
  struct stat status {};
  std::string start = header({});
  std::vector<char> bytes;
  if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
      status.st_size > static_cast<off_t>(start.size()) &&
      status.st_size <= static_cast<off_t>(kMostBytes)) {
    bytes.resize(static_cast<size_t>(status.st_size) - start.size());
    const bool whole = transfer(fd, start.data(), start.size(), get) &&
                       transfer(fd, bytes.data(), bytes.size(), get);
    if (!whole || start != header(bytes)) bytes.clear();
  }
  ::close(fd);
  return bytes;
}

// AtomicFile, which does this for all other files, belongs to the storey above.
void keep(const std::string& path, std::vector<char>& bytes) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  static std::atomic<int> count{0};
  std::string temporary;
  int fd = -1;
  for (int tries = 0; tries < 1000 && fd < 0; ++tries) {
    temporary = fmt::format("{}.{}-{}.tmp", path, ::getpid(), count++);
    fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno != EEXIST) return;
  }
  if (fd < 0) return;
  std::string start = header(bytes);
  bool written = transfer(fd, start.data(), start.size(), put) &&
                 transfer(fd, bytes.data(), bytes.size(), put) && ::fsync(fd) == 0;
  written = ::close(fd) == 0 && written;
  if (!written || ::rename(temporary.c_str(), path.c_str()) != 0) ::unlink(temporary.c_str());
}

}  // namespace

std::vector<char> cached(const std::string& path, const std::function<std::vector<char>()>& make) {
  std::vector<char> bytes = read_kept(path);
  if (!bytes.empty()) return bytes;
  bytes = make();
  if (!bytes.empty()) keep(path, bytes);
  return bytes;
}

}  // namespace odelia::cuda
