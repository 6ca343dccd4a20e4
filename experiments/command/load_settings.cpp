#include "experiments/command/load_settings.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>

namespace odelia {

std::string best_openblas_kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return "";
}

std::string openblas_kernels() {
  // By its name: Odelia is not linked to OpenBLAS, LibTorch is.
  const auto name =
      reinterpret_cast<const char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  return name ? name() : "";
}

void prepare_to_load(char** argv) {
  if (!std::getenv("OMP_WAIT_POLICY")) setenv("GOMP_SPINCOUNT", "10000", 0);
  const std::string best = best_openblas_kernels();
  if (std::getenv("OPENBLAS_CORETYPE") || best.empty()) return;
  dlopen("libopenblas.so.0", RTLD_LAZY | RTLD_GLOBAL);  // the one LibTorch of the system would load
  if (openblas_kernels() != "Prescott") return;
  setenv("OPENBLAS_CORETYPE", best.c_str(), 1);
  execv("/proc/self/exe",
        argv);  // returns only if it fails, and then all goes on as before, slowly
}

}  // namespace odelia
