#pragma once
#include <string>
#include <vector>

namespace odelia::cuda {

/// True if this build can compile and run CUDA kernels; a device is another question.
bool built();

/// A file of kernels as text, which the build put into the program, and the header that it includes.
struct KernelText {
  const char* file;
  const char* text;
  const char* header = nullptr;
  const char* header_text = nullptr;
};

/// The kernels as a cubin for an architecture ("sm_90"), compiled by NVRTC or read from the cache
/// folder
/// ($ODELIA_CACHE, $XDG_CACHE_HOME/odelia or ~/.cache/odelia; an empty $ODELIA_CACHE: no folder).
/// Needs no GPU. Throws std::runtime_error with the compiler's log, or if this build has no CUDA.
std::vector<char> compile_kernels(const KernelText& source, const std::string& architecture);

/// A kernel of the current device by its name; loaded on first use.
const void* kernel(const KernelText& source, const std::string& name);

}  // namespace odelia::cuda
