#pragma once
#include <stdexcept>

namespace odelia {

/// A file that was given cannot be read, or what it holds is cut, damaged or of another kind.  Its
/// caller has it to mend: a verb ends with status 2, as on misuse, and not with 1.
class UnreadableFile : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace odelia
