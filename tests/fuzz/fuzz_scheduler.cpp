// A scheduler_config.json of diffusers, and what the convention asks for.
#include "models/conventions/scheduler_config.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const Convention c = scheduler_convention(fuzz::text_of(data, size), "config", true);
    for (double s : {1e-3, 0.1, 1.0, 30.0, 1e4})
      if (s >= c.s_min) c.ask(1, s);
  });
  return 0;
}
