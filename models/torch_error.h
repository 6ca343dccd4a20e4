#pragma once
#include <string>

#include <c10/util/Exception.h>

#include "solvers/text.h"

namespace odelia {

/// What LibTorch said, in its first line: the rest is where in its own sources.
inline std::string first_line(const c10::Error& error) {
  const std::string text = error.what_without_backtrace();
  return printable_text(text.substr(0, text.find('\n')));
}

}  // namespace odelia
