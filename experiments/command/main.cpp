// The `odelia` command: settles what LibTorch's libraries
// read while they are loaded, then loads Odelia.
#include <dlfcn.h>

#include <cstdio>

#include "experiments/command/end_program.h"
#include "experiments/command/load_settings.h"

int main(int argc, char** argv) {
  odelia::prepare_to_load(argv);
  void* library = dlopen("libodelia.so", RTLD_LAZY | RTLD_GLOBAL);
  void* run = library ? dlsym(library, "odelia_run_command_line") : nullptr;
  if (!run) {
    std::fprintf(stderr, "odelia: failed: %s\n", dlerror());
    return 1;
  }
  odelia::end_program(reinterpret_cast<int (*)(int, char**)>(run)(argc, argv));
}
