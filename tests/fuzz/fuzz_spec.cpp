// What parse_spec takes is written back by to_string, and read again as the same.
#include "solvers/registry.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  for (const bool may_wrap : {false, true})
    fuzz::may_refuse([&] {
      const Spec spec = parse_spec(fuzz::text_of(data, size), "spec", may_wrap);
      Spec again;
      try {
        again = parse_spec(to_string(spec), "spec", may_wrap);
      } catch (const std::exception&) {
        fuzz::must(false, "what was written is read");
      }
      fuzz::must(again.name == spec.name && again.inner == spec.inner &&
                     again.options.values() == spec.options.values(),
                 "what was written is the same");
      fuzz::must(to_string(again) == to_string(spec), "its text is canonical");
    });
  return 0;
}
