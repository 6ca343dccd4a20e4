// A file of numpy arrays: all of them, and one by name.
#include "models/data/npz.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto path = fuzz::file_of(data, size);
  fuzz::may_refuse([&] { read_npz(path, uint64_t{64} << 20); });
  fuzz::may_refuse([&] { read_npz(path, {"mu"}, uint64_t{64} << 20); });
  return 0;
}
