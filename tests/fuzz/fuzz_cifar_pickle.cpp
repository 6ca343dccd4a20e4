// A batch of CIFAR-10's Python version: a pickle, of which nothing is run.
#include <ATen/ops/from_blob.h>

#include "models/data/cifar_pickle.h"
#include "tests/fuzz/fuzz.h"

using namespace odelia;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::may_refuse([&] {
    const auto bytes = at::from_blob(const_cast<uint8_t*>(data), {static_cast<int64_t>(size)},
                                     at::TensorOptions(at::kByte));
    const auto set = parse_cifar10_pickle(bytes, "batch");
    const int64_t n = set.labels.numel();
    fuzz::must(n > 0 && set.images.sizes() == at::IntArrayRef({n, 3, 32, 32}) &&
                   static_cast<uint64_t>(set.images.numel()) < size,
               "images come out of the bytes, a label each");
    for (int64_t i = 0; i < n; ++i) {
      const int64_t label = set.labels.data_ptr<int64_t>()[i];
      fuzz::must(label >= 0 && label < 10, "a label is one of ten");
    }
  });
  return 0;
}
