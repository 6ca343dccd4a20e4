#pragma once
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/zygote/circumstances.h"
#include "tests/zygote/request.h"

/// A socket that listens under an abstract name that nobody else has; below zero if there is none.
inline int listen_anywhere(std::string& name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address.sun_family;  // no name: the kernel chooses one
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(fd, any, size) != 0 || ::listen(fd, 64) != 0) return ::close(fd), -1;
  size = sizeof address;
  if (::getsockname(fd, any, &size) != 0) return ::close(fd), -1;
  name.assign(address.sun_path + 1, size - offsetof(sockaddr_un, sun_path) - 1);
  return fd;
}

/// The zygote of this test program (tests/zygote/zygote.cpp), from the first that asks for it until
/// the program ends.  ODELIA_ZYGOTE=off in the environment: none.
class Zygote {
 public:
  /// The words that start `program`, before its arguments: they have the zygote run Odelia instead,
  /// where that is the same.
  static std::vector<std::string> words_of(const std::string& program) {
    static const Zygote zygote;
    if (zygote.name_.empty()) return {program};
    return {ODELIA_BINARY_DIR "/tests/odelia_quickly", zygote.name_, program};
  }
  /// The same for a shell.
  static std::string start_of(const std::string& program) {
    std::string out;
    for (const auto& word : words_of(program)) out += (out.empty() ? "" : " ") + word;
    return out;
  }
  Zygote(const Zygote&) = delete;
  Zygote& operator=(const Zygote&) = delete;

 private:
  Zygote() {
    if (const char* wish = std::getenv("ODELIA_ZYGOTE"); wish && std::string(wish) == "off") return;
    std::string name;
    int lifeline[2] = {-1, -1};
    const int listening = listen_anywhere(name);
    if (listening >= 0 && ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lifeline) == 0 &&
        starts(lifeline[0], listening) && request::send_text(lifeline[1], circumstances()))
      name_ = name;
    ::close(listening), ::close(lifeline[0]);
    lifeline_ = lifeline[1];
  }
  ~Zygote() {
    ::close(lifeline_);
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
  }
  bool starts(int lifeline, int listening) {
    std::string program = ODELIA_BINARY_DIR "/tests/odelia_zygote", serve = "--serve";
    char* words[] = {program.data(), serve.data(), nullptr};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, lifeline, 0);
    ::posix_spawn_file_actions_adddup2(&files, listening, 1);
    const bool begun = ::posix_spawn(&pid_, program.c_str(), &files, nullptr, words, environ) == 0;
    ::posix_spawn_file_actions_destroy(&files);
    return begun;
  }

  std::string name_;
  int lifeline_ = -1;
  pid_t pid_ = 0;
};
