// A file with the rows of a tabulated process.
#include "models/processes/processes.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto process = make_process("tabulated(file=" + fuzz::file_of(data, size) + ")");
    fuzz::must(process->t_min() < process->t_max(), "its times rise");
  });
  return 0;
}
