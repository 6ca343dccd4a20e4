// The way in which the other tests start the program (tests/zygote) is the program's own.
#include "tests/catch.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <spawn.h>

#include "tests/program_folder.h"

namespace {

const std::string kProgram = ODELIA_BINARY_DIR "/odelia";

bool has_zygote() {
  const char* wish = std::getenv("ODELIA_ZYGOTE");
  if (wish && std::string(wish) == "off") return false;
  REQUIRE(Zygote::start_of(kProgram) != kProgram);
  return true;
}

/// A shell's words, running in a folder; what it prints comes through a pipe.
struct Running {
  Running(const std::string& words, const std::string& folder) {
    REQUIRE(::pipe2(printed, O_CLOEXEC) == 0);
    const std::string command = "cd " + folder + " && exec " + words;
    std::vector<char*> argv{const_cast<char*>("sh"), const_cast<char*>("-c"),
                            const_cast<char*>(command.c_str()), nullptr};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, printed[1], 1);
    const int error = ::posix_spawnp(&pid, "sh", &files, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    ::close(printed[1]);
    REQUIRE(error == 0);
  }
  ~Running() { ::close(printed[0]); }
  int status() const {
    int ended = 0;
    ::waitpid(pid, &ended, 0);
    return ended;
  }
  /// Waits until nobody is left who could print; false if there is after a minute.
  bool falls_silent() const {
    char text[4096];
    pollfd on{printed[0], POLLIN, 0};
    while (::poll(&on, 1, 60'000) == 1)
      if (::read(printed[0], text, sizeof text) <= 0) return true;
    return false;
  }
  int printed[2];
  pid_t pid = 0;
};

}  // namespace

TEST_CASE("a run by the zygote prints and ends as a start of the program does", "[zygote]") {
  const ProgramFolder place("zygote");
  place.put("m.json", R"({"weights": [1], "means": [[1, -0.5]], "stds": [0.5]})");
  const std::string sample = "--threads 1 sample --model mixture:m.json --solver heun --steps 4 ";
  int ended_with[3] = {};
  for (const std::string& words :
       {std::string("--version"), std::string("solvers heun"), std::string("solvers --json"),
        std::string("solvers no_such_solver"), std::string("frobnicate"), std::string(""),
        sample + "--seeds 0-2 --out A --json", sample + "--seeds 0-2 --out m.json/A",
        sample + "--seeds 0-2 --out B; cat B/*.json", std::string("data list | sort"),
        std::string("solvers heun >/dev/full"),
        std::string("solvers heun 2>&1 <m.json >c; cat c")}) {
    INFO(words);
    const Call quick = run_program(words, place.path().string());
    for (const char* made : {"A", "B", "c"}) std::filesystem::remove_all(place / made);
    const Call real = run_words(kProgram, words, place.path().string());
    for (const char* made : {"A", "B", "c"}) std::filesystem::remove_all(place / made);
    CHECK(quick.out == real.out);
    CHECK(quick.err == real.err);
    REQUIRE(quick.status == real.status);
    REQUIRE((real.status >= 0 && real.status <= 2));
    ++ended_with[real.status];
  }
  for (const int times : ended_with) CHECK(times > 0);
}

TEST_CASE("what the zygote would run with anything else than was asked for is started",
          "[zygote]") {
  if (!has_zygote()) {
    WARN("ODELIA_ZYGOTE=off");
    return;
  }
  const ProgramFolder place("zygote");
  // In the program's stead: the zygote runs Odelia whatever the name, so that this tells who answered.
  place.put("other", "#!/bin/sh\necho started\n");
  std::filesystem::permissions(place / "other", std::filesystem::perms::owner_all);
  const std::string quick = Zygote::start_of(place / "other") + " --version",
                    nobody = ODELIA_BINARY_DIR "/tests/odelia_quickly nobody-listens ";
  const auto answer = [&](const std::string& words) {
    return run_words(words, "", place.path().string()).out;
  };
  CHECK_THAT(answer(quick), ODELIA_CONTAINS("LibTorch"));
  CHECK_THAT(answer("ODELIA_DATA=elsewhere " + quick), ODELIA_CONTAINS("LibTorch"));
  for (const std::string& words :
       {"OMP_NUM_THREADS=3 " + quick, "ATEN_CPU_CAPABILITY=default " + quick,
        "env -u PATH " + quick, "ulimit -n 99; " + quick, "umask 077; " + quick,
        "trap '' INT; " + quick, "nice -n 1 " + quick, "timeout 99 " + quick, quick + " 3>three",
        quick + " <&-", nobody + (place / "other")}) {
    INFO(words);
    CHECK(answer(words) == "started\n");
  }
  CHECK(run_words(nobody + kProgram, "solvers no_such_solver").status == 2);
}

TEST_CASE("a zygote that is lost before a run is no matter, and within one never a success",
          "[zygote]") {
  const ProgramFolder place("zygote");
  std::string name;
  const int listening = listen_anywhere(name);
  REQUIRE(listening >= 0);
  for (const bool begins : {false, true}) {
    const Running run(ODELIA_BINARY_DIR "/tests/odelia_quickly " + name + " /bin/echo started",
                      place.path().string());
    const int client = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
    Request asked;
    CHECK(receive_request(client, asked));
    CHECK(asked.arguments == std::vector<std::string>{"/bin/echo", "started"});
    CHECK(asked.circumstances == circumstances());
    for (const int fd : asked.files) ::close(fd);
    if (begins) CHECK(request::send_all(client, "+", 1));
    ::close(client);
    const int ended = run.status();
    if (begins)
      CHECK((WIFSIGNALED(ended) && WTERMSIG(ended) == SIGABRT));
    else
      CHECK((WIFEXITED(ended) && WEXITSTATUS(ended) == 0));
  }
  ::close(listening);
}

TEST_CASE("a signal ends a run by the zygote as it ends the program, and nothing runs on",
          "[zygote]") {
  const ProgramFolder place("zygote");
  int folder = 0;
  for (const int signal : {SIGTERM, SIGINT, SIGKILL})
    for (const std::string& start : {kProgram, Zygote::start_of(kProgram)}) {
      INFO(start << ", signal " << signal);
      const std::string out =
          "run" + std::to_string(++folder);  // every method: it would take hours
      const Running run(start + " --threads 1 order --out " + out, place.path().string());
      const auto begun = [&] {
        std::error_code none;
        return std::filesystem::file_size(place / (out + "/orders.jsonl"), none) > 0 && !none;
      };
      for (int i = 0; i < 12000 && !begun(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      REQUIRE(begun());
      ::kill(run.pid, signal);
      const int ended = run.status();
      REQUIRE(WIFSIGNALED(ended));
      CHECK(WTERMSIG(ended) == signal);
      CHECK(run.falls_silent());
    }
}
