#include <ATen/ops/cat.h>

#include "models/data/cifar_binary.h"
#include "models/data/cifar_pickle.h"

namespace odelia {
namespace {

ImageSet load_batch(const DataSet& set, size_t i, const std::string& folder) {
  const PublishedFile& file = form_there(set, i, folder);
  return file.name == set.files[i].name
             ? parse_cifar10(read_located(set, file, folder), file.name)
             : parse_cifar10_pickle(read_located(set, file, folder), file.name);
}

ImageSet read_cifar10(const DataSet& set, const std::string& split, const std::string& folder) {
  if (split == "train") {
    std::vector<Tensor> images, labels;
    for (size_t i = 0; i < 5; ++i) {
      auto part = load_batch(set, i, folder);
      images.push_back(part.images);
      labels.push_back(part.labels);
    }
    return {at::cat(images), at::cat(labels), set.name, split};
  }
  const auto &whole = form_there(set, 5, folder), &part = set.substitutes[0];
  const bool have_part = !locate(set, part, folder).empty();
  if (have_part && (split == "test_first1000" || locate(set, whole, folder).empty())) {
    auto out = parse_cifar10(read_located(set, part, folder), part.name);
    return {out.images, out.labels, set.name, "test_first1000"};
  }
  auto out = load_batch(set, 5, folder);
  if (split == "test") return {out.images, out.labels, set.name, split};
  return {out.images.narrow(0, 0, 1000).clone(), out.labels.narrow(0, 0, 1000).clone(), set.name,
          split};
}

const RegisterDataSet cifar10{
    {.name = "cifar10",
     .page = "https://www.cs.toronto.edu/~kriz/",
     .archive = {"cifar-10-binary.tar.gz", 170'052'171, "c32a1d4ab5d03f1284b67883e8d87530"},
     .folders = {"cifar10", "cifar-10-batches-bin", "cifar10/cifar-10-batches-bin", ".",
                 "cifar-10-batches-py", "cifar10/cifar-10-batches-py"},
     .files = {{"data_batch_1.bin", 30'730'000, "5dd7e06a14cb22eb9f671a540d1b7c25"},
               {"data_batch_2.bin", 30'730'000, "5ea93a67294ea407fff1d09f752e9692"},
               {"data_batch_3.bin", 30'730'000, "942cd6a4bcdd0dd3c604fbe906cb4421"},
               {"data_batch_4.bin", 30'730'000, "ae636b3ba5c66a11e91e8cb52e771fcb"},
               {"data_batch_5.bin", 30'730'000, "53f37980c15c3d472c316c40844f3f0d"},
               {"test_batch.bin", 30'730'000, "803d5f7f4d78ea53de84dbe85f74fb6d"}},
     .substitutes = {{"test_first1000.bin", 3'073'000, "371f65da31ad652f5e24b3699a3e6515"}},
     .pickles = {{"data_batch_1", 31'035'704, "c99cafc152244af753f735de768cd75f"},
                 {"data_batch_2", 31'035'320, "d4bba439e000b95fd0a9bffe97cbabec"},
                 {"data_batch_3", 31'035'999, "54ebc095f3ab1f0389bbae665268c751"},
                 {"data_batch_4", 31'035'696, "634d18415352ddfa80567beed471001a"},
                 {"data_batch_5", 31'035'623, "482c414d41f54cd18b22e5b47cb7c3cb"},
                 {"test_batch", 31'035'526, "40351d587109b95175f43aff81a1287e"}},
     .archives = {"cifar-10-binary.tar.gz", "cifar-10-python.tar.gz"},
     .summary = "small colour photographs, 32 x 32: Krizhevsky 2009",
     .splits = {"train", "test", "test_first1000"},
     .shape = {3, 32, 32},
     .classes = 10,
     .read = read_cifar10}};

}  // namespace
}  // namespace odelia
