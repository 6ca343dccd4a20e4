#include "experiments/blas_kernels.h"
#include "experiments/verbs.h"

int main(int argc, char** argv) {
  odelia::restart_with_better_blas_kernels(argv);
  return odelia::run_command_line(argc, argv);
}
