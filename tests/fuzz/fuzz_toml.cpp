// A TOML text, and keys of every type read strictly from it.
#include "experiments/command/toml_reader.h"
#include "experiments/command/toml_text.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto table = parse_toml(fuzz::text_of(data, size), "text");
    TomlReader reader(table, "");
    int narrow = 0;
    double number = 0;
    bool flag = false;
    std::string text;
    std::vector<int64_t> list;
    reader.read("narrow", narrow, "an integer");
    reader.read("number", number, "a number");
    reader.read("flag", flag, "true or false");
    reader.read("text", text, "a text");
    reader.read("list", list, "a list");
    reader.finish();
  });
  return 0;
}
