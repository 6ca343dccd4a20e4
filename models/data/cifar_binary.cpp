#include "models/data/cifar_binary.h"

#include <stdexcept>

#include <fmt/format.h>

#include "models/data/unreadable_file.h"

namespace odelia {

ImageSet parse_cifar10(const Tensor& bytes, const std::string& path) {
  constexpr int64_t kRecord = 1 + 3 * 32 * 32;
  if (bytes.numel() == 0 || bytes.numel() % kRecord != 0)
    throw UnreadableFile(fmt::format("{}: {} bytes are not whole CIFAR-10 records of {} bytes",
                                     path, bytes.numel(), kRecord));
  const auto records = bytes.view({-1, kRecord});
  auto labels = records.select(1, 0).to(at::kLong);
  if (const auto most = labels.max().item<int64_t>(); most > 9)
    throw UnreadableFile(fmt::format("{}: label {}, expected 0 to 9", path, most));
  auto images = records.narrow(1, 1, kRecord - 1).contiguous().view({-1, 3, 32, 32});
  return {images, labels, "cifar10", ""};
}

}  // namespace odelia
