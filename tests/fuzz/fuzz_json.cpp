// A JSON text, and fields of every type read strictly from it.
#include "models/data/fields.h"
#include "models/data/json.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto json = parse_json(fuzz::text_of(data, size), "text");
    int narrow = 0;
    uint64_t wide = 0;
    double number = 0;
    std::string text;
    std::vector<std::vector<int64_t>> lists;
    Fields(json, "text")
        .optional("narrow", narrow)
        .optional("wide", wide)
        .optional("number", number)
        .optional("text", text)
        .optional("lists", lists)
        .finish();
  });
  return 0;
}
