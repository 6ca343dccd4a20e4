#include "experiments/plots/write_plot.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "experiments/plots/gnuplot.h"
#include "models/data/files.h"

namespace odelia {
namespace {

/// Runs the script `file` in its folder; its words go to NAME.log.
std::string run_gnuplot(const std::string& folder, const std::string& name,
                        const std::string& file) {
  // -d: no settings of the user's or of the system's.  Nothing of the environment but what finds
  // the program, its libraries and its fonts: GNUTERM and its kin change what a script draws.
  std::string program = "gnuplot", no_defaults = "-d", script = file;
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
    return fmt::format("gnuplot failed on {}/{}.gp; its words are in {}", folder, name, log);
  ::unlink(log.c_str());
  return "";
}

/// The picture NAME.KIND: under that name when it is whole.
struct Output {
  const char* kind;
  std::string_view end;  ///< what its format ends with
};
constexpr Output kOutputs[] = {{".svg", "</svg>"}, {".png", {"IEND\xae\x42\x60\x82", 8}}};

std::string set_output(const std::string& file) {
  return "set output " + gnuplot_quoted(file) + "\n";
}

/// gnuplot says nothing of a full disk.
bool is_whole(const std::string& file, std::string_view end) {
  std::string text = read_text(file, uint64_t{1} << 30);
  text.erase(text.find_last_not_of('\n') + 1);
  return text.ends_with(end);
}

}  // namespace

std::string write_plot(const std::string& folder, const std::string& name,
                       const std::string& script) {
  namespace fs = std::filesystem;
  const auto there = [&](const std::string& kind) {
    return (fs::path(folder) / (name + kind)).string();
  };
  const auto here = [](const std::string& path) { return fs::path(path).filename().string(); };
  write_text(there(".gp"), script);
  std::string drawing = script;  // the same, into temporary files
  std::vector<std::pair<std::unique_ptr<AtomicFile>, Output>> pictures;
  for (const Output& output : kOutputs) {
    const std::string line = set_output(name + output.kind);
    const size_t at = drawing.find(line);
    if (at == std::string::npos) continue;
    const auto& file =
        pictures.emplace_back(std::make_unique<AtomicFile>(there(output.kind)), output).first;
    drawing.replace(at, line.size(), set_output(here(file->temporary())));
  }
  AtomicFile temporary(there(".gp"));  // never committed
  temporary.write(drawing);
  if (const auto problem = run_gnuplot(folder, name, here(temporary.temporary())); !problem.empty())
    return problem;
  for (const auto& [file, output] : pictures)
    if (!is_whole(file->temporary(), output.end))
      return fmt::format("gnuplot could not write all of {}; is the disk full?",
                         there(output.kind));
  for (const auto& [file, output] : pictures) file->commit();
  return "";
}

void draw_plot(const std::string& folder, const std::string& name, const std::string& script) {
  if (const auto problem = write_plot(folder, name, script); !problem.empty())
    fmt::print(stderr, "odelia: no plot: {}\n", problem);
}

}  // namespace odelia
