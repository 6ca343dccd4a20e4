#include "experiments/sharing/claim_locks.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

namespace odelia {
namespace {
[[noreturn]] void fail_to_lock(const std::string& path, const char* what) {
  throw std::runtime_error(fmt::format("{}: {}: {}; ODELIA_CLAIMS=files needs no locks", path, what,
                                       std::strerror(errno)));
}

struct flock byte_lock(short type, int64_t i) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = i;
  lock.l_len = 1;
  return lock;
}

int open_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) fail_to_lock(path, "cannot open the lock file");
  return fd;
}
}  // namespace

ClaimLocks::ClaimLocks(const std::string& path) : path_(path), fd_(open_file(path)) {}
ClaimLocks::~ClaimLocks() { ::close(fd_); }

// Locks of the open file description (F_OFD_*), not of the process: a second ClaimLocks in the same
// process competes like any other, and closing an unrelated descriptor releases nothing.
bool ClaimLocks::try_claim(int64_t i) {
  auto lock = byte_lock(F_WRLCK, i);
  if (::fcntl(fd_, F_OFD_SETLK, &lock) == 0) return true;
  if (errno == EAGAIN || errno == EACCES) return false;
  fail_to_lock(path_, "cannot lock");
}

void ClaimLocks::wait_claim(int64_t i) {
  auto lock = byte_lock(F_WRLCK, i);
  while (::fcntl(fd_, F_OFD_SETLKW, &lock) != 0)
    if (errno != EINTR) fail_to_lock(path_, "cannot lock");
}

void ClaimLocks::release(int64_t i) {
  auto lock = byte_lock(F_UNLCK, i);
  if (::fcntl(fd_, F_OFD_SETLK, &lock) != 0) fail_to_lock(path_, "cannot unlock");
}

bool ClaimLocks::work(const std::string& path) {
  const int fd = open_file(path);
  auto lock = byte_lock(F_WRLCK, 0);
  const bool known = ::fcntl(fd, F_OFD_GETLK, &lock) == 0 || errno == EACCES || errno == EAGAIN;
  ::close(fd);
  return known;
}

bool ClaimLocks::held(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return false;
  auto lock = byte_lock(F_WRLCK, 0);
  lock.l_len = 0;  // whole file
  const bool found = ::fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(fd);
  return found;
}

}  // namespace odelia
