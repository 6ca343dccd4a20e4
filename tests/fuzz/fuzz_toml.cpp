// A TOML text, and keys of every type read strictly from it.
#include "experiments/command/toml_text.h"
#include "models/data/fields.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto table = parse_toml(fuzz::text_of(data, size), "text");
    int narrow = 0;
    double number = 0;
    bool flag = false;
    std::string text;
    std::vector<int64_t> list;
    Fields fields(table, "text");
    fields.optional("narrow", narrow, "an integer")
        .optional("number", number)
        .optional("flag", flag)
        .optional("text", text)
        .list("list", list)
        .finish();
  });
  return 0;
}
