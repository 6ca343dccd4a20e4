#include "tests/catch.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "experiments/sharing/process_name.h"

using namespace odelia;

TEST_CASE("a process lives under its own name, and is dead under its number's former one",
          "[sharing]") {
  const std::string name = process_name();
  CHECK_FALSE(is_dead_here(name));
  // Where, number, when it began, host.
  const size_t number = name.find(' ') + 1, begun = name.find(' ', number) + 1,
               host = name.find(' ', begun);
  REQUIRE(host != std::string::npos);
  CHECK(name.substr(number, begun - 1 - number) == std::to_string(::getpid()));
  const auto renamed = [&](size_t from, size_t to, const std::string& text) {
    return name.substr(0, from) + text + name.substr(to);
  };
  // The number was another process's before.
  CHECK(is_dead_here(renamed(begun, host, "1")));
  // Of another boot, machine or space of numbers nothing is known, and of no name at all.
  CHECK_FALSE(is_dead_here(renamed(0, number - 1, "elsewhere")));
  CHECK_FALSE(is_dead_here(""));
  CHECK_FALSE(is_dead_here("half a"));
}

TEST_CASE("a process is dead once it has ended, waited for or not", "[sharing]") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string name = process_name();
    ::_exit(::write(ends[1], name.data(), name.size()) == static_cast<ssize_t>(name.size()) ? 0
                                                                                            : 1);
  }
  ::close(ends[1]);
  std::string name(1000, '\0');
  name.resize(std::max<ssize_t>(0, ::read(ends[0], name.data(), name.size())));
  ::close(ends[0]);
  siginfo_t ended;
  REQUIRE(::waitid(P_PID, child, &ended, WEXITED | WNOWAIT) == 0);  // it stays a zombie
  CHECK(name != process_name());
  CHECK(is_dead_here(name));
  CHECK(::waitpid(child, nullptr, 0) == child);
  CHECK(is_dead_here(name));
}
