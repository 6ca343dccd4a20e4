// A gzip file, unpacked up to a limit.
#include "models/data/gzip.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto path = fuzz::file_of(data, size);
  for (const uint64_t limit : {uint64_t{0}, uint64_t{100}, uint64_t{1} << 16})
    fuzz::may_refuse(
        [&] { fuzz::must(gunzipped(path, limit).size() <= limit + 1, "no more than asked for"); });
  return 0;
}
