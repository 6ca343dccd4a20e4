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

/// Whether its words are those of CUDA's libraries, or of LibTorch where none of cuDNN's ways to
/// convolve got its memory, on a GPU whose memory is full: these have no type of their own.
inline bool says_memory_is_full(const c10::Error& error) {
  const std::string text = error.what_without_backtrace();
  for (const char* words :
       {"CUBLAS_STATUS_ALLOC_FAILED", "CUBLAS_STATUS_NOT_INITIALIZED", "CUDNN_STATUS_ALLOC_FAILED",
        "CUDNN_STATUS_NOT_INITIALIZED", "unable to find an engine"})
    if (text.find(words) != std::string::npos) return true;
  return false;
}

/// Whether it is the machine that refused, by a lost GPU or by too little of its memory, and not the
/// work: another try may well do it.
inline bool of_the_machine(const c10::Error& error) {
  return device_is_lost(error) || dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr ||
         says_memory_is_full(error);
}

}  // namespace odelia
