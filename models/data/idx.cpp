#include "models/data/idx.h"

#include <stdexcept>

#include <fmt/format.h>

#include "models/data/unreadable_file.h"

namespace odelia {

Tensor parse_idx(const Tensor& bytes, const std::string& path) {
  const auto refuse = [&](const std::string& what) {
    throw UnreadableFile(fmt::format("{}: not an idx file of bytes: {}", path, what));
  };
  const auto* p = static_cast<const uint8_t*>(bytes.data_ptr());
  const int64_t total = bytes.numel();
  if (total < 4 || p[0] != 0 || p[1] != 0 || p[2] != 8) refuse("expected a header 00 00 08 rank");
  const int64_t rank = p[3], header = 4 + 4 * rank;
  if (rank < 1 || rank > 4) refuse(fmt::format("rank {}, expected 1 to 4", rank));
  if (total < header) refuse("ends within its header");
  std::vector<int64_t> shape;
  int64_t count = 1;
  for (int64_t i = 0; i < rank; ++i) {
    const uint8_t* q = p + 4 + 4 * i;
    shape.push_back(int64_t{q[0]} << 24 | q[1] << 16 | q[2] << 8 | q[3]);
    if (__builtin_mul_overflow(count, shape.back(), &count)) refuse("its sizes overflow");
  }
  if (count != total - header)
    refuse(fmt::format("{} data bytes, but its header says {}", total - header, count));
  return bytes.narrow(0, header, count).view(shape);
}

std::vector<PublishedFile> idx_files(const char* train_images, const char* train_labels,
                                     const char* test_images, const char* test_labels) {
  return {{"train-images-idx3-ubyte", 47'040'016, train_images},
          {"train-labels-idx1-ubyte", 60'008, train_labels},
          {"t10k-images-idx3-ubyte", 7'840'016, test_images},
          {"t10k-labels-idx1-ubyte", 10'008, test_labels}};
}

ImageSet read_idx_set(const DataSet& set, const std::string& split, const std::string& folder) {
  const size_t first = split == "train" ? 0 : 2;
  const auto &image_file = set.files[first], &label_file = set.files[first + 1];
  ImageSet out{parse_idx(read_located(set, image_file, folder), image_file.name).unsqueeze(1),
               parse_idx(read_located(set, label_file, folder), label_file.name).to(at::kLong),
               set.name, split};
  if (out.images.size(0) != out.labels.size(0))
    throw UnreadableFile(fmt::format("data set '{}': {} images but {} labels", set.name,
                                     out.images.size(0), out.labels.size(0)));
  return out;
}

}  // namespace odelia
