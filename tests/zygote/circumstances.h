#pragma once
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern char** environ;

/// True if a variable of this environment, as NAME=VALUE, is read while a program runs and by
/// nothing that it loads: a run can be given another one.
inline bool can_still_change(const std::string& variable) {
  for (const char* start : {"ODELIA_", "PWD=", "OLDPWD=", "_="})
    if (variable.rfind(start, 0) == 0) return true;
  return false;
}

/// What a process has from whoever started it and is not given anew by a request: further open
/// files, limits, rights, signals, processors, session, namespaces, and the rest of the environment.
inline std::string circumstances() {
  std::vector<std::string> lines;
  const auto note = [&](const std::string& name, const std::string& value) {
    lines.push_back(name + " " + value);
  };
  const auto note_link = [&](const std::string& name) {
    std::error_code none;
    note(name, std::filesystem::read_symlink("/proc/self/" + name, none).string());
  };
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const std::string number = entry.path().filename().string();
    const int fd = std::atoi(number.c_str()), flags = ::fcntl(fd, F_GETFD);
    if (fd > 2 && flags >= 0 && !(flags & FD_CLOEXEC)) note_link("fd/" + number);
  }
  for (const char* link : {"root", "ns/mnt", "ns/net", "ns/pid", "ns/user", "ns/uts"})
    note_link(link);
  std::ifstream status("/proc/self/status"), limits("/proc/self/limits");
  for (std::string line; std::getline(status, line);)
    for (const char* start : {"Umask:", "Uid:", "Gid:", "Groups:", "Cap",
                              "NoNewPrivs:", "Seccomp:", "Cpus_allowed:", "Mems_allowed:"})
      if (line.rfind(start, 0) == 0) lines.push_back(line);
  for (std::string line; std::getline(limits, line);) lines.push_back(line);
  sigset_t blocked;
  ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) != 0) continue;  // one of the C library's own
    if (action.sa_handler == SIG_IGN) note("ignored", std::to_string(signal));
    if (::sigismember(&blocked, signal) == 1) note("blocked", std::to_string(signal));
  }
  note("session", std::to_string(::getsid(0)) + " " + std::to_string(::getpgrp()));
  note("priority", std::to_string(::getpriority(PRIO_PROCESS, 0)));
  for (char** v = environ; *v; ++v)
    if (!can_still_change(*v)) lines.emplace_back(*v);
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const auto& line : lines) out += line + "\n";
  return out;
}
