#include "experiments/plots/write_plot.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "models/data/files.h"

namespace odelia {
namespace {

/// Runs NAME.gp in its folder.
std::string run_gnuplot(const std::string& folder, const std::string& name) {
  // -d: no settings of the user's or of the system's.  Nothing of the environment but what finds
  // the program, its libraries and its fonts: GNUTERM and its kin change what a script draws.
  std::string program = "gnuplot", no_defaults = "-d", script = name + ".gp";
  char* argv[] = {program.data(), no_defaults.data(), script.data(), nullptr};
  std::vector<std::string> kept = {"LC_ALL=C.UTF-8"};
  for (const char* key : {"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME",
                          "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH"})
    if (const char* value = std::getenv(key)) kept.push_back(fmt::format("{}={}", key, value));
  std::vector<char*> clean;
  for (auto& entry : kept) clean.push_back(entry.data());
  clean.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  ::posix_spawn_file_actions_addopen(&actions, 2, (name + ".log").c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0666);
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, "gnuplot", &actions, nullptr, argv, clean.data());
  ::posix_spawn_file_actions_destroy(&actions);
  const std::string log = folder + "/" + name + ".log";
  if (error != 0) {
    ::unlink(log.c_str());
    return "gnuplot cannot be started; install the package gnuplot-nox for plots";
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (status != 0)
    return fmt::format("gnuplot failed on {}/{}; its words are in {}", folder, script, log);
  ::unlink(log.c_str());
  return "";
}

}  // namespace

std::string write_plot(const std::string& folder, const std::string& name,
                       const std::string& script) {
  write_text((std::filesystem::path(folder) / (name + ".gp")).string(), script);
  return run_gnuplot(folder, name);
}

void draw_plot(const std::string& folder, const std::string& name, const std::string& script) {
  if (const auto problem = write_plot(folder, name, script); !problem.empty())
    fmt::print(stderr, "odelia: no plot: {}\n", problem);
}

}  // namespace odelia
