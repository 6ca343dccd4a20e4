#include "experiments/sharing/claim_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "experiments/sharing/process_name.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& path, const char* what) {
  throw std::runtime_error(fmt::format("{}: {}: {}", path, what, std::strerror(errno)));
}

/// When the file was last touched, ns; nothing where it is gone.
std::optional<int64_t> touched(const std::string& file) {
  struct stat found = {};
  if (::stat(file.c_str(), &found) != 0) {
    if (errno == ENOENT || errno == ESTALE) return std::nullopt;
    fail(file, "cannot look at the claim");
  }
  return int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
}

std::string content(const std::string& file) {
  char text[512];
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return "";
  const ssize_t n = ::read(fd, text, sizeof text);
  ::close(fd);
  return {text, static_cast<size_t>(std::max<ssize_t>(0, n))};
}
}  // namespace

std::string claims_folder(const std::string& path) { return path + ".claims"; }

ClaimFiles::ClaimFiles(const std::string& folder, const ClaimTimes& times)
    : folder_(folder), name_(process_name()), times_(times) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (!fs::is_directory(folder_))
    throw std::runtime_error(
        fmt::format("{}: cannot make the folder of claims: {}", folder_, error.message()));
}

ClaimFiles::~ClaimFiles() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  wake_.notify_all();
  if (heart_) heart_->join();
  while (!held_.empty()) {
    try {
      release(held_.begin()->first);
    } catch (const std::runtime_error&) {
      // Nobody touches the file any more: it is stale in time.
    }
  }
}

std::string ClaimFiles::file(int64_t i, int64_t generation) const {
  return fmt::format("{}/{}.{}", folder_, i, generation);
}

bool ClaimFiles::holder_is_dead(const std::string& file) {
  const auto at = touched(file);
  if (!at) return false;  // released just now: look again
  if (is_dead_here(content(file))) return true;
  const auto now = Clock::now();
  auto [place, first] = seen_.try_emplace(file, Sighting{*at, now});
  Sighting& seen = place->second;
  if (seen.touched != *at) seen = {*at, now};
  return !first && now - seen.since >= times_.stale;
}

bool ClaimFiles::make(const std::string& file) const {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0 && errno == EEXIST) return false;
  if (fd < 0) fail(file, "cannot make the claim");
  const bool written =
      ::write(fd, name_.data(), name_.size()) == static_cast<ssize_t>(name_.size());
  if (::close(fd) != 0 || !written) fail(file, "cannot write the claim");
  return true;
}

bool ClaimFiles::try_claim(int64_t i) {
  int64_t generation = 0;
  while (touched(file(i, generation + 1))) ++generation;
  const bool taken = touched(file(i, generation)).has_value();
  if (taken && !holder_is_dead(file(i, generation))) return false;
  if (taken) ++generation;
  if (!make(file(i, generation))) return false;
  // Whoever held it before us, after that dead one, may have ended between our look and our file.
  if (generation > 0 && !touched(file(i, generation - 1))) {
    ::unlink(file(i, generation).c_str());
    return false;
  }
  hold(i, generation);
  return true;
}

void ClaimFiles::wait_claim(int64_t i) {
  const auto pause =
      std::min<std::chrono::milliseconds>(times_.beat, std::chrono::milliseconds(200));
  while (!try_claim(i)) std::this_thread::sleep_for(pause);
}

void ClaimFiles::hold(int64_t i, int64_t generation) {
  const std::lock_guard lock(mutex_);
  held_[i] = generation;
  if (!heart_) heart_.emplace([this] { beat(); });
}

void ClaimFiles::release(int64_t i) {
  int64_t generation = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = held_.find(i);
    if (found == held_.end()) return;
    generation = found->second;
    held_.erase(found);
  }
  // Who was taken for dead leaves the claim to the one who has it now.
  if (touched(file(i, generation + 1))) return;
  for (int64_t g = generation; g >= 0; --g) ::unlink(file(i, g).c_str());
}

void ClaimFiles::beat() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, times_.beat, [this] { return over_; }))
    for (const auto& [i, generation] : held_)
      ::utimensat(AT_FDCWD, file(i, generation).c_str(), nullptr, 0);
}

}  // namespace odelia
