#include "experiments/command/interrupt.h"

#include <signal.h>
#include <unistd.h>

namespace odelia {
namespace {
// What the handler may touch: plain memory, written before the handler is installed.
std::string text;
constexpr int signals[] = {SIGINT, SIGTERM};
struct sigaction before[2];

void say_and_end(int signal) {
  const ssize_t written = ::write(2, text.data(), text.size());
  static_cast<void>(written);
  // SA_RESETHAND has put the default back: raised again, the signal ends the program.
  ::raise(signal);
}
}  // namespace

InterruptNotice::InterruptNotice(const std::string& sentence) {
  text = "\n" + sentence + "\n";
  struct sigaction action = {};
  action.sa_handler = say_and_end;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (int i = 0; i < 2; ++i) {
    ::sigaction(signals[i], nullptr, &before[i]);
    // A signal that whoever started the program wants ignored stays ignored.
    if (before[i].sa_handler != SIG_IGN) ::sigaction(signals[i], &action, nullptr);
  }
}

InterruptNotice::~InterruptNotice() {
  for (int i = 0; i < 2; ++i) ::sigaction(signals[i], &before[i], nullptr);
}

}  // namespace odelia
