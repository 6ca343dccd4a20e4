// The zygote: a process that has loaded Odelia and LibTorch once, and forks a run of the program for everyone
// who asks.  Loading takes most of a second, a fork some milliseconds.  It starts no thread, for a fork has
// one alone.
//   odelia_zygote --serve    listens on descriptor 1; descriptor 0 is a socket on which its circumstances come, and
//                            whose other end is closed when it shall end
//   odelia_zygote WORDS...   the program itself: as such a run starts a further process of its own
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "experiments/command/end_program.h"
#include "experiments/command/load_settings.h"
#include "tests/zygote/circumstances.h"
#include "tests/zygote/request.h"

namespace {

using Run = int (*)(int, char**);
constexpr int kLifeline = 0, kListening = 1;

/// The process becomes the run that was asked for.
[[noreturn]] void become(Request& r, Run run) {
  for (int fd = 0; fd < 3; ++fd) ::dup2(r.files[fd], fd);
  if (::fchdir(r.files[3]) != 0) std::perror("odelia_zygote: working folder"), ::_exit(70);
  for (const int fd : r.files)
    if (fd > 2) ::close(fd);
  // What could not change is as here, with what was set while loading; the rest as with whoever asks.
  std::vector<char*> variables, words;
  for (char** v = environ; *v; ++v)
    if (!can_still_change(*v)) variables.push_back(*v);
  for (auto& v : r.environment)
    if (can_still_change(v)) variables.push_back(v.data());
  variables.push_back(nullptr);
  environ = variables.data();
  for (auto& w : r.arguments) words.push_back(w.data());
  words.push_back(nullptr);
  odelia::end_program(run(static_cast<int>(r.arguments.size()), words.data()));
}

/// Answers one client: starts the run, passes on the client's signals, and tells how the run ended.
/// A run whose client is gone is killed.
void keep(int client, const std::string& mine, Run run) {
  Request r;
  int ended[2];
  if (!receive_request(client, r) || r.circumstances != mine || ::pipe2(ended, O_CLOEXEC) != 0)
    return;
  const pid_t pid = ::fork();
  if (pid < 0) return;
  if (pid == 0) {
    ::close(client), ::close(ended[0]);
    become(r, run);
  }
  ::close(ended[1]);  // the run holds the other one, and lets go of it when it ends
  if (!request::send_all(client, "+", 1)) ::kill(pid, SIGKILL);
  pollfd on[2] = {{client, POLLIN, 0}, {ended[0], POLLIN, 0}};
  while (!on[1].revents) {
    if (::poll(on, 2, -1) < 0 || !on[0].revents) continue;
    unsigned char signal = 0;
    const bool there = ::recv(client, &signal, 1, 0) == 1;
    ::kill(pid, there ? signal : SIGKILL);
    if (!there) on[0].fd = -1, on[0].revents = 0;
  }
  int status = 0;
  if (::waitpid(pid, &status, 0) == pid) request::send_all(client, &status, sizeof status);
}

int serve(Run run) {
  using Folder = std::filesystem::directory_iterator;
  if (std::distance(Folder("/proc/self/task"), Folder()) != 1) return 1;
  std::string mine;
  if (!request::receive_text(kLifeline, mine)) return 1;
  for (;;) {
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {  // keepers that have ended
    }
    pollfd on[2] = {{kLifeline, POLLIN, 0}, {kListening, POLLIN, 0}};
    if (::poll(on, 2, -1) < 0) continue;
    if (on[0].revents) return 0;
    const int client = ::accept4(kListening, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0 && errno != EINTR && errno != ECONNABORTED) return 1;
    if (client < 0) continue;
    if (::fork() == 0) keep(client, mine, run), ::_exit(0);
    ::close(client);
  }
}

}  // namespace

int main(int argc, char** argv) {
  odelia::prepare_to_load(argv);
  void* library = dlopen("libodelia.so", RTLD_LAZY | RTLD_GLOBAL);
  void* found = library ? dlsym(library, "odelia_run_command_line") : nullptr;
  if (!found) {
    std::fprintf(stderr, "odelia_zygote: failed: %s\n", dlerror());
    return 1;
  }
  const auto run = reinterpret_cast<Run>(found);
  if (argc == 2 && std::string_view(argv[1]) == "--serve") ::_exit(serve(run));
  odelia::end_program(run(argc, argv));
}
