#pragma once
#if ODELIA_CUDA
#include <nvrtc.h>
#endif
#include <string>

namespace odelia::cuda {

/// Version of the NVRTC at hand, such as "13.0"; "" if there is none, or this build has no CUDA.
std::string nvrtc_version();

#if ODELIA_CUDA
/// NVRTC's functions, loaded on first use: PyTorch brings the library along in a folder that no
/// search path names, and a program linked to it would not even start where LD_LIBRARY_PATH holds
/// torch/lib alone.
struct Nvrtc {
  decltype(&::nvrtcVersion) version;
  decltype(&::nvrtcGetErrorString) error_string;
  decltype(&::nvrtcCreateProgram) create_program;
  decltype(&::nvrtcDestroyProgram) destroy_program;
  decltype(&::nvrtcCompileProgram) compile_program;
  decltype(&::nvrtcGetProgramLogSize) log_size;
  decltype(&::nvrtcGetProgramLog) log;
  decltype(&::nvrtcGetCUBINSize) cubin_size;
  decltype(&::nvrtcGetCUBIN) cubin;
};
/// Throws std::runtime_error saying where it looked.
const Nvrtc& nvrtc();
#endif

}  // namespace odelia::cuda
