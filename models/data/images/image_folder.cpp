#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "models/data/files.h"
#include "models/data/images/image_files.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

class ImageFolder final : public ImageFiles {
 public:
  explicit ImageFolder(const std::string& path) : ImageFiles(path) {
    std::set<fs::path> above;
    list(path, "", above);
    std::sort(names_.begin(), names_.end());
    require_some();
  }
  const char* kind() const override { return "folder"; }
  std::string start(size_t i, uint64_t bytes, uint64_t& of) const override {
    InputFile file(listed(i));
    of = file.size();
    std::string out(std::min(bytes, of), '\0');
    file.read(out.data(), out.size());
    return out;
  }
  std::string read(size_t i) const override { return read_text(listed(i), kMostImageFile); }
  std::optional<std::string> dataset_json(const std::string& folder) const override {
    const std::string file = where(folder + "dataset.json");
    if (!fs::exists(file)) return {};
    return read_text(file, kMostImagesJson);
  }

 private:
  std::string where(const std::string& name) const { return (fs::path(path_) / name).string(); }

  /// The path of file i.  A link to nothing is a file that cannot be read, such as a damaged one.
  std::string listed(size_t i) const {
    const std::string file = where(names_[i]);
    std::error_code circle;
    if (!fs::is_regular_file(file, circle))
      throw UnreadableFile(fmt::format(
          "{}: no regular file, and no link to one; take it away, or leave out what cannot be read "
          "with --skip-broken",
          shown(i)));
    return file;
  }

  /// Links are followed, and may not lead back to a folder that they came from.
  void list(const fs::path& folder, const std::string& prefix, std::set<fs::path>& above) {
    const auto real = above.insert(fs::canonical(folder));
    if (!real.second)
      throw std::invalid_argument(
          fmt::format("{}: its links lead in a circle at '{}'", path_, printable(prefix)));
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = prefix + entry.path().filename().string();
      std::error_code dead_link;
      if (entry.is_directory(dead_link)) {
        if (entry.path().filename().string().front() != '.') list(entry.path(), name + "/", above);
      } else if (is_image(name)) {
        names_.push_back(name);
      }
    }
    above.erase(real.first);
  }
};

}  // namespace

std::unique_ptr<ImageFiles> open_image_folder(const std::string& path) {
  return std::make_unique<ImageFolder>(path);
}

}  // namespace odelia
