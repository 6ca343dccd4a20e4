#pragma once
#include <string>

#include <c10/util/Exception.h>
#include <torch/version.h>

#include "solvers/text.h"

namespace odelia {

/// What LibTorch said, in its first line: the rest is where in its own sources.
inline std::string first_line(const c10::Error& error) {
  const std::string text = error.what_without_backtrace();
  return printable_text(text.substr(0, text.find('\n')));
}

/// Whether the GPU itself has failed, so that nothing that is asked of it will be answered.
inline bool device_is_lost([[maybe_unused]] const c10::Error& error) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 11)
  return dynamic_cast<const c10::AcceleratorError*>(&error) != nullptr;
#else
  return false;  // it is said in words alone
#endif
}

/// Whether it is the machine that refused, by a lost GPU or by too little of its memory, and not the
/// work: another try may well do it.
inline bool of_the_machine(const c10::Error& error) {
  return device_is_lost(error) || dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr;
}

}  // namespace odelia
