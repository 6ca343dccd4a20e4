#include "experiments/data/fetch.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/gzip.h"
#include "models/data/md5.h"

extern char** environ;

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// A folder beside the data that goes away again.
struct TemporaryFolder {
  std::string path;
  explicit TemporaryFolder(const std::string& below) : path(below + "/fetch-XXXXXX") {
    if (!::mkdtemp(path.data()))
      throw std::runtime_error(
          fmt::format("{}: cannot write there: {}", below, std::strerror(errno)));
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

/// Runs a program with exactly these arguments, no shell between; throws unless it exits with 0.
/// While it runs `watch` may say why it must end.
void run_program(const std::vector<std::string>& words, const std::string& remedy,
                 const std::function<std::string()>& watch = {}) {
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

void download(const std::string& address, const std::string& to, uint64_t max_bytes) {
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
              fmt::format("or download {} and unpack it into the data folder", address),
              [&]() -> std::string {  // an answer in chunks does not say its size to curl
                std::error_code none;
                const auto bytes = fs::file_size(to, none);
                return !none && bytes > max_bytes
                           ? fmt::format("{} sends more than {} bytes", address, max_bytes)
                           : "";
              });
}

/// The address of `name` at the page.
std::string address_of(const std::string& page, const std::string& name) {
  return page + (page.empty() || page.back() == '/' ? "" : "/") + name;
}

[[noreturn]] void refuse(const std::string& address, const std::string& problem) {
  throw std::runtime_error(
      fmt::format("{}: not the published file ({}); try again, or another mirror "
                  "with --from",
                  address, problem));
}

}  // namespace

FileState check_file(const DataSet& set, const PublishedFile& file, const std::string& folder) {
  FileState state{locate(set, file, folder), ""};
  if (state.path.empty()) return state;
  try {
    read_published(state.path, file);
  } catch (const std::exception& e) {
    const std::string what = e.what(), start = state.path + ": ";
    state.problem = what.starts_with(start) ? what.substr(start.size()) : what;
    state.problem = state.problem.substr(0, state.problem.find(": not the published file"));
  }
  return state;
}

int fetch_data_set(const DataSet& set, const std::string& folder, const std::string& from) {
  std::vector<PublishedFile> wanted;
  for (auto& file : set.files)
    if (!check_file(set, file, folder).good()) wanted.push_back(file);
  if (wanted.empty()) return 0;
  const auto destination = fs::path(folder) / set.folders[0];
  const TemporaryFolder temporary(folder);
  const auto page = from.empty() ? set.page : from;
  const auto temporary_file = [&](const std::string& name) {
    return (fs::path(temporary.path) / name).string();
  };

  if (!set.archive.name.empty()) {
    const auto archive = temporary_file(set.archive.name),
               address = address_of(page, set.archive.name);
    download(address, archive, set.archive.bytes);
    if (const auto md5 = md5_of_file(archive); md5 != set.archive.md5)
      refuse(address, fmt::format("MD5 {}, expected {}", md5, set.archive.md5));
    std::vector<std::string> words = {"tar", "-xzf",         archive,
                                      "-C",  temporary.path, "--strip-components=1"};
    for (auto& file : wanted) words.push_back(set.folders[1] + "/" + file.name);
    run_program(words, "install tar and gzip");
    for (auto& file : wanted) read_published(temporary_file(file.name), file);
    fs::create_directories(destination);
    for (auto& file : wanted) fs::rename(temporary_file(file.name), destination / file.name);
  } else {
    for (auto& file : wanted) {
      const auto packed = temporary_file(file.name + ".gz"),
                 address = address_of(page, file.name + ".gz");
      download(address, packed, file.bytes + file.bytes / 1000 + 1024);  // gzip may add a little
      const auto bytes = gunzipped(packed, file.bytes);
      if (const auto md5 = md5_hex(bytes.data(), bytes.size()); md5 != file.md5)
        refuse(address, fmt::format("{} bytes, MD5 {}; expected {}, {}", bytes.size(), md5,
                                    file.bytes, file.md5));
      fs::create_directories(destination);
      write_text((destination / file.name).string(), bytes);
    }
  }
  return static_cast<int>(wanted.size());
}

}  // namespace odelia
