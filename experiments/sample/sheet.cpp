#include "experiments/sample/sheet.h"

#include <filesystem>

#include "experiments/command/verbs.h"
#include "experiments/sample/files.h"
#include "models/data/images/images.h"
#include "models/data/png.h"

namespace odelia {
namespace {
constexpr int64_t kMostOnSheet = 10000;
}

void check_sheet(int64_t columns, int64_t samples, const std::vector<int64_t>& shape) {
  if (columns == 0) return;
  if (!is_image(shape))
    throw Misuse(fmt::format(
        "sample --sheet: draws images [1 or 3, H, W], and these samples are [{}]; leave it out",
        fmt::join(shape, ", ")));
  if (samples > kMostOnSheet)
    throw Misuse(
        fmt::format("sample --sheet: holds {} samples at most, got {}", kMostOnSheet, samples));
}

void write_sheet(const std::string& folder, const std::string& name, int64_t columns) {
  const Tensor images = read_samples(folder).images;
  const int64_t scale = std::max<int64_t>(1, 96 / images.size(3));
  write_png((std::filesystem::path(folder) / name).string(), image_grid(images, columns, scale));
}

}  // namespace odelia
