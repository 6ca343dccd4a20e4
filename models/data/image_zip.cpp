#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/image_files.h"
#include "models/data/zip_file.h"

namespace odelia {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 40;

class ImageZip final : public ImageFiles {
 public:
  explicit ImageZip(const std::string& path)
      : ImageFiles(path), archive_(path, "zip of images", "`zip -0`", kMostBytes) {
    for (int64_t i = 0; i < archive_.size(); ++i) {
      const std::string name = archive_.name(i);
      const bool json = name == "dataset.json";
      if (name.ends_with('/') || !(json || is_image(name))) continue;
      const ZipEntry entry = archive_.admit(i);
      if (entry.bytes > (json ? kMostImagesJson : kMostImageFile))
        archive_.refuse(i, fmt::format("'{}' has {} bytes, over {}", printable(name), entry.bytes,
                                       json ? kMostImagesJson : kMostImageFile));
      if (!entries_.emplace(name, entry).second)
        archive_.refuse(i, "the name '" + printable(name) + "' comes twice");
      if (!json) names_.push_back(name);
    }
    std::sort(names_.begin(), names_.end());
    require_some();
  }
  const char* kind() const override { return "zip"; }
  std::string start(size_t i, uint64_t bytes, uint64_t& of) const override {
    const ZipEntry& entry = entries_.at(names_[i]);
    of = entry.bytes;
    return unpacked(entry, std::min(bytes, of));
  }
  std::string read(size_t i) const override {
    const ZipEntry& entry = entries_.at(names_[i]);
    return unpacked(entry, entry.bytes);
  }
  std::optional<std::string> dataset_json() const override {
    const auto found = entries_.find("dataset.json");
    if (found == entries_.end()) return {};
    return unpacked(found->second, found->second.bytes);
  }

 private:
  std::string unpacked(const ZipEntry& entry, uint64_t bytes) const {
    const std::lock_guard<std::mutex> one_at_a_time(mutex_);
    ZipStream stream = archive_.open(entry, fmt::format("{}/{}", path_, printable(entry.name)));
    std::string out(bytes, '\0');
    stream.read(out.data(), bytes);
    if (bytes == entry.bytes) stream.finish();
    return out;
  }

  ZipReader archive_;
  std::map<std::string, ZipEntry> entries_;
  mutable std::mutex mutex_;
};

}  // namespace

std::unique_ptr<ImageFiles> open_image_zip(const std::string& path) {
  return std::make_unique<ImageZip>(path);
}

}  // namespace odelia
