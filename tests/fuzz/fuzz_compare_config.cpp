// The config of a comparison: what is read is resolved, and read again as the same.
#include "experiments/compare/config.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fuzz::Folder folder;
  const std::string path = folder.put("config.toml", fuzz::text_of(data, size));
  fuzz::may_refuse([&] {
    const std::string resolved = resolved_toml(load_compare_config(path));
    std::string again;
    try {
      again = resolved_toml(load_compare_config(folder.put("resolved.toml", resolved)));
    } catch (const std::exception& e) {
      fuzz::must(false, e.what());
    }
    fuzz::must(again == resolved, "what was resolved is the same");
  });
  return 0;
}
