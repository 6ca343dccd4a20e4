#include "solvers/cuda/module.h"

#include <stdexcept>

#include <fmt/format.h>

#if ODELIA_CUDA
#define XXH_INLINE_ALL
#include <cuda_runtime_api.h>
#include <xxhash.h>

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>

#include "solvers/cuda/cubin_cache.h"
#include "solvers/cuda/nvrtc.h"

namespace odelia::cuda {
namespace {
namespace fs = std::filesystem;

void check(nvrtcResult result, const char* what) {
  if (result != NVRTC_SUCCESS)
    throw std::runtime_error(fmt::format("NVRTC: {}: {}", what, nvrtc().error_string(result)));
}

void check(cudaError_t result, const char* what) {
  if (result != cudaSuccess)
    throw std::runtime_error(fmt::format("CUDA: {}: {}", what, cudaGetErrorString(result)));
}

// Contraction would round a*b + c once, and CPU and GPU would differ; the others are the IEEE
// defaults, said aloud.
constexpr const char* options[] = {"--fmad=false", "--prec-div=true", "--prec-sqrt=true",
                                   "--ftz=false", "--std=c++17"};

std::vector<char> compile(const KernelText& source, const std::string& architecture) {
  nvrtcProgram program = nullptr;
  check(nvrtc().create_program(&program, source.text, source.file, source.header ? 1 : 0,
                               &source.header_text, &source.header),
        "create program");
  const std::string target = "--gpu-architecture=" + architecture;
  std::vector<const char*> arguments(std::begin(options), std::end(options));
  arguments.push_back(target.c_str());
  const nvrtcResult result =
      nvrtc().compile_program(program, static_cast<int>(arguments.size()), arguments.data());
  if (result != NVRTC_SUCCESS) {
    size_t size = 0;
    nvrtc().log_size(program, &size);
    std::string log(size, '\0');
    nvrtc().log(program, log.data());
    nvrtc().destroy_program(&program);
    throw std::runtime_error(fmt::format("NVRTC: {} does not compile for {}: {}\n{}", source.file,
                                         architecture, nvrtc().error_string(result), log));
  }
  size_t size = 0;
  check(nvrtc().cubin_size(program, &size), "cubin size");
  std::vector<char> cubin(size);
  check(nvrtc().cubin(program, cubin.data()), "cubin");
  nvrtc().destroy_program(&program);
  return cubin;
}

/// The cache file of this source, compiler and
/// architecture, or nothing if there is no cache folder.
fs::path cache_file(const KernelText& source, const std::string& architecture) {
  fs::path folder;
  if (const char* named = std::getenv("ODELIA_CACHE"))
    folder = named;
  else if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg && *xdg)
    folder = fs::path(xdg) / "odelia";
  else if (const char* home = std::getenv("HOME"); home && *home)
    folder = fs::path(home) / ".cache" / "odelia";
  if (folder.empty()) return {};
  int major = 0, minor = 0;
  check(nvrtc().version(&major, &minor), "version");
  std::string key = fmt::format("{}|{}|{}.{}", source.header ? source.header_text : "", source.text,
                                major, minor);
  for (const char* option : options) key += option;
  return folder /
         fmt::format("kernels-{}-{:016x}.cubin", architecture, XXH3_64bits(key.data(), key.size()));
}

cudaLibrary_t load(const KernelText& source, const std::string& architecture) {
  const std::vector<char> cubin = compile_kernels(source, architecture);
  cudaLibrary_t library = nullptr;
  check(cudaLibraryLoadData(&library, cubin.data(), nullptr, nullptr, 0, nullptr, nullptr, 0),
        "load the kernels");
  return library;
}

}  // namespace

bool built() { return true; }

std::vector<char> compile_kernels(const KernelText& source, const std::string& architecture) {
  const fs::path path = cache_file(source, architecture);
  if (path.empty()) return compile(source, architecture);
  return cached(path.string(), [&] { return compile(source, architecture); });
}

const void* kernel(const KernelText& source, const std::string& name) {
  int device = 0, major = 0, minor = 0;
  check(cudaGetDevice(&device), "current device");
  check(cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device),
        "compute capability");
  check(cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, device),
        "compute capability");
  const std::string architecture = fmt::format("sm_{}{}", major, minor);
  static std::mutex mutex;
  // Never unloaded: the driver may be gone before us.
  static std::map<std::pair<std::string, std::string>, cudaLibrary_t> libraries;
  static std::map<std::pair<std::string, std::string>, cudaKernel_t> kernels;
  const std::lock_guard lock(mutex);
  auto [found, is_new] = kernels.try_emplace({architecture, name}, nullptr);
  if (!found->second) {
    cudaLibrary_t& library = libraries[{architecture, source.file}];
    if (!library) library = load(source, architecture);
    check(cudaLibraryGetKernel(&found->second, library, name.c_str()), name.c_str());
  }
  return reinterpret_cast<const void*>(found->second);
}

}  // namespace odelia::cuda

#else

namespace odelia::cuda {
namespace {
[[noreturn]] void unavailable() {
  throw std::runtime_error("this build has no CUDA: configure with a PyTorch that has it");
}
}  // namespace

bool built() { return false; }
std::vector<char> compile_kernels(const KernelText&, const std::string&) { unavailable(); }
const void* kernel(const KernelText&, const std::string&) { unavailable(); }

}  // namespace odelia::cuda

#endif
