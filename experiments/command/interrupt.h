#pragma once
#include <string>

namespace odelia {

/// While it lives, Ctrl-C and SIGTERM say this sentence on stderr
/// before they end the program as they always do.  For runs that lose
/// nothing by it: the sentence says how to go on.  One at a time.
class InterruptNotice {
 public:
  [[nodiscard]] explicit InterruptNotice(const std::string& sentence);
  ~InterruptNotice();
  InterruptNotice(const InterruptNotice&) = delete;
  InterruptNotice& operator=(const InterruptNotice&) = delete;
};

}  // namespace odelia
