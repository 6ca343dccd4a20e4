#include "experiments/data/download.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

extern char** environ;

namespace odelia {
namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder(const std::string& below) : path(below + "/fetch-XXXXXX") {
  if (!::mkdtemp(path.data()))
    throw std::runtime_error(
        fmt::format("{}: cannot write there: {}", below, std::strerror(errno)));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

void run_program(const std::vector<std::string>& words, const std::string& remedy,
                 const std::function<std::string()>& watch) {
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  pid_t child = 0;
  if (const int error = ::posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ))
    throw std::runtime_error(
        fmt::format("cannot run {}: {}; {}", words[0], std::strerror(error), remedy));
  int status = 0;
  std::string problem;
  for (pid_t ended = 0; ended != child;) {
    ended = ::waitpid(child, &status, watch && problem.empty() ? WNOHANG : 0);
    if (ended < 0 && errno != EINTR)
      throw std::runtime_error(fmt::format("lost the program {}", words[0]));
    if (watch && problem.empty()) problem = watch();
    if (ended != 0) continue;
    if (problem.empty())
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    else
      ::kill(child, SIGKILL);
  }
  if (!problem.empty())
    throw std::runtime_error(fmt::format("{} was stopped: {}; {}", words[0], problem, remedy));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(fmt::format("{} failed ({}); {}", words[0],
                                         WIFEXITED(status)
                                             ? fmt::format("exit status {}", WEXITSTATUS(status))
                                             : fmt::format("signal {}", WTERMSIG(status)),
                                         remedy));
}

void download(const std::string& address, const std::string& to, uint64_t max_bytes,
              const std::string& remedy) {
  run_program({"curl",
               "--fail",
               "--location",
               "--retry",
               "3",
               "--proto",
               "=https,http,file",
               "--proto-redir",
               "=https,http",
               "--max-filesize",
               std::to_string(max_bytes),
               "--connect-timeout",
               "30",
               "--speed-limit",
               "1000",
               "--speed-time",
               "60",
               "--max-time",
               "7200",
               ::isatty(STDERR_FILENO) ? "--progress-bar" : "--no-progress-meter",
               "--output",
               to,
               "--url",
               address},
              remedy,
              [&]() -> std::string {  // an answer in chunks does not say its size to curl
                std::error_code none;
                const auto bytes = fs::file_size(to, none);
                return !none && bytes > max_bytes
                           ? fmt::format("{} sends more than {} bytes", address, max_bytes)
                           : "";
              });
}

}  // namespace odelia
