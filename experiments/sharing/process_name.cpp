#include "experiments/sharing/process_name.h"

#include <fstream>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include <unistd.h>

namespace odelia {
namespace {
/// Where process numbers mean the same: this boot of this machine, this space of numbers.
std::string here() {
  std::string boot;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
  char space[64];
  const ssize_t n = ::readlink("/proc/self/ns/pid", space, sizeof space);
  return fmt::format("{}/{}", boot, std::string(space, n > 0 ? static_cast<size_t>(n) : 0));
}

/// Ticks after the boot at which the process began; "" where there is none, or where it is dead and
/// only waited for.
std::string begun(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string text;
  std::getline(file, text);
  const size_t name_ends = text.rfind(')');  // a name may have spaces and brackets
  if (name_ends == std::string::npos) return "";
  std::istringstream fields(text.substr(name_ends + 1));
  std::string field;
  // proc(5): the state is the third field, the time when it began the 22nd.
  for (int i = 3; i <= 22 && fields >> field; ++i)
    if (i == 3 && (field == "Z" || field == "X")) return "";
  return field;
}
}  // namespace

std::string process_name() {
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  const std::string pid = std::to_string(::getpid());
  return fmt::format("{} {} {} {}\n", here(), pid, begun(pid), host);
}

bool is_dead_here(const std::string& name) {
  std::istringstream words(name);
  std::string where, pid, since;
  if (!(words >> where >> pid >> since) || where != here()) return false;
  return begun(pid) != since;
}

}  // namespace odelia
