// The bytes of a file of CIFAR-10's binary version: whole records, the input over and over, for a
// record is longer than what a fuzzer likes to try; its last byte says how many bytes too many.
#include "models/data/cifar_binary.h"
#include "tests/fuzz/bytes.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  constexpr size_t record = 1 + 3 * 32 * 32;
  const size_t records = data[0] % 4, over = data[size - 1] % 3;
  std::string text;
  while (text.size() < records * record + over) text += fuzz::text_of(data + 1, size - 1);
  text.resize(records * record + over);
  const Tensor bytes = fuzz::bytes_of(reinterpret_cast<const uint8_t*>(text.data()), text.size());
  fuzz::may_refuse([&] {
    const ImageSet set = parse_cifar10(bytes, "file");
    fuzz::must(records > 0 && over == 0, "whole records alone are read");
    for (size_t i = 0; i < records; ++i) {
      const auto label = static_cast<uint8_t>(text[i * record]);
      fuzz::must(label < 10 && set.labels.data_ptr<int64_t>()[i] == label, "labels are 0 to 9");
      fuzz::must(text.compare(i * record + 1, record - 1,
                              static_cast<const char*>(set.images.data_ptr()) + i * (record - 1),
                              record - 1) == 0,
                 "pixels are the file's");
    }
  });
  return 0;
}
