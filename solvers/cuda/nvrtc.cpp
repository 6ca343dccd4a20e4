#include "solvers/cuda/nvrtc.h"

#if ODELIA_CUDA
#include <cuda.h>
#include <dlfcn.h>

#include <filesystem>
#include <stdexcept>

#include <ATen/Context.h>
#include <fmt/format.h>

namespace odelia::cuda {
namespace {
namespace fs = std::filesystem;

/// The places of libnvrtc.so: where the loader looks,
/// and the packages beside the `torch` one of a Python.
std::vector<std::string> candidates() {
  const std::string file = fmt::format("libnvrtc.so.{}", CUDA_VERSION / 1000);
  std::vector<std::string> found = {file};
  Dl_info torch{};
  if (!dladdr(reinterpret_cast<const void*>(&at::globalContext), &torch)) return found;
  std::error_code none;
  const fs::path packages =
      fs::path(torch.dli_fname).parent_path() / ".." / ".." / "nvidia";  // torch/lib/../..
  for (const auto& package : fs::directory_iterator(packages, none))
    found.push_back(package.path() / "lib" / file);
  return found;
}

Nvrtc load() {
  void* library = nullptr;
  std::string why;
  for (const auto& path : candidates()) {
    if ((library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL))) break;
    if (const char* error = dlerror()) why += fmt::format("\n  {}", error);
  }
  if (!library)
    throw std::runtime_error(
        "NVRTC: cannot be loaded; put the folder that holds it into LD_LIBRARY_PATH." + why);
  const auto get = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::decay_t<decltype(function)>>(dlsym(library, name));
    if (!function) throw std::runtime_error(fmt::format("NVRTC: the library lacks {}", name));
  };
  Nvrtc n{};
  get(n.version, "nvrtcVersion");
  get(n.error_string, "nvrtcGetErrorString");
  get(n.create_program, "nvrtcCreateProgram");
  get(n.destroy_program, "nvrtcDestroyProgram");
  get(n.compile_program, "nvrtcCompileProgram");
  get(n.log_size, "nvrtcGetProgramLogSize");
  get(n.log, "nvrtcGetProgramLog");
  get(n.cubin_size, "nvrtcGetCUBINSize");
  get(n.cubin, "nvrtcGetCUBIN");
  return n;
}
}  // namespace

const Nvrtc& nvrtc() {
  static const Nvrtc functions = load();
  return functions;
}

std::string nvrtc_version() try {
  int major = 0, minor = 0;
  return nvrtc().version(&major, &minor) == NVRTC_SUCCESS ? fmt::format("{}.{}", major, minor) : "";
} catch (const std::runtime_error&) {
  return "";
}

}  // namespace odelia::cuda

#else

namespace odelia::cuda {
std::string nvrtc_version() { return ""; }
}  // namespace odelia::cuda

#endif
