// Runs the program by the zygote behind SOCKET, or starts it where that cannot be or cannot be the same.
//   odelia_quickly SOCKET PROGRAM ARGUMENT...
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "tests/zygote/circumstances.h"
#include "tests/zygote/request.h"

namespace {

int zygote = -1;

void pass_on(int signal) {
  const auto byte = static_cast<unsigned char>(signal);
  const int kept = errno;
  request::send_all(zygote, &byte, 1);
  errno = kept;
}

/// Connects to the socket of that abstract name; below zero if that fails.
int connect_to(const std::string& name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (name.empty() || name.size() + 1 > sizeof address.sun_path) return -1;
  name.copy(address.sun_path + 1, name.size());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (fd >= 0 && ::connect(fd, reinterpret_cast<sockaddr*>(&address), size) != 0) {
    ::close(fd);
    return -1;
  }
  return fd;
}

/// Asks the zygote for a run; true if it has begun.
bool begin(const std::string& name, char** arguments) {
  for (int fd = 0; fd < 3; ++fd)
    if (::fcntl(fd, F_GETFD) < 0) return false;  // a closed one cannot be passed on
  Request r;
  r.circumstances = circumstances();
  for (char** a = arguments; *a; ++a) r.arguments.emplace_back(*a);
  for (char** v = environ; *v; ++v) r.environment.emplace_back(*v);
  const int folder = ::open(".", O_PATH | O_CLOEXEC);
  zygote = connect_to(name);
  if (folder < 0 || zygote < 0) return false;
  for (int fd = 0; fd < 3; ++fd) r.files[fd] = fd;
  r.files[3] = folder;
  char answer = 0;
  const bool begun = send_request(zygote, r) && request::receive_all(zygote, &answer, 1);
  ::close(folder);
  return begun;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "odelia_quickly: usage: odelia_quickly SOCKET PROGRAM ARGUMENT...\n");
    return 2;
  }
  if (!begin(argv[1], argv + 2)) {
    ::execv(argv[2], argv + 2);
    std::perror(argv[2]);
    return 127;
  }
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2}) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) ::signal(signal, pass_on);
  }
  int status = 0;
  if (!request::receive_all(zygote, &status, sizeof status)) {
    std::fprintf(stderr, "odelia_quickly: the zygote was lost in the middle of a run\n");
    std::abort();  // neither a success nor one of the program's failures
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  ::signal(WTERMSIG(status), SIG_DFL);
  ::raise(WTERMSIG(status));
  std::abort();
}
