// A file of reference statistics.
#include "experiments/metrics/reference.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto reference = read_reference(fuzz::file_of(data, size));
    fuzz::must(reference.gaussian.mu.dim() == 1 && reference.gaussian.sigma.dim() == 2,
               "a mean and a covariance");
  });
  return 0;
}
