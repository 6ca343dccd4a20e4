#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/images/image_files.h"
#include "models/data/zip_file.h"

namespace odelia {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 40;

class ImageZip final : public ImageFiles {
 public:
  explicit ImageZip(const std::string& path)
      : ImageFiles(path), archive_(path, "zip of images", "`zip -0`", kMostBytes) {
    std::multimap<std::string, int64_t> jsons;
    for (int64_t i = 0; i < archive_.size(); ++i) {
      const std::string name = archive_.name(i);
      if (("/" + name).ends_with("/dataset.json")) jsons.emplace(name, i);
      if (name.ends_with('/') || !is_image(name)) continue;
      admit(i, name, kMostImageFile);
      names_.push_back(name);
    }
    std::sort(names_.begin(), names_.end());
    require_some();
    for (const std::string& folder : folders_of_all()) {
      const auto [from, to] = jsons.equal_range(folder + "dataset.json");
      for (auto at = from; at != to; ++at) admit(at->second, at->first, kMostImagesJson);
    }
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
  std::optional<std::string> dataset_json(const std::string& folder) const override {
    const auto found = entries_.find(folder + "dataset.json");
    if (found == entries_.end()) return {};
    return unpacked(found->second, found->second.bytes);
  }

 private:
  void admit(int64_t i, const std::string& name, uint64_t most) {
    const ZipEntry entry = archive_.admit(i);
    if (entry.bytes > most)
      archive_.refuse(
          i, fmt::format("'{}' has {} bytes, over {}", printable(name), entry.bytes, most));
    if (!entries_.emplace(name, entry).second)
      archive_.refuse(i, "the name '" + printable(name) + "' comes twice");
  }

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
