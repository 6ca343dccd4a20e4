#pragma once
#include <memory>

#include "models/data/datasets.h"
#include "models/data/images/image_files.h"
#include "models/data/images/image_rule.h"

namespace odelia {

/// In a provenance: the file that lies beside sub-folders, which are no classes therefore.
inline constexpr const char* kStray = "image_beside_folders";

/// The images of a user's folder or archive.  What is wrong with them is known, for the most part,
/// before pixels are read: their headers and labels are, by the constructor.
class OwnImages {
 public:
  /// Throws std::invalid_argument on images that do not fit each other or the rule,
  /// UnreadableFile on damage; both name the first of the files.
  OwnImages(std::unique_ptr<ImageFiles> files, const ImageRule& rule, const std::string& name);

  /// One sample of their shape and type, of the last class; labels undefined where there are none.
  ImageSet outline() const;
  /// All of them, uint8 [N, C, H, W], read by LibTorch's number of threads into the tensor that is
  /// returned: no more memory than that and an image per thread.  Throws as the constructor.
  ImageSet read() const;

 private:
  void read_headers();
  void read_labels();
  bool read_dataset_json();

  std::unique_ptr<ImageFiles> files_;
  ImageRule rule_;
  std::string name_;
  std::vector<size_t> good_;         ///< files whose headers can be read
  std::vector<std::string> broken_;  ///< why the others cannot
  std::vector<int64_t> heights_, widths_;
  int64_t channels_ = 1, side_ = 0;
  std::vector<int64_t> labels_;  ///< of every file; empty: none
  std::string labelled_by_ = "nothing";
  std::vector<std::string> class_names_;  ///< where they are sub-folders
  std::string stray_;                     ///< the image beside sub-folders, which are none then
};

}  // namespace odelia
