#include "models/data/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <regex>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

std::string failure(const std::string& path, const char* what) {
  return fmt::format("{}: {}: {}", path, what, std::strerror(errno));
}

[[noreturn]] void fail(const std::string& path, const char* what) {
  throw std::runtime_error(failure(path, what));
}

/// Whether errno says that the path is wrong, or not for this user; else the machine is at fault.
bool path_at_fault() {
  return errno == EACCES || errno == EPERM || errno == ELOOP || errno == ENAMETOOLONG;
}

// One system call moves at most 2 GiB on Linux; smaller pieces also keep signals responsive.
constexpr uint64_t kPiece = uint64_t{1} << 28;

}  // namespace

InputFile::InputFile(std::string path) : path_(std::move(path)) {
  // O_NONBLOCK: opening a named pipe must not hang; regular files ignore it.
  fd_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd_ < 0 && (errno == ENOENT || errno == ENOTDIR))
    throw std::invalid_argument(fmt::format("{}: no such file; check the path", path_));
  if (fd_ < 0 && path_at_fault()) throw UnreadableFile(failure(path_, "cannot open for reading"));
  if (fd_ < 0) fail(path_, "cannot open for reading");
  struct stat status {};
  if (::fstat(fd_, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(fd_);
    throw std::invalid_argument(fmt::format("{}: not a regular file; check the path", path_));
  }
  size_ = static_cast<uint64_t>(status.st_size);
}

InputFile::~InputFile() { ::close(fd_); }

void InputFile::read(void* to, uint64_t bytes) {
  auto* at = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t got = ::read(fd_, at, std::min(bytes, kPiece));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path_, "cannot read");
    if (got == 0)
      throw UnreadableFile(
          fmt::format("{}: ends {} bytes early; get the file again", path_, bytes));
    at += got;
    bytes -= static_cast<uint64_t>(got);
  }
}

void remove_half_written(const std::string& folder, const std::vector<std::string>& beginnings) {
  namespace fs = std::filesystem;
  if (!fs::is_directory(folder)) return;
  static const std::regex temporary(R"([^]+\.[0-9]+-[0-9]+\.tmp)");  // as AtomicFile names them
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && std::regex_match(name, temporary) &&
        std::any_of(beginnings.begin(), beginnings.end(),
                    [&](const std::string& beginning) { return name.starts_with(beginning); }))
      found.push_back(entry.path());
  }
  for (const fs::path& file : found) fs::remove(file);
}

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)) {
  struct stat status {};
  if (::stat(path_.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
    throw std::invalid_argument(fmt::format(
        "{}: is there and no regular file, so it is not replaced; name another", path_));
  static std::atomic<int> count{0};
  // O_EXCL: never into a file, or through a link, that somebody laid there.  A process that was
  // killed may have left the name of one that has its number now.
  for (int tries = 0; tries < 1000 && fd_ < 0; ++tries) {
    temporary_ = fmt::format("{}.{}-{}.tmp", path_, ::getpid(), count++);
    fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd_ < 0 && errno != EEXIST) break;
  }
  if (fd_ < 0) fail(path_, "cannot write there");
}

AtomicFile::~AtomicFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(temporary_.c_str());
}

void AtomicFile::write(const void* from, uint64_t bytes) {
  const auto* at = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t put = ::write(fd_, at, std::min(bytes, kPiece));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail(path_, "cannot write");
    at += put;
    bytes -= static_cast<uint64_t>(put);
  }
}

void AtomicFile::commit() {
  // A library given temporary() may have replaced the
  // file behind fd_: sync what the name means now.
  const int now = ::open(temporary_.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (now < 0) fail(path_, "lost its temporary file");
  const bool synced = ::fsync(now) == 0;
  ::close(now);
  if (!synced) fail(path_, "cannot write to disk");
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(path_, "cannot rename into place");
  ::close(fd_);
  fd_ = -1;
}

void read_pieces(const std::string& path, const std::function<void(const void*, size_t)>& visit) {
  InputFile file(path);
  std::vector<char> piece(1 << 20);
  for (uint64_t left = file.size(); left > 0;) {
    const auto n = std::min<uint64_t>(left, piece.size());
    file.read(piece.data(), n);
    visit(piece.data(), n);
    left -= n;
  }
}

std::string read_text(const std::string& path, uint64_t max_bytes) {
  InputFile file(path);
  if (file.size() > max_bytes)
    throw UnreadableFile(
        fmt::format("{}: {} bytes, expected at most {}", path, file.size(), max_bytes));
  std::string text(file.size(), '\0');
  file.read(text.data(), text.size());
  return text;
}

void append_lines(const std::string& path, std::string_view lines) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0) fail(path, "cannot open to append");
  const ssize_t put = ::write(fd, lines.data(), lines.size());
  const bool written = put == static_cast<ssize_t>(lines.size()) && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  errno = put >= 0 && put < static_cast<ssize_t>(lines.size()) ? ENOSPC : error;
  if (!written) fail(path, "cannot append");
}

std::vector<std::string> appended_lines(const std::string& path, uint64_t max_bytes) {
  std::vector<std::string> out;
  if (!std::filesystem::exists(path)) return out;
  const std::string text = read_text(path, max_bytes);
  size_t from = 0;
  for (size_t end; (end = text.find('\n', from)) != std::string::npos; from = end + 1)
    out.push_back(text.substr(from, end - from));
  if (from < text.size()) std::filesystem::resize_file(path, from);
  return out;
}

void write_text(const std::string& path, std::string_view text) {
  AtomicFile file(path);
  file.write(text);
  file.commit();
}

void sync_folder(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) fail(folder, "cannot open the folder");
  const bool synced = ::fsync(fd) == 0;
  ::close(fd);
  if (!synced) fail(folder, "cannot write to disk");
}

}  // namespace odelia
