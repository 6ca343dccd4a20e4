#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace odelia {

/// An image file may be so large, and a dataset.json, in bytes.
inline constexpr uint64_t kMostImageFile = uint64_t{1} << 30, kMostImagesJson = uint64_t{256} << 20;

/// The image files of a folder or an archive, at any depth, in the order of their names' bytes:
/// those that end in .png, .jpg or .jpeg, in letters of any case.  Hidden ones are left out, as are
/// files of other kinds, but images of other formats are refused by name.
class ImageFiles {
 public:
  virtual ~ImageFiles() = default;
  /// Below the folder, with '/'.
  const std::vector<std::string>& names() const { return names_; }
  /// The same as messages show it.
  std::string shown(size_t i) const;
  /// "folder" or "zip".
  virtual const char* kind() const = 0;
  /// The first bytes of file i, all where it has fewer, and how many it has; any thread may ask.
  virtual std::string start(size_t i, uint64_t bytes, uint64_t& of) const = 0;
  virtual std::string read(size_t i) const = 0;
  /// The folders that all images lie in, from the outermost, "", inwards, each with a '/' behind.
  std::vector<std::string> folders_of_all() const;
  /// The text of the dataset.json in one of these folders, if there is one.
  virtual std::optional<std::string> dataset_json(const std::string& folder) const = 0;

 protected:
  explicit ImageFiles(std::string path) : path_(std::move(path)) {}
  /// True for the name of an image to be read.  Throws std::invalid_argument for one of another
  /// format, which would be left out.
  bool is_image(const std::string& name) const;
  /// Throws std::invalid_argument where there are none.
  void require_some() const;

  std::string path_;
  std::vector<std::string> names_;
};

/// Throws std::invalid_argument, naming what is wrong with it: no images, images in other formats,
/// links in a circle.
std::unique_ptr<ImageFiles> open_image_folder(const std::string& path);

/// Throws as ZipReader too.
std::unique_ptr<ImageFiles> open_image_zip(const std::string& path);

}  // namespace odelia
