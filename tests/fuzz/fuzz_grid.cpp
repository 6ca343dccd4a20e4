// A file of times, and the same bytes as the name of a grid.
#include <cmath>

#include "models/processes/processes.h"
#include "solvers/time_grid.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto process = make_process("vp_linear");
  const auto check = [](const TimeGrid& grid) {
    fuzz::must(grid.size() >= 2, "a grid has two points");
    for (size_t i = 1; i < grid.size(); ++i)
      fuzz::must(std::isfinite(grid[i]) && grid[i] != grid[i - 1], "steps are finite, none is 0");
  };
  fuzz::may_refuse(
      [&] { check(make_time_grid("file:" + fuzz::file_of(data, size), *process, 10)); });
  fuzz::may_refuse([&] { check(make_time_grid(fuzz::text_of(data, size), *process, 10)); });
  return 0;
}
