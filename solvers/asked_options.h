#pragma once
#include <set>
#include <string>
#include <vector>

#include "solvers/spec.h"

namespace odelia {

/// Notes which options this thread asks for, of any Options, while it lives; of several, the innermost
/// does.  It holds the maker of a part to reading all that the part documents.
class AskedOptions {
 public:
  AskedOptions();
  ~AskedOptions();
  AskedOptions(const AskedOptions&) = delete;
  AskedOptions& operator=(const AskedOptions&) = delete;

  /// Throws std::logic_error, naming the part, if its spec gives an option that nobody has asked for
  /// and that is none of `others`; `what` names the kind of part.
  void check(const Spec& spec, const std::vector<std::string>& others, const char* what) const;
  /// What Options calls when it is asked.
  static void note(const std::string& key);

 private:
  std::set<std::string> keys_;
  AskedOptions* outer_;
};

}  // namespace odelia
