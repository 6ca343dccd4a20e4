#include <cstdlib>

#include <ATen/Parallel.h>
#include <torch/types.h>
#define CATCH_CONFIG_RUNNER
#include "tests/catch.h"

int main(int argc, char** argv) {
  if (!std::getenv("OMP_NUM_THREADS"))
    at::set_num_threads(2);  // LibTorch of Debian starts with one
  return Catch::Session().run(argc, argv);
}
